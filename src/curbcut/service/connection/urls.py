"""Addresses of the Configuration page and of the documented callback."""

from django.urls import path

from curbcut.service.connection import views

urlpatterns = [
    path("i/<int:client_id>/configuration/", views.configuration, name="configuration"),
    path("i/<int:client_id>/configuration/key/", views.save_key, name="save-key"),
    path("i/<int:client_id>/configuration/grant/", views.grant, name="grant"),
    path("i/<int:client_id>/configuration/token/", views.access_token, name="configuration-token"),
    path("i/<int:client_id>/configuration/check/", views.check_again, name="check-connection"),
    path("i/<int:client_id>/configuration/status/", views.status, name="connection-status"),
    path("i/<int:client_id>/configuration/disconnect/", views.disconnect, name="disconnect"),
    # The documented redirect URI: character for character, without a slash at the end.
    path("api/v2/<int:client_id>/auth/canvas/callback", views.callback, name="callback"),
]
