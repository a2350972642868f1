"""The courses of an account and of those below it, with its many filters (contract 7.1)."""

from collections.abc import Callable, Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import account_chain, api_json, local_id, query_list, state_of
from canvas_sandbox.model import Course, State
from canvas_sandbox.paging import paginate
from canvas_sandbox.resources.courses import course_json
from canvas_sandbox.resources.finding import flag, readable_account_of, search_term_of
from canvas_sandbox.resources.people import teachers_of

Keep = Callable[[Course], bool]

MINIMUM_SEARCH_TERM = 3
"""Three characters in older versions, two in newer ones: a client should bear the stricter (contract 7.1)."""


async def _list_courses(request: Request) -> Response:
    account = readable_account_of(request)
    state = state_of(request)
    below = {item.id for item in state.accounts.values() if account in account_chain(state, item.id)}
    keeps = list(_filters(request, state))
    courses = [
        course
        for course in state.courses.values()
        if course.account_id in below and all(keep(course) for keep in keeps)
    ]
    page, headers = paginate(request, _sorted(request, state, courses))
    return api_json(request, [course_json(request, course) for course in page], headers=headers)


def _filters(request: Request, state: State) -> Iterable[Keep]:
    yield _of_states(query_list(request, "state"))
    if (published := flag(request, "published")) is not None:
        yield lambda course: (course.workflow_state == "available") == published
    if (completed := flag(request, "completed")) is not None:
        yield lambda course: (course.workflow_state == "completed") == completed
    if (blueprint := flag(request, "blueprint")) is not None:
        yield lambda course: course.blueprint == blueprint
    if (associated := flag(request, "blueprint_associated")) is not None:
        children = {item.child_course_id for item in state.blueprint_subscriptions.values()}
        yield lambda course: (course.id in children) == associated
    if (public := flag(request, "public")) is not None:
        yield lambda course: course.is_public == public
    if flag(request, "homeroom"):
        yield lambda _course: False
    if (term := request.query_params.get("enrollment_term_id")) is not None:
        identifier = _term_id(state, term)
        yield lambda course: course.enrollment_term_id == identifier
    yield from _people_filters(request, state)
    yield from _date_filters(request, state)
    if wanted := {local_id(item) for item in query_list(request, "by_subaccounts")}:
        yield lambda course: any(item.id in wanted for item in account_chain(state, course.account_id))
    if (term_text := search_term_of(request, minimum=MINIMUM_SEARCH_TERM)) is not None:
        yield _matching(request, state, term_text)


def _of_states(states: list[str]) -> Keep:
    wanted = set(states)
    if "all" in wanted:
        return lambda _course: True
    if not wanted:
        return lambda course: course.workflow_state != "deleted"
    return lambda course: course.workflow_state in wanted


def _term_id(state: State, text: str) -> int | None:
    if text.startswith("sis_term_id:"):
        sis = text.partition(":")[2]
        return next((term.id for term in state.terms.values() if term.sis_term_id == sis), None)
    return local_id(text)


def _people_filters(request: Request, state: State) -> Iterable[Keep]:
    taught = {course for user in state.users.values() for course in user.teaches}
    studied = {course for user in state.users.values() for course in user.studies}
    studied |= {course.id for course in state.courses.values() if course.total_students}
    if (enrolled := flag(request, "with_enrollments")) is not None:
        yield lambda course: (course.id in taught | studied) == enrolled
    if kinds := set(query_list(request, "enrollment_type")):
        chosen = (taught if "teacher" in kinds else set()) | (studied if "student" in kinds else set())
        yield lambda course: course.id in chosen
    if teachers := {local_id(item) for item in query_list(request, "by_teachers")}:
        theirs = {course for user in state.users.values() if user.id in teachers for course in user.teaches}
        yield lambda course: course.id in theirs


def _date_filters(request: Request, state: State) -> Iterable[Keep]:
    """A course's own dates count before its term's; a course without any begins and ends never."""

    def date_of(course: Course, name: str) -> str | None:
        term = state.terms.get(course.enrollment_term_id)
        own: str | None = getattr(course, name)
        return own or (getattr(term, name) if term else None)

    if before := request.query_params.get("starts_before"):
        yield lambda course: (date_of(course, "start_at") or "") < before
    if after := request.query_params.get("ends_after"):
        yield lambda course: (date_of(course, "end_at") or "9999") > after


def _matching(request: Request, state: State, term: str) -> Keep:
    if request.query_params.get("search_by") == "teacher":
        return lambda course: any(term in user.name.lower() for user in teachers_of(state, course.id))
    return lambda course: any(
        term in text.lower() for text in (course.name, course.course_code, course.sis_course_id or "", str(course.id))
    )


def _sorted(request: Request, state: State, courses: list[Course]) -> list[Course]:
    keys: dict[str, Callable[[Course], str]] = {
        "course_name": lambda course: course.name.casefold(),
        "sis_course_id": lambda course: course.sis_course_id or "",
        "teacher": lambda course: min((user.name.casefold() for user in teachers_of(state, course.id)), default=""),
        "account_name": lambda course: state.accounts[course.account_id].name.casefold(),
        "course_status": lambda course: course.workflow_state,
    }
    courses.sort(key=lambda course: course.id)
    if key := keys.get(request.query_params.get("sort", "")):
        courses.sort(key=key)
    if request.query_params.get("order") == "desc":
        courses.reverse()
    return courses


ROUTES = [Route("/api/v1/accounts/{account_id}/courses", _list_courses)]
