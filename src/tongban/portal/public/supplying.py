"""补正: an applicant supplies what was asked for, in the whole form of the case, each point beside its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.story import Story, story_of
from tongban.kernel.cases.supplementing import still_missing
from tongban.kernel.clock import day_of
from tongban.kernel.documents.queries import documents_used_by
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.actions import start_draft
from tongban.kernel.forms.queries import open_drafts
from tongban.kernel.forms.rules import Fault, Json
from tongban.kernel.forms.tree import Control, Part, Table
from tongban.kernel.identity.queries import Person
from tongban.portal.applications import VERSION, Application, give_up, keep_answers, opened
from tongban.portal.moments import now
from tongban.portal.public.drafting import DOOR
from tongban.portal.public.mine import own_case
from tongban.portal.public.own import Demand, demand_of
from tongban.portal.refusals import spoken
from tongban.portal.uploads import kept_files
from tongban.portal.visitors import act_of, behind_the_door, signed_in
from tongban.ui.pieces import Crumb

SUPPLY = "supply/"


@dataclass(frozen=True, slots=True)
class Question:
    """一项填写: one question of the form with what was asked for about it."""

    control: Control | Table
    points: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """表单一节: one section of the form as it stands on the page, with what was asked for."""

    part: Part
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Supply:
    """补正: the case, what was demanded, and the draft in which it is supplied."""

    story: Story
    demand: Demand
    one: Application

    @property
    def open_points(self) -> list[Mapping[str, str]]:
        """Return the points of the form that stand as they did when they were asked for."""
        before, now = self.story.values, self.one.draft.values
        return [
            point
            for point in self.demand.points
            if still_missing([point], self.one.form, before, now)
        ]


@behind_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def supply(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form with each demanded point beside its field; what is posted is kept, and supplied when it is whole."""
    try:
        supply = _supply(signed_in(request), number)
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
        return HttpResponseRedirect(reverse("public:own", args=[number]))
    return _posted(request, supply) if request.method == "POST" else _page(request, supply)


def _posted(request: HttpRequest, supply: Supply) -> HttpResponse:
    supply, faults = _kept(request, supply)
    number = supply.story.case.number
    if "_later" in request.POST:
        messages.success(request, gettext("Kept. You can go on at any time until the last day."))
        return HttpResponseRedirect(reverse("public:own", args=[number]))
    if "_add" in request.POST or "_remove" in request.POST:
        return _row_changed(request, supply)
    told = {fault.path for fault in faults}
    unseen = forms.check(supply.one.form, supply.one.draft.values, whole=True)
    faults = [*faults, *(fault for fault in unseen if fault.path not in told)]
    if faults:
        return _page(request, supply, faults=faults)
    if supply.open_points and "anyway" not in request.POST:
        return _page(request, supply, incomplete=True)
    return _sent(request, supply)


def _supply(person: Person, number: str) -> Supply:
    """Return the draft in which the applicant supplies, begun now if it was not; nothing while nothing is asked for."""
    found = own_case(person, number)
    story = story_of(found, None, at=now())
    demand = demand_of(story)
    if demand is None:
        raise Refusal(
            "portal.no_demand",
            "Nothing waits to be supplied: the case went on meanwhile. Please see below how it stands.",
        )
    purpose = f"{SUPPLY}{found.number}/{found.supplements}/{VERSION}{found.version}"
    draft = next(
        (each for each in open_drafts(person.actor_id) if each.purpose == purpose), None
    ) or start_draft(
        act_of(person, key=f"supply-{found.number}-{found.n}"),
        purpose=purpose,
        values=dict(story.values),
    )
    one = opened(person, draft.id, door=DOOR)
    if one is None:
        raise Http404
    files = {each.reference: each.name for each in documents_used_by(f"case/{found.number}")}
    return Supply(story, demand, replace(one, given=files))


def _kept(request: HttpRequest, supply: Supply) -> tuple[Supply, list[Fault]]:
    one = supply.one
    act = act_of(signed_in(request), key=f"keep-{one.draft.id}")
    files, refused = kept_files(request, one.form, act)
    fields = {key: request.POST.getlist(key) for key in request.POST}
    held = forms.references(one.form, one.draft.values)
    answers = forms.read(one.form, fields, files=files, kept=held)
    draft = keep_answers(one, act, values=answers.values, step="")
    return replace(supply, one=replace(one, draft=draft)), [*refused, *answers.faults]


def _row_changed(request: HttpRequest, supply: Supply) -> HttpResponse:
    one = supply.one
    added, removed = request.POST.get("_add", ""), request.POST.get("_remove", "")
    change, path = (forms.with_row, added) if added else (forms.without_row, removed)
    values: dict[str, Json] = change(one.form, one.draft.values, path)
    keep_answers(
        one, act_of(signed_in(request), key=f"keep-{one.draft.id}"), values=values, step=""
    )
    table = path if added else path.rpartition(".")[0]
    return HttpResponseRedirect(f"{request.path}#{forms.id_of(table)}")


def _sent(request: HttpRequest, supply: Supply) -> HttpResponse:
    """补正: supply to the case. The draft closes with it, or neither happens."""
    one, case = supply.one, supply.story.case
    act = act_of(signed_in(request), key=f"draft-{one.draft.id}")
    try:
        with transaction.atomic():
            actions.supplement(
                case.number,
                act,
                version=case.n,
                values=dict(one.draft.values),
                happened=day_of(act.at),
            )
            give_up(one.draft.id, act)
    except Refusal as refusal:
        return _page(request, supply, fault=spoken(refusal))
    messages.success(request, gettext("Supplied. The window answers anew, counted from today."))
    return HttpResponseRedirect(reverse("public:own", args=[case.number]))


def _page(
    request: HttpRequest,
    supply: Supply,
    *,
    faults: Sequence[Fault] = (),
    fault: str = "",
    incomplete: bool = False,
) -> HttpResponse:
    one, case = supply.one, supply.story.case
    tree = forms.shown(
        one.form, one.draft.values, faults, language=get_language() or "", voice=one.voice
    )
    parts = [_asked(part, supply.demand.points) for part in tree.parts]
    context: dict[str, Any] = {
        "supply": supply,
        "case": case,
        "tree": tree,
        "parts": parts,
        "links": [(point, _anchor(parts, point)) for point in supply.demand.points],
        "fault": fault,
        "incomplete": supply.open_points if incomplete else [],
        "crumbs": [
            Crumb(gettext("My cases"), reverse("public:mine")),
            Crumb(case.title, reverse("public:own", args=[case.number])),
            Crumb(gettext("Supply what is missing")),
        ],
    }
    status = 422 if faults or fault or incomplete else 200
    return render(request, "portal/public/supplement.html", context, status=status)


def _asked(part: Part, points: Sequence[Mapping[str, str]]) -> Asked:
    return Asked(
        part,
        [
            Question(control, [each for each in points if each["key"] == _name(control)])
            for control in part.controls
        ],
    )


def _name(control: Control | Table) -> str:
    """Return the name of the field, by which a demand speaks of it."""
    path = control.path if isinstance(control, Table) else control.name
    return path.rpartition(".")[2]


def _anchor(parts: Sequence[Asked], point: Mapping[str, str]) -> str:
    """Return the id of the field that a point is about; empty where the form has none."""
    controls = [each.control for asked in parts for each in asked.questions]
    return next((each.id for each in controls if _name(each) == point["key"]), "")
