"""Addresses of this trade's pages."""

from django.urls import include, path

app_name = "vehicles"
urlpatterns = [path("vehicles/", include("tongban.domains.vehicles.urls_books"))]
