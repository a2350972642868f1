"""`curbcut demo`: the whole way from a developer key to a report, on a Canvas that runs on this machine."""

from curbcut.cli.demo.command import add_parser, run

__all__ = ["add_parser", "run"]
