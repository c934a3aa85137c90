"""Addresses of the visitor's preferences."""

from django.urls import path
from django.views.i18n import set_language

from tongban.ui import pages

app_name = "ui"
urlpatterns = [
    path("look/elder/", pages.elder, name="elder"),
    path("look/language/", set_language, name="language"),
]
