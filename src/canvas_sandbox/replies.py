"""Refusals as responses."""

import msgspec
from starlette.responses import Response

from canvas_sandbox.exchange import JSON_TYPE
from canvas_sandbox.refusals import Refusal

TEXT_TYPE = "text/plain; charset=utf-8"


def refuse(refusal: Refusal) -> Response:
    """Turn a refusal into the response that Canvas would send."""
    if isinstance(refusal.body, str):
        return Response(refusal.body, refusal.status, refusal.headers, media_type=TEXT_TYPE)
    return Response(msgspec.json.encode(refusal.body), refusal.status, refusal.headers, media_type=JSON_TYPE)
