"""Forms of a report. Each has `add` for one more file and `finish`; forms load on first use."""

from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from curbcut.scoring.assessment import Assessment


class Report(Protocol):
    """A report in the making."""

    def add(self, file: str, assessment: "Assessment") -> None:
        """Take up what is said of one file, named as people gave it."""
        ...

    def finish(self) -> None:
        """Write what remains to be written."""
        ...


def open_report(form: str, stream: BinaryIO) -> Report:
    """Begin a report of `curbcut check` in one of its forms: text, jsonl, html or sarif."""
    match form:
        case "text":
            from curbcut.cli.reports.text import TextReport

            return TextReport(stream)
        case "jsonl":
            from curbcut.cli.reports.jsonl import JsonLinesReport

            return JsonLinesReport(stream)
        case "html":
            from curbcut.cli.reports.html import HtmlReport

            return HtmlReport(stream)
        case "sarif":
            from curbcut.cli.reports.sarif import SarifReport

            return SarifReport(stream)
        case _:
            raise ValueError(f"there is no report of the form {form!r}")
