"""Addresses of the form of a bundle."""

from django.urls import path

from tongban.portal.public.bundles import applying

app_name = "bundles"
urlpatterns = [
    path("<str:code>/begin/", applying.begin, name="begin"),
    path("draft/<int:draft_id>/", applying.draft, name="draft"),
    path("draft/<int:draft_id>/check/", applying.check, name="check"),
    path("draft/<int:draft_id>/discard/", applying.discard, name="discard"),
    path("draft/<int:draft_id>/<slug:name>/", applying.step, name="step"),
]
