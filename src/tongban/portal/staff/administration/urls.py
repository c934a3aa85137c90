"""Addresses of the administration."""

from django.urls import path

from tongban.portal.staff.administration import (
    appointing,
    conflicts,
    front,
    handing,
    local,
    log,
    mandates,
    organs,
    people,
    proxies,
)

app_name = "administration"
urlpatterns = [
    path("", front.front, name="front"),
    path("organs/", organs.organs, name="organs"),
    path("organs/<int:organ_id>/", organs.organ, name="organ"),
    path("organs/<int:organ_id>/<slug:verb>/", organs.organ_act, name="organ_act"),
    path("people/", people.people, name="people"),
    path("people/new/", people.register, name="register"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/keep/<slug:verb>/", people.keep, name="keep"),
    path("people/<int:person_id>/secure/<slug:verb>/", people.secure, name="secure"),
    path("people/<int:person_id>/appoint/", appointing.appoint, name="appoint"),
    path("people/<int:person_id>/handover/", handing.handover, name="handover"),
    path(
        "people/<int:person_id>/handover/<int:handover_id>/",
        handing.handed_over,
        name="handed_over",
    ),
    path("mandates/", mandates.mandates, name="mandates"),
    path("mandates/new/", mandates.grant, name="grant"),
    path("mandates/<int:mandate_id>/revoke/", mandates.revoke, name="revoke"),
    path("proxies/", proxies.proxies, name="proxies"),
    path("conflicts/", conflicts.conflicts, name="conflicts"),
    path("lockouts/", conflicts.lockouts, name="lockouts"),
    path("settings/", local.local, name="local"),
    path("settings/<slug:what>/", local.set_local, name="set_local"),
    path("log/", log.log, name="log"),
    path("log/log.xlsx", log.sheet, name="log_sheet"),
    path("log/<int:home>/<path:stream>/<int:n>/", log.entry, name="log_entry"),
]
