"""People in answers: teachers, authors, editors, the caller himself (contract 7.2, appendix A)."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import api_json, caller_of, global_id, host_of, is_root_administrator, state_of
from canvas_sandbox.model import State, User

_BASE_36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def anonymous_id(identifier: int) -> str:
    """Return an id in base 36, as Canvas's anonymous ids look."""
    digits = ""
    while identifier:
        identifier, rest = divmod(identifier, 36)
        digits = _BASE_36[rest] + digits
    return digits or "0"


def display_json(request: Request, user: User, course_id: int) -> dict[str, object]:
    """Return how a person is shown beside what he made."""
    return {
        "id": user.id,
        "anonymous_id": anonymous_id(user.id),
        "display_name": user.name,
        "avatar_image_url": f"{host_of(request)}/images/messages/avatar-50.png",
        "html_url": f"{host_of(request)}/courses/{course_id}/users/{user.id}",
        "pronouns": None,
    }


def teachers_of(state: State, course_id: int) -> Iterable[User]:
    """Return who teaches a course."""
    return (user for user in state.users.values() if course_id in user.teaches)


async def _show_self(request: Request) -> Response:
    user = caller_of(request).user
    first, _, last = user.name.rpartition(" ")
    is_administrator = is_root_administrator(state_of(request), user)
    return api_json(
        request,
        {
            "id": user.id,
            "name": user.name,
            "sortable_name": f"{last}, {first}" if first else last,
            "first_name": first or last,
            "last_name": last if first else "",
            "short_name": user.name,
            "avatar_url": f"{host_of(request)}/images/messages/avatar-50.png",
            "locale": None,
            "effective_locale": "en",
            "global_id": str(global_id(user.id)),
            "login_id": user.login,
            "primary_email": user.email,
            "permissions": {
                "can_update_name": True,
                "can_update_avatar": False,
                "limit_parent_app_web_access": False,
                "can_masquerade": is_administrator,
            },
        },
    )


ROUTES = [Route("/api/v1/users/self", _show_self)]
