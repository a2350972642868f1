"""Forms and lists about accepting, for any page that shows an item."""

from django import template

from curbcut.service.checking.forms import AcceptForm
from curbcut.service.feedback.decisions import Decision, decisions_on
from curbcut.service.library.models import Item

register = template.Library()


@register.simple_tag
def accept_form(rule_id: str, outcome: str) -> AcceptForm:
    """Return an empty form whose fields have ids of their own."""
    return AcceptForm(auto_id=f"accept-{rule_id}-{outcome}-%s")


@register.simple_tag
def accepted_in(item: Item) -> list[Decision]:
    """Return what was accepted in an item and holds."""
    return decisions_on(item)
