"""What is checked: the shape of a rule, the runner, and one package of rules a format."""
