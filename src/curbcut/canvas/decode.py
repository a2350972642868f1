"""From an answer's bytes to a typed object of Canvas, or an error that says which field does not fit."""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from curbcut.canvas.errors import CanvasShapeError
from curbcut.canvas.exchange import Answer

Shape = TypeVar("Shape")


def decode(answer: Answer, shape: type[Shape]) -> Shape:
    """Decode an answer.

    Args:
        answer: A successful answer.
        shape: Struct, or list of Structs, with the fields that we rely on.

    Raises:
        CanvasShapeError: The answer is not JSON, or a field is missing or of another type.
    """
    try:
        decoded: Shape = _decoder(cast("Hashable", shape)).decode(answer.content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        # msgspec names the place, such as `$[3].title`, and never quotes the value.
        raise CanvasShapeError(f"Canvas's answer does not fit ({answer.call.endpoint.name}): {error}") from error
    return decoded


@cache
def _decoder(shape: Hashable) -> msgspec.json.Decoder[Any]:
    # Not strict: ids come as strings by our Accept header, and as numbers from a server that does not know it.
    return msgspec.json.Decoder(shape, strict=False)
