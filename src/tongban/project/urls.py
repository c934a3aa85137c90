"""Addresses of the whole site; each domain brings its own in a module `urls`."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from tongban.project.health import healthz

DOMAINS = [
    f"{each}.urls"
    for each in settings.INSTALLED_APPS
    if each.startswith("tongban.domains.") and find_spec(f"{each}.urls")
]
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/", include("tongban.api.urls")),
    *(path("", include(each)) for each in DOMAINS),
    path("", include("tongban.portal.urls")),
]
