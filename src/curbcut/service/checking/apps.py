"""The app's place in Django."""

from django.apps import AppConfig


class CheckingConfig(AppConfig):
    """See the package."""

    name = "curbcut.service.checking"
    label = "checking"
