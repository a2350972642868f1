"""Addresses of the reports."""

from django.urls import path

from curbcut.service.reporting import views

_COURSE = "i/<int:client_id>/courses/<int:course_id>/"
_ITEM = f"{_COURSE}items/<int:item_id>/"

urlpatterns = [
    path("i/<int:client_id>/courses/", views.courses, name="courses"),
    path("i/<int:client_id>/courses/scan/", views.scan_institution, name="scan-institution"),
    path("i/<int:client_id>/courses/progress/", views.progress, name="progress"),
    path(_COURSE, views.course, name="course"),
    path(f"{_COURSE}work/", views.work, name="course-work"),
    path(f"{_COURSE}scan/", views.scan_course, name="scan-course"),
    path(f"{_COURSE}report.<str:form>", views.export, name="course-export"),
    path(f"{_ITEM}exclude/", views.exclude, name="exclude-item"),
    path(f"{_ITEM}include/", views.include, name="include-item"),
]
