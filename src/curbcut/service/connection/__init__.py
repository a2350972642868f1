"""The Configuration page: how an institution connects its Canvas, and the health of that connection."""
