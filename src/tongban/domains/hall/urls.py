"""Addresses of the hall, all below `hall/`."""

from django.urls import path

from tongban.domains.hall.pages import (
    appointments,
    counter,
    keeper,
    public,
    records,
    rota,
    screens,
    terminal,
)

app_name = "hall"
urlpatterns = [
    path("hall/", public.front, name="front"),
    path("hall/<int:hall_id>/book/", public.book, name="book"),
    path("hall/appointment/", public.appointment, name="appointment"),
    path("hall/<int:hall_id>/screen/", screens.screen, name="screen"),
    path("hall/windows/<int:window_id>/screen/", screens.window_screen, name="window_screen"),
    path("hall/terminal/<str:token>/", terminal.terminal, name="terminal"),
    path("hall/terminal/<str:token>/<int:ticket_id>/", terminal.slip, name="slip"),
    path("hall/counter/", counter.counter, name="counter"),
    path("hall/appointments/", appointments.appointments, name="appointments"),
    path("hall/today/", keeper.keeper, name="keeper"),
    path("hall/windows/", keeper.windows, name="windows"),
    path("hall/rota/", rota.rota, name="rota"),
    path("hall/patrols/", records.patrols, name="patrols"),
    path("hall/questions/", records.questions, name="questions"),
]
