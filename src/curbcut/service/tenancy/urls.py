"""Addresses of accounts and institutions."""

from django.urls import path

from curbcut.service.tenancy import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/once/<str:token>/", views.sign_in_once, name="sign-in-once"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("set-up/<str:token>/", views.set_up, name="set-up"),
    path("institutions/new/", views.new_institution, name="new-institution"),
]
