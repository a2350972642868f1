"""Pictures drawn by code: charts, cells, maps, words in a picture, a page of scanned paper, an animation."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from canvas_sandbox.seeds.builders.blocks import Figure
from canvas_sandbox.seeds.builders.pdf_layout import wrap

_PAPER, _INK = (252, 251, 246), (30, 30, 34)
_PALETTE = ((0, 90, 156), (200, 80, 30), (70, 130, 60), (120, 70, 140), (160, 130, 20))


def bar_chart(
    values: tuple[int, ...], *, labels: tuple[str, ...] = (), size: tuple[int, int] = (320, 200)
) -> Image.Image:
    """Draw a bar a value, labelled in the picture itself when `labels` are given."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    width, height = size
    step, top = (width - 40) // len(values), max(values) or 1
    draw.line([(30, 10), (30, height - 25), (width - 5, height - 25)], fill=_INK, width=2)
    for index, value in enumerate(values):
        left = 36 + index * step
        bar = (height - 45) * value // top
        draw.rectangle([left, height - 26 - bar, left + step - 10, height - 26], fill=_PALETTE[index % len(_PALETTE)])
        if index < len(labels):
            draw.text((left, height - 20), labels[index], fill=_INK, font=_font(11))
    return image


def cells(count: int = 7, *, size: tuple[int, int] = (320, 220)) -> Image.Image:
    """Draw something like cells under a microscope: rings with nuclei."""
    image = Image.new("RGB", size, (238, 245, 240))
    draw = ImageDraw.Draw(image)
    for index in range(count):
        x, y = 20 + (index * 83) % (size[0] - 90), 15 + (index * 59) % (size[1] - 85)
        draw.ellipse([x, y, x + 70, y + 62], outline=(60, 120, 80), width=3, fill=(205, 228, 210))
        draw.ellipse([x + 24, y + 20, x + 46, y + 40], fill=(90, 60, 130))
    return image


def street_plan(blocks: int = 5, *, size: tuple[int, int] = (300, 300)) -> Image.Image:
    """Draw a grid of streets with one diagonal, as in a plan of a nineteenth-century extension."""
    image = Image.new("RGB", size, (235, 228, 212))
    draw = ImageDraw.Draw(image)
    step = size[0] // blocks
    for row in range(blocks):
        for column in range(blocks):
            x, y = column * step + 6, row * step + 6
            draw.rectangle([x, y, x + step - 12, y + step - 12], fill=(186, 160, 132), outline=(110, 90, 70))
    draw.line([(0, size[1]), (size[0], 0)], fill=(250, 246, 236), width=14)
    return image


def words(text: str, *, size: tuple[int, int] = (420, 120), colour: tuple[int, int, int] = _INK) -> Image.Image:
    """Draw a picture that is only words, which a screen reader cannot read."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for index, line in enumerate(wrap(text, 18, size[0] - 24)):
        draw.text((12, 10 + index * 24), line, fill=colour, font=_font(18))
    return image


def scanned_page(paragraphs: tuple[str, ...]) -> Figure:
    """Draw a sheet of paper with text on it, a little askew, as a flat-bed scanner leaves it."""
    image = Image.new("RGB", (850, 1100), _PAPER)
    draw = ImageDraw.Draw(image)
    y = 110
    for paragraph in paragraphs:
        for line in wrap(paragraph, 19, 640):
            draw.text((105, y), line, fill=_INK, font=_font(19))
            y += 27
        y += 16
    askew = image.rotate(0.7, fillcolor=_PAPER)
    return Figure(as_jpeg(askew, quality=55), askew.width, askew.height)


def animation(frames: int = 6) -> bytes:
    """Answer a GIF that moves for ever: a pendulum."""
    pictures = []
    for frame in range(frames):
        image = Image.new("RGB", (120, 120), "white")
        x = 20 + 80 * frame // max(frames - 1, 1)
        draw = ImageDraw.Draw(image)
        draw.line([(60, 5), (x, 90)], fill=_INK, width=2)
        draw.ellipse([x - 12, 80, x + 12, 104], fill=_PALETTE[1])
        pictures.append(image)
    out = BytesIO()
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:], duration=120, loop=0)
    return out.getvalue()


def figure(image: Image.Image, alt: str | None = None, *, shown_width: float = 300.0) -> Figure:
    """Answer a picture as a block of a document."""
    return Figure(as_jpeg(image), image.width, image.height, alt, shown_width)


def as_png(image: Image.Image) -> bytes:
    """Answer the bytes of a PNG without times or other metadata."""
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def as_jpeg(image: Image.Image, *, quality: int = 80) -> bytes:
    """Answer the bytes of a baseline JPEG."""
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def svg(title: str | None) -> bytes:
    """Answer a drawing of the water cycle; without `title` it has no accessible name."""
    name = f"<title>{title}</title>" if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 120" role="img">{name}'
        '<rect y="90" width="200" height="30" fill="#1b6ca8"/><circle cx="165" cy="25" r="16" fill="#e0a100"/>'
        '<path d="M40 85 C40 60 60 60 60 35" stroke="#333" fill="none" stroke-width="3"/>'
        '<ellipse cx="70" cy="28" rx="34" ry="14" fill="#ccd"/></svg>\n'
    ).encode()


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
