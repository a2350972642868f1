"""An institution's accounts, terms, courses and content items, as last read from Canvas."""
