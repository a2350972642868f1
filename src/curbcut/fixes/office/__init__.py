"""Fixes of office files: parts that do not change are copied as the bytes that they are."""
