"""The Django project: what an institution runs."""
