"""The app's place in Django."""

from django.apps import AppConfig


class ConnectionConfig(AppConfig):
    """Developer key, access token, grant, check."""

    name = "curbcut.service.connection"
    label = "connection"
