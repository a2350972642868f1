"""Excel workbooks (.xlsx)."""

from curbcut.documents.office.sheets.workbook import read_workbook

__all__ = ["read_workbook"]
