"""Addresses of official vehicles, all below `vehicles/`."""

from django.urls import include, path

app_name = "vehicles"
urlpatterns = [
    path("vehicles/", include("tongban.domains.vehicles.dispatches.urls")),
    path("vehicles/", include("tongban.domains.vehicles.urls_books")),
]
