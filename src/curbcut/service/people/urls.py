"""Addresses of the pages about people."""

from django.urls import path

from curbcut.service.people import views

_COURSE = "i/<int:client_id>/courses/<int:course_id>/people/"

urlpatterns = [
    path("i/<int:client_id>/people/", views.people, name="people"),
    path("i/<int:client_id>/people/invitations/<int:invitation_id>/revoke/", views.revoke, name="revoke-invitation"),
    path(_COURSE, views.course_people, name="course-people"),
    path(f"{_COURSE}<int:instructor_id>/remove/", views.remove, name="remove-instructor"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
]
