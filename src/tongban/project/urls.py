"""Addresses of the whole site."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path

from tongban.project.health import healthz

# Each trade that has pages brings its own addresses.
TRADES = [
    f"{config.name}.urls"
    for config in apps.get_app_configs()
    if config.name.startswith("tongban.domains.") and find_spec(f"{config.name}.urls")
]
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/", include("tongban.api.urls")),
    *(path("", include(one)) for one in TRADES),
    path("", include("tongban.portal.urls")),
]
