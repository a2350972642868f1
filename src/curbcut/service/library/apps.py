"""The app's place in Django."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """See the package."""

    name = "curbcut.service.library"
    label = "library"
