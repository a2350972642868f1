"""The app's place in Django."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """See the package."""

    name = "curbcut.service.reporting"
    label = "reporting"
