"""Pages of the panel: parse, call, render."""
