"""Addresses of the own account."""

from django.urls import path

from tongban.portal.account import factor, pages

app_name = "account"
urlpatterns = [
    path("", pages.front, name="front"),
    path("password/", pages.password, name="password"),
    path("visits/end/", pages.end_others, name="end_others"),
    path("factor/", factor.factor, name="factor"),
    path("factor/drop/", factor.drop, name="drop"),
]
