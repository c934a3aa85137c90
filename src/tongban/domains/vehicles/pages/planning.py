"""配备更新计划: the year's plans, each checked line by line, and what is done with them."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.domains.vehicles.doors import act_of, for_staff, number_of, reader_of, spoken, today
from tongban.domains.vehicles.labels import BODIES, ENERGIES, KINDS, NEEDS, ORIGINS
from tongban.domains.vehicles.models import Plan, PlanLine
from tongban.domains.vehicles.outlays.queries import cars_kept, cars_visible_to, kept_organs
from tongban.domains.vehicles.pages import posted
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.plans import actions
from tongban.domains.vehicles.plans.actions import NewLine
from tongban.domains.vehicles.plans.queries import (
    checked,
    lines_of,
    plan_visible_to,
    plans_visible_to,
)
from tongban.domains.vehicles.rules.kinds import Body, Energy, Kind, Need
from tongban.domains.vehicles.rules.planning import Origin
from tongban.kernel import Act, Refusal
from tongban.kernel.identity.queries import may_use
from tongban.kernel.identity.rules import Power
from tongban.ui.pieces import Crumb

ANSWERS = ("approve", "return")
OPEN = (Plan.State.DRAFT, Plan.State.RETURNED)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: HttpRequest) -> HttpResponse:
    """Show the plans, and begin one."""
    reader = reader_of(request)
    organs = kept_organs(reader, on=today())
    if request.method == "POST":
        organ = next((one for one in organs if str(one.pk) == request.POST.get("organ")), None)
        if organ is None:
            raise Http404
        try:
            year = number_of(request.POST.get("year", ""), 0)
            made = actions.draft(
                organ, year, request.POST.get("title", ""), act_of(request, organ=organ.pk)
            )
            return HttpResponseRedirect(reverse("vehicles:plan", args=[made.pk]))
        except Refusal as refusal:
            messages.error(request, spoken(refusal))
            return HttpResponseRedirect(reverse("vehicles:plans"))
    context = {
        "plans": plans_visible_to(reader, on=today())[:200],
        "organs": organs,
        "year": today().year + 1,
        "key": uuid4().hex,
        "tabs": tabs("plans"),
    }
    return render(request, "vehicles/plans.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show a plan with what the rules say of it; change it, hand it in, answer it, settle it."""
    reader = reader_of(request)
    found = plan_visible_to(reader, plan_id, on=today())
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            _done(request, found, act_of(request, organ=found.organ_id))
            messages.success(request, gettext("Recorded."))
        except Refusal as refusal:
            messages.error(request, spoken(refusal))
        return HttpResponseRedirect(reverse("vehicles:plan", args=[found.pk]))
    lines = lines_of(found)
    verdict = checked(found, on=today()) if found.state != Plan.State.APPROVED else None
    faults = verdict.cars if verdict else [()] * len(lines)
    own = cars_kept().filter(organ=found.organ_id)
    context = {
        "plan": found,
        "lines": [
            (one, [spoken(each) for each in wrong])
            for one, wrong in zip(lines, faults, strict=True)
        ],
        "withdrawn": found.lines.filter(state=PlanLine.State.WITHDRAWN),
        "findings": [spoken(each) for each in verdict.plan] if verdict else [],
        "may_keep": may_use(reader.actor_id, Power.KEEP_REGISTERS, found.organ, on=today()),
        "may_decide": found.state == Plan.State.SUBMITTED
        and reader.actor_id != found.drafted_by
        and may_use(reader.actor_id, Power.DECIDE, found.organ, on=today()),
        "open": found.state in OPEN,
        "choices": _choices(),
        "seen": set(cars_visible_to(reader, on=today()).order_by().values_list("pk", flat=True)),
        "cars": own.filter(confidential=False).order_by("key"),
        "key": uuid4().hex,
        "tabs": tabs("plans"),
        "crumbs": [
            Crumb(gettext("Plans of cars"), reverse("vehicles:plans")),
            Crumb(found.title),
        ],
    }
    return render(request, "vehicles/plan.html", context)


def _choices() -> list[tuple[str, object, object]]:
    return [
        ("kind", gettext("Kind of vehicle"), KINDS.items()),
        ("body", gettext("Body of the car"), BODIES.items()),
        ("energy", gettext("Energy"), ENERGIES.items()),
        ("need", gettext("Situation of provision"), NEEDS.items()),
        ("origin", gettext("Way of getting it"), ORIGINS.items()),
    ]


def _done(request: HttpRequest, plan: Plan, act: Act) -> None:
    told = request.POST
    line = number_of(told.get("line", ""), 0)
    if line and not plan.lines.filter(pk=line).exists():
        raise Http404
    match told.get("do"):
        case "add":
            actions.add_line(plan.pk, _line(request), act)
        case "drop":
            actions.drop_line(line, act)
        case "register":
            actions.register(line, number_of(told.get("vehicle", ""), 0), act)
        case "withdraw":
            actions.withdraw(line, act, reason=told.get("reason", ""))
        case "submit":
            actions.submit(plan.pk, act)
        case verb:
            _answered(plan, verb, told.get("opinion", ""), act)


def _answered(plan: Plan, verb: object, opinion: str, act: Act) -> None:
    if verb not in ANSWERS:
        raise Http404
    actions.answer(plan.pk, act, approved=verb == "approve", opinion=opinion)


def _line(request: HttpRequest) -> NewLine:
    told = request.POST
    try:
        return NewLine(
            name=told.get("name", "").strip()[:80],
            kind=Kind(told.get("kind", "")),
            body=Body(told.get("body", "")),
            energy=Energy(told.get("energy", "")),
            need=Need(told.get("need", Need.STANDARD)),
            origin=Origin(told.get("origin", Origin.BOUGHT)),
            price=posted.needed(request, "price"),
            displacement=min(max(0, posted.whole(request, "displacement")), 20_000),
            replaces=number_of(told.get("replaces", ""), 0) or None,
            unfit=told.get("unfit") == "1",
            early=told.get("early") == "1",
            domestic=told.get("foreign") != "1",
            luxury=told.get("luxury") == "1",
            reason=told.get("reason", "").strip()[:200],
            why_not_new=told.get("why_not_new", "").strip()[:200],
        )
    except ValueError as error:
        raise Refusal(
            "vehicles.line_choices", "Choose kind, body and energy of the car.", field="kind"
        ) from error
