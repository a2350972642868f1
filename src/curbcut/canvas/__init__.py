"""Talking to Canvas: 27 endpoints and nothing else."""
