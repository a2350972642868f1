"""Addresses of the reports."""

from django.urls import path

from curbcut.service.reporting import views

urlpatterns = [
    path("i/<int:client_id>/courses/", views.courses, name="courses"),
]
