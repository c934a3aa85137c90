"""Addresses of the API."""

from django.urls import path

from tongban.api.v1 import api

urlpatterns = [
    path("", api.urls),
]
