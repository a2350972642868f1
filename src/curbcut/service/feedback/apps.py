"""The app's place in Django."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """See the package."""

    name = "curbcut.service.feedback"
    label = "feedback"
