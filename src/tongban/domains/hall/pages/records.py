"""巡查记录、首问登记: rounds of the duty manager with their findings, and the questions that the staff keep."""

from uuid import uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tongban.domains.hall.actions import patrols as patrolling
from tongban.domains.hall.actions import questions as asking
from tongban.domains.hall.doors import (
    act_of,
    chosen,
    day_of_text,
    for_staff,
    halls_worked,
    number_of,
    reader_of,
    today,
)
from tongban.domains.hall.models import Hall
from tongban.domains.hall.pages.posting import done
from tongban.domains.hall.pages.tabs import tabs
from tongban.domains.hall.queries.places import managed_halls, staff_of
from tongban.domains.hall.queries.records import opened, patrols_of, questions_visible_to
from tongban.kernel.identity.queries import names_of

SIZE = 30


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def patrols(request: HttpRequest) -> HttpResponse:
    """Show the rounds, open findings first; note one, and answer a finding."""
    halls = halls_worked(request)
    hall = chosen(halls, request.POST.get("hall") or request.GET.get("hall", ""))
    if request.method == "POST":
        return _patrolled(request, hall)
    page = Paginator(patrols_of(hall), SIZE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request, "patrols"),
        "hall": hall,
        "page": page,
        "names": names_of({who for one in page for who in (one.by, one.answered_by) if who}),
        "manages": hall in managed_halls(reader_of(request), on=today()),
        "today": today(),
        "key": uuid4().hex,
    }
    return render(request, "hall/patrols.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """Show the questions that the reader keeps or was asked first; note one, hand it on, answer it."""
    halls = halls_worked(request)
    hall = chosen(halls, request.POST.get("hall") or request.GET.get("hall", ""))
    if request.method == "POST":
        return _asked(request, hall)
    reader = reader_of(request)
    rows = questions_visible_to(reader, hall, on=today())
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request, "questions"),
        "hall": hall,
        "page": page,
        "rows": opened(list(page)),
        "names": names_of({who for one in page for who in (one.first, one.holder)}),
        "me": reader.actor_id,
        "people": [one for one in staff_of(hall, on=today()) if one.pk != reader.pk],
        "key": uuid4().hex,
    }
    return render(request, "hall/questions.html", context)


def _patrolled(request: HttpRequest, hall: Hall) -> HttpResponse:
    told, act = request.POST, act_of(request, organ=hall.organ_id)
    to = f"{reverse('hall:patrols')}?hall={hall.pk}"
    words = told.get("words", "")
    if told.get("do") == "answer":
        patrol = number_of(told.get("patrol", "")) or 0
        return done(request, lambda: patrolling.answer(patrol, act, words=words), to)
    due = day_of_text(told.get("due", ""), today()) if told.get("due") else None
    return done(request, lambda: patrolling.record(hall.pk, act, findings=words, due_on=due), to)


def _asked(request: HttpRequest, hall: Hall) -> HttpResponse:
    told, act = request.POST, act_of(request, organ=hall.organ_id)
    to = f"{reverse('hall:questions')}?hall={hall.pk}"
    question, words = number_of(told.get("question", "")) or 0, told.get("words", "")
    if told.get("do") == "answer":
        return done(request, lambda: asking.answer(question, act, words=words), to)
    if told.get("do") == "hand":
        other = told.get("to", "")[:40]
        return done(request, lambda: asking.hand_on(question, other, act), to)
    return done(request, lambda: asking.ask(hall.pk, act, words=words), to)
