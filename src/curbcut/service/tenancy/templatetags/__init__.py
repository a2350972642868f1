"""What templates of every app load."""
