"""Addresses of the portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("tongban.ui.urls")),
    path("", include("tongban.portal.public.urls")),
    path("", include("tongban.portal.staff.urls")),
]
