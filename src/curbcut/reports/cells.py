"""Cells of CSV that no spreadsheet takes for a formula: what people wrote gets there."""

import re

_FORMULA = re.compile(r"((?:^|[;\t\r\n])[^\S\t\r\n]*)(?=[=+\-@＝＋－＠])")  # noqa: RUF001 - so they are typed in Japan
"""Where a formula would begin: at the start, and behind what may part cells too. Where commas are decimal, spreadsheets part
cells at semicolons, and a file that was written with commas is cut there, quotation marks or not."""

_ODD_STARTS = ("\t", "\r", "\n")


def spreadsheet_cell(text: str) -> str:
    """Keep a spreadsheet from computing a text, by an apostrophe before what would begin a formula.

    Source: OWASP, CSV Injection.
    """
    safe = _FORMULA.sub(r"\1'", text)
    return f"'{safe}" if safe.startswith(_ODD_STARTS) else safe
