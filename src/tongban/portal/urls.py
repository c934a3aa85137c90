"""Addresses of the portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("tongban.ui.urls")),
    path("apply/bundle/", include("tongban.portal.public.bundles.urls")),
    path("", include("tongban.portal.public.urls")),
    path("", include("tongban.portal.staff.urls")),
    path("registers/", include("tongban.portal.staff.registers.urls")),
    path("account/", include("tongban.portal.account.urls")),
    path("admin/", include("tongban.portal.staff.administration.urls")),
]
