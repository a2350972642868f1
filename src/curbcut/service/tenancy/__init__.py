"""Environments, institutions, people and roles, encrypted secrets."""
