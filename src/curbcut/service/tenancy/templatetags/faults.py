"""Fields with an error take the focus, so that whoever reads by ear or works by keyboard is where something is to be done."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def widget_of(field: BoundField) -> SafeString:
    """Return a field's widget; the browser puts the focus into the first of a page that has an error."""
    return field.as_widget(attrs={"autofocus": True} if field.errors else None)
