"""The pixels of a picture as people see it, and a small picture of it for reports."""

import warnings
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageOps

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "ICO", "AVIF", "JPEG2000", "PSD")
"""Formats that are decoded; Pillow knows others, some of which start programs. An MPO opens as the JPEG that it begins with."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, origin at the top left."""

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top, origin at the bottom left."""

LARGEST_SHOWN = (480, 360)
COLOURS = 64
"""Width and height, and number of colours, of a picture for people."""

FRAME = (200, 0, 90)
FRAME_PIXELS = 2


_TILE = 1_024
"""Pixels on a side of the parts in which a picture is laid on white: a whole one more would not fit beside it."""
_ORIENTATION = 0x0112


class Flat(NamedTuple):
    """A picture without layers, and how many pixels of the file one of its own is."""

    picture: Image.Image
    scale: float


def flat(data: bytes, longest_side: int) -> Flat:
    """Decode the first picture of a file, upright as browsers show it, on white, no longer than is asked for.

    Raises:
        OSError: And whatever else Pillow raises over the content of a file.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            longest = max(opened.size)
            # What is nearly as small as asked for is scaled in one step, finely.
            picture = on_white(opened, max(1, longest * 4 // (longest_side * 5)))
            picture.getexif()[_ORIENTATION] = opened.getexif().get(_ORIENTATION, 1)
            ImageOps.exif_transpose(picture, in_place=True)
    picture.thumbnail((longest_side, longest_side))
    return Flat(picture, longest / max(picture.size))


def on_white(picture: Image.Image, factor: int) -> Image.Image:
    """Return a picture in red, green and blue on white, one pixel for every `factor` in each direction.

    Raises:
        OSError: And whatever else Pillow raises over the content of a file.
    """
    picture.load()
    width, height = picture.size
    if width * height <= _TILE * _TILE:
        small_one = _opaque(picture)
        return small_one.reduce(factor) if factor > 1 else small_one
    whole = Image.new("RGB", (-(-width // factor), -(-height // factor)))
    step = factor * max(1, _TILE // factor)
    for top in range(0, height, step):
        for left in range(0, width, step):
            part = _opaque(picture.crop((left, top, min(width, left + step), min(height, top + step))))
            whole.paste(part.reduce(factor) if factor > 1 else part, (left // factor, top // factor))
    return whole


def _opaque(part: Image.Image) -> Image.Image:
    if part.mode in {"RGBA", "LA", "PA"} or "transparency" in part.info:
        layered = part.convert("RGBA")
        part = Image.new("RGBA", layered.size, "white")
        part.alpha_composite(layered)
    return part.convert("RGB")


def small(data: bytes, rectangle: Rectangle | None = None) -> bytes:
    """Return a small PNG of a picture, with a frame about a part of it.

    Args:
        data: The file.
        rectangle: The part, in pixels of the picture as it is shown.

    Raises:
        OSError: And whatever else Pillow raises over the content of a file.
    """
    picture, scale = flat(data, 2 * max(LARGEST_SHOWN))
    width, height = picture.width * scale, picture.height * scale
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
