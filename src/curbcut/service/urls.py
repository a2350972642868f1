"""Addresses of the service; each app has its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("curbcut.service.tenancy.urls")),
    path("", include("curbcut.service.connection.urls")),
    path("", include("curbcut.service.people.urls")),
    path("", include("curbcut.service.feedback.urls")),
    path("", include("curbcut.service.reporting.urls")),
]
