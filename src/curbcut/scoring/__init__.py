"""Findings to scores: of an item, a course, an institution."""
