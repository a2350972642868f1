"""Mending: a document, a finding and an answer to new bytes, and nothing else changed."""
