"""Matrices of PDF: six numbers that place one coordinate space in another (ISO 32000-1, 8.3.4)."""

from curbcut.documents.pdf.structure import Rectangle

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `second` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def transform(box: Rectangle, matrix: Matrix) -> Rectangle:
    """Return the upright box around a transformed one."""
    if matrix == IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    across = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    up = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(across), min(up), max(across), max(up)
