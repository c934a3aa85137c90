"""预约名单: the appointments of a day for the counter, names and telephones masked."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.domains.hall.doors import chosen, day_of_text, for_staff, halls_worked, now, today
from tongban.domains.hall.models import Appointment
from tongban.domains.hall.pages.tabs import tabs
from tongban.domains.hall.queries.appointments import appointments_of, shown
from tongban.domains.hall.queries.places import matters_named


@for_staff
@require_safe
def appointments(request: HttpRequest) -> HttpResponse:
    """Show who comes on a day, slot by slot."""
    halls = halls_worked(request)
    hall = chosen(halls, request.GET.get("hall", ""))
    day = day_of_text(request.GET.get("day", ""), today())
    rows = appointments_of(hall, day)
    booked = [one for one in rows if one.state == Appointment.State.BOOKED]
    missed = [one for one in rows if one.state == Appointment.State.MISSED]
    context = {
        "tabs": tabs(request, "appointments"),
        "halls": halls,
        "hall": hall,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "rows": shown(rows),
        "matters": matters_named([one.matter for one in rows if one.matter], on=today()),
        "expected": sum(one.ends_at > now() for one in booked),
        "came": sum(one.state == Appointment.State.CAME for one in rows),
        "missed": len(missed) + sum(one.ends_at <= now() for one in booked),
        "now": now(),
    }
    return render(request, "hall/appointments.html", context)
