"""The app's place in Django."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Environments, institutions, people, secrets."""

    name = "curbcut.service.tenancy"
    label = "tenancy"
