"""Fixes of web pages and of bodies from Canvas's editor: each changes the bytes of the elements that it names."""
