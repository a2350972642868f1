"""The pixels of a picture as people see it, and a small picture of it for reports."""

import warnings
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "ICO", "AVIF", "JPEG2000", "MPO", "PSD")
"""Formats that are decoded; Pillow knows others, some of which start programs."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, origin at the top left."""

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top, origin at the bottom left."""

LARGEST_SHOWN = (480, 360)
COLOURS = 64
"""Width and height, and number of colours, of a picture for people."""

FRAME = (200, 0, 90)
FRAME_PIXELS = 2


def flat(data: bytes) -> Image.Image:
    """Decode the first picture of a file, upright as browsers show it, on white.

    Raises:
        OSError: And whatever else Pillow raises over the content of a file.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            layered = ImageOps.exif_transpose(picture).convert("RGBA")
    on_white = Image.new("RGBA", layered.size, "white")
    on_white.alpha_composite(layered)
    return on_white.convert("RGB")


def small(data: bytes, rectangle: Rectangle | None = None) -> bytes:
    """Return a small PNG of a picture, with a frame about a part of it.

    Args:
        data: The file.
        rectangle: The part, in pixels of the picture as it is shown.

    Raises:
        OSError: And whatever else Pillow raises over the content of a file.
    """
    picture = flat(data)
    width, height = picture.size
    picture.thumbnail(LARGEST_SHOWN)
    if rectangle is not None:
        scale = picture.width / width
        left, bottom, right, top = rectangle
        box = [round(each * scale) for each in (left, height - top, right, height - bottom)]
        around = (box[0] - FRAME_PIXELS, box[1] - FRAME_PIXELS, box[2] + FRAME_PIXELS, box[3] + FRAME_PIXELS)
        ImageDraw.Draw(picture).rectangle(around, outline=FRAME, width=FRAME_PIXELS)
    out = BytesIO()
    # Few colours are enough to recognise it, and make it a third as large.
    picture.quantize(COLOURS).save(out, "PNG")
    return out.getvalue()
