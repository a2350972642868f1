"""What the templates of feedback can ask."""
