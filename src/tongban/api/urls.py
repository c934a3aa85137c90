"""Addresses of the API."""

from django.urls import path

from tongban.api.pages import try_it
from tongban.api.v1 import api

urlpatterns = [
    path("", try_it, name="try-api"),
    path("", api.urls),
]
