"""Fixes of PDF files: each is an update behind the file's own bytes, which stay as they were."""
