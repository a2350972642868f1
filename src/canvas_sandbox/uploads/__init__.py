"""Putting files into courses: three steps, three kinds of storage, duplicates (contract 8)."""
