"""Addresses of places, plans, books and accounts."""

from django.urls import path

from tongban.domains.vehicles.pages import (
    account,
    book,
    fencing,
    fleet,
    journey,
    papers,
    placing,
    planning,
    repairing,
    service,
    statements,
    trackfiles,
    tracks,
)

urlpatterns = [
    path("accounts/", fleet.fleet, name="fleet"),
    path("accounts.xlsx", fleet.sheet, name="fleet_sheet"),
    path("cars/<int:vehicle_id>/", account.account, name="account"),
    path("cars/<int:vehicle_id>/account.xlsx", account.sheet, name="account_sheet"),
    path("cars/<int:vehicle_id>/book/", book.enter, name="book"),
    path("cars/<int:vehicle_id>/disposal/", book.dispose, name="dispose"),
    path("outlays/<int:outlay_id>/", book.act, name="outlay"),
    path("statements/", statements.bring, name="statements"),
    path("statements/<int:file_id>/", statements.statement, name="statement"),
    path("cars/<int:vehicle_id>/repair/", repairing.ask, name="repair_ask"),
    path("repairs/", repairing.repairs, name="repairs"),
    path("repairs/<int:order_id>/", repairing.repair, name="repair"),
    path("papers/", papers.papers, name="papers"),
    path("service/", service.service, name="service"),
    path("service.xlsx", service.sheet, name="service_sheet"),
    path("places/", placing.ledger_page, name="places"),
    path("places/ledger.xlsx", placing.sheet, name="places_sheet"),
    path("tracks/", tracks.tracks, name="tracks"),
    path("tracks.xlsx", tracks.sheet, name="tracks_sheet"),
    path("tracks/files/", trackfiles.files, name="track_files"),
    path("tracks/<int:journey_id>/", journey.journey, name="journey"),
    path("fences/", fencing.fences, name="fences"),
    path("plans/", planning.plans, name="plans"),
    path("plans/<int:plan_id>/", planning.plan, name="plan"),
]
