"""Pictures with text in them, drawn with the font that Pillow brings along."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SENTENCE = ("The quick brown fox", "jumps over the lazy dog", "while students read notes")


def drawn_text(
    *lines: str,
    ink: tuple[int, int, int] = (0, 0, 0),
    paper: tuple[int, int, int] = (255, 255, 255),
    size: tuple[int, int] = (640, 200),
    points: int = 36,
) -> Image.Image:
    """Draw lines of text under each other."""
    picture = Image.new("RGB", size, paper)
    font = ImageFont.load_default(size=points)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((20, 16 + number * points * 3 // 2), line, fill=ink, font=font)
    return picture


def as_file(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Save a picture."""
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
