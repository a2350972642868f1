"""Reports with the tiny format, asked for through the command line where a test wants the whole way."""

from tests.unit.cli.conftest import _tiny_format, curbcut, lines_of

__all__ = ["_tiny_format", "curbcut", "lines_of"]
