"""The app's place in Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """See the package."""

    name = "curbcut.service.people"
    label = "people"
