"""Forms of a report. Each has `add` for one more file and `finish`; forms load on first use."""

from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from curbcut.reports.previews import FilePreview
    from curbcut.rules.rule import Rule
    from curbcut.scoring.assessment import Assessment


class Report(Protocol):
    """A report in the making."""

    def add(self, file: str, assessment: "Assessment") -> None:
        """Take up what is said of one file, named as people gave it."""
        ...

    def finish(self) -> None:
        """Write what remains to be written."""
        ...


def open_report(
    form: str,
    stream: BinaryIO,
    rules: "Mapping[str, Rule]",
    preview_of: "Callable[[str], FilePreview | None]" = lambda _: None,
) -> Report:
    """Begin a report of `curbcut check`.

    Args:
        form: text, jsonl, html or sarif.
        stream: Where it goes.
        rules: The rules that results name, by id; may grow while files are added.
        preview_of: Gives the pictures of an added file, for the form that shows them.
    """
    match form:
        case "text":
            from curbcut.reports.text import TextReport

            return TextReport(stream, rules)
        case "jsonl":
            from curbcut.reports.jsonl import JsonLinesReport

            return JsonLinesReport(stream, rules)
        case "html":
            from curbcut.reports.html import HtmlReport

            return HtmlReport(stream, rules, preview_of)
        case "sarif":
            from curbcut.reports.sarif import SarifReport

            return SarifReport(stream, rules)
        case _:
            raise ValueError(f"there is no report of the form {form!r}")
