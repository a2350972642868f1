"""What stands in the way of changing an item at all, before anything is tried."""

from dataclasses import dataclass
from typing import cast

from curbcut.canvas.content import REASONS, ItemKind, NotCheckableCode
from curbcut.canvas.texts import ENDPOINTS
from curbcut.service.connection.models import Connection
from curbcut.service.library.models import Course, Item
from curbcut.service.library.reading import can_ask
from curbcut.service.tenancy.models import Institution

LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why something cannot be done, for programs and for people.

    Attributes:
        code: `locked`, `gone`, `not-connected`, `scope-missing`, a code of `canvas.content.REASONS`, or a reason of
            `fixes.fix.FixRefusedError`.
        text: A sentence.
        blueprint: For `locked`: the blueprint course, when our connection reaches it: the place to mend it.
        blueprint_name: For `locked`: its name, when Canvas told it.
        blueprint_item: For `locked`: the item there that this one came from, when it can be told.
        scope: For `scope-missing`: the scope string that the developer key has to be given.
    """

    code: str
    text: str
    blueprint: Course | None = None
    blueprint_name: str = ""
    blueprint_item: Item | None = None
    scope: str = ""


def obstacle_of(item: Item) -> Obstacle | None:
    """Return what stands in the way of changing an item, `None` when nothing is known that does."""
    return obstacle_in(item) or obstacle_of_kind(item.institution, item.kind)


def obstacle_in(item: Item) -> Obstacle | None:
    """Return what stands in the way in the item itself."""
    if item.gone_at is not None or item.course.gone_at is not None:
        return Obstacle(code="gone", text="It is no longer in Canvas.")
    if item.is_content_locked:
        return locked(item.course, item)
    if item.not_checkable:
        return Obstacle(code=item.not_checkable, text=REASONS[cast("NotCheckableCode", item.not_checkable)])
    return None


def obstacle_of_kind(institution: Institution, kind: str) -> Obstacle | None:
    """Return what stands in the way of changing anything of a kind: no connection, or a scope that the key lacks."""
    if not can_ask(institution):
        text = "Canvas cannot be asked just now. The Configuration page says why and what to do."
        return Obstacle(code="not-connected", text=text)
    scope = ENDPOINTS[cast("ItemKind", kind)].scope
    report = Connection.objects.of(institution).get().report
    if any(row["scope"] == scope and not row["granted"] for row in report.get("scopes", ())):
        text = f"The developer key lacks the scope {scope}. A Canvas administrator has to add it to the key."
        return Obstacle(code="scope-missing", text=text, scope=scope)
    return None


def locked(course: Course, item: Item | None = None) -> Obstacle:
    """Say that the blueprint course locks an item, and where that course is."""
    blueprint, name = blueprint_of(course)
    if blueprint is not None:
        text = (
            f"The blueprint course “{blueprint.name}” locks it, so it can be changed only there; "
            "the next sync brings the change here."
        )
    elif name:
        text = (
            f"The blueprint course “{name}” locks it, so it can be changed only there. "
            "Our connection does not reach that course; ask whoever manages it."
        )
    else:
        text = "A blueprint course locks it, so it can be changed only there."
    twin = None if blueprint is None or item is None else _twin_of(item, blueprint)
    return Obstacle(code=LOCKED, text=text, blueprint=blueprint, blueprint_name=name, blueprint_item=twin)


def _twin_of(item: Item, blueprint: Course) -> Item | None:
    """Return the item of the blueprint course that an item came from: the same content, or else the only one so named."""
    same_kind = Item.objects.of(item.institution).filter(course=blueprint, kind=item.kind, gone_at__isnull=True)
    same = same_kind.filter(fingerprint=item.fingerprint).exclude(fingerprint="")
    for found in (list(same[:2]), list(same_kind.filter(title=item.title)[:2])):
        if len(found) == 1:
            twin: Item = found[0]
            return twin
    return None


def blueprint_of(course: Course) -> tuple[Course | None, str]:
    """Return the blueprint course that a course follows, where the connection reaches it, and its name."""
    if course.origin != Course.Origin.BLUEPRINT or not course.origin_canvas_id:
        return None, ""
    courses = Course.objects.of(course.institution).filter(gone_at__isnull=True)
    blueprint = courses.filter(canvas_id=course.origin_canvas_id).first()
    return blueprint, course.origin_name or ("" if blueprint is None else blueprint.name)
