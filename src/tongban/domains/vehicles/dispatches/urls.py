"""Addresses of requests for cars, of the board and of trips."""

from django.urls import path

from tongban.domains.vehicles.dispatches.pages import board, driving, listing, own, trip

urlpatterns = [
    path("", own.front, name="front"),
    path("own/", own.own, name="own"),
    path("board/", board.board, name="schedule"),
    path("driving/", driving.driving, name="driving"),
    path("trips/", listing.trips, name="trips"),
    path("trips.xlsx", listing.sheet, name="trips_sheet"),
    path("trips/<int:dispatch_id>/", trip.trip, name="trip"),
    path("trips/<int:dispatch_id>/assign/", trip.assign, name="assign"),
    path("trips/<int:dispatch_id>/cancel/", trip.cancel, name="cancel"),
    path("trips/<int:dispatch_id>/odometer/", driving.correct, name="correct"),
    path("trips/<int:dispatch_id>/drive/", driving.drive, name="drive"),
    path("trips/<int:dispatch_id>/sheet/", trip.sheet, name="sheet"),
    path("trips/<int:dispatch_id>/photo/<int:document_id>", trip.photo, name="photo"),
]
