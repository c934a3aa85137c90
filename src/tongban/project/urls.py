"""Addresses of the whole site."""

from django.urls import include, path

from tongban.project.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/", include("tongban.api.urls")),
    path("", include("tongban.portal.urls")),
]
