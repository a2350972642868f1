"""Bytes to a document that a rule can ask questions of, one package a format."""
