"""窗口收件的填写: on one page the materials, the form and how it came, up to handing it in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from tongban.kernel import Refusal
from tongban.kernel.forms import rules as forms
from tongban.kernel.parties.queries import parties_masked
from tongban.portal.applications import give_up, keep_answers
from tongban.portal.handed_in import leads_on
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import counter_act, for_the_counter, intake_post
from tongban.portal.staff.intake import DESK, Begun, begun_at_counter, draft_url, party_id_of
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.supplying import demanded, hand_over
from tongban.portal.staff.taking import Row, noted, rows_of
from tongban.portal.staff.terms import NAMES, controls, hand_in, is_agent, terms_of
from tongban.portal.uploads import kept_files
from tongban.portal.visitors import act_of, signed_in
from tongban.ui.pieces import Fault

OF_A_MATERIAL = frozenset({"case.material_open", "case.material_way"})
CONTROLS = {"no_telephone": "came", "no_consent": "consent", "no_date": "received_on"}


@dataclass(frozen=True, slots=True)
class Refused:
    """退回的填写: what is wrong with single answers, and what was refused of the whole."""

    faults: Sequence[forms.Fault] = ()
    whole: Refusal | None = None


FINE = Refused()


@for_the_counter
@require_http_methods(["GET", "HEAD", "POST"])
@leads_on(submit="staff:receipt", supplement="staff:case")
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show all that is to be filled in; whatever is posted is kept, and handed in when nothing is wrong."""
    begun = _own(request, draft_id)
    if request.method != "POST":
        return _page(request, begun, FINE)
    begun, faults = _kept(request, begun)
    return _paused(request, begun) or _ended(request, begun, faults)


def _paused(request: HttpRequest, begun: Begun) -> HttpResponse | None:
    """Answer what does not want to hand in: the script that keeps, a way out, a row more or less."""
    if "_keep" in request.POST:
        return HttpResponse(status=204)
    if "_later" in request.POST:
        words = gettext("Kept. You find it at the counter under “Begun, not sent”.")
        messages.success(request, words)
        return HttpResponseRedirect(reverse("staff:counter"))
    rows = "_add" in request.POST or "_remove" in request.POST
    return _row_changed(request, begun) if rows else None


def _ended(request: HttpRequest, begun: Begun, faults: list[forms.Fault]) -> HttpResponse:
    """Hand in, or show what is wrong and where."""
    found = forms.check(begun.one.form, begun.one.draft.values, whole=True)
    told = {fault.path for fault in faults}
    faults = [*faults, *(fault for fault in found if fault.path not in told)]
    if faults:
        return _page(request, begun, Refused(faults))
    try:
        return HttpResponseRedirect(_handed_in(request, begun))
    except Refusal as refusal:
        return _page(request, begun, Refused(whole=refusal))


@for_the_counter
@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Give an application up; its answers are erased."""
    one = _own(request, draft_id).one
    give_up(one.draft.id, act_of(signed_in(request), key=f"discard-{draft_id}"))
    messages.success(request, gettext("The draft was deleted."))
    return HttpResponseRedirect(reverse("staff:counter"))


def _kept(request: HttpRequest, begun: Begun) -> tuple[Begun, list[forms.Fault]]:
    """Keep everything that was typed, the form's answers and the counter's own, and say what could not be read."""
    one, posted = begun.one, Posted(request.POST)
    act = act_of(signed_in(request), key=f"keep-{one.draft.id}")
    files, refused = kept_files(request, one.form, act)
    fields = {key: request.POST.getlist(key) for key in request.POST}
    held = forms.references(one.form, one.draft.values)
    answers = forms.read(one.form, fields, files=files, kept=held, named=one.files)
    terms = {name: posted.text(name, 40) for name in NAMES}
    begun = replace(begun, terms=terms, taken=noted(posted))
    return _with_answers(request, begun, answers.values), [*refused, *answers.faults]


def _with_answers(request: HttpRequest, begun: Begun, answers: dict[str, forms.Json]) -> Begun:
    desk = cast("forms.Json", {"terms": dict(begun.terms), "taken": dict(begun.taken or {})})
    act = act_of(signed_in(request), key=f"keep-{begun.one.draft.id}")
    kept = keep_answers(begun.one, act, values={**answers, DESK: desk}, step="")
    return replace(begun, one=replace(begun.one, draft=replace(kept, values=answers)))


def _row_changed(request: HttpRequest, begun: Begun) -> HttpResponse:
    added, removed = request.POST.get("_add", ""), request.POST.get("_remove", "")
    change, path = (forms.with_row, added) if added else (forms.without_row, removed)
    _with_answers(request, begun, change(begun.one.form, begun.one.draft.values, path))
    table = path if added else path.rpartition(".")[0]
    return HttpResponseRedirect(f"{draft_url(begun.one.draft.id)}#{forms.id_of(table)}")


def _handed_in(request: HttpRequest, begun: Begun) -> str:
    """Hand in a new application, or what supplies to a case; return where to go on."""
    one, posted = begun.one, Posted(request.POST)
    act, clerk = counter_act(request, key=f"draft-{one.draft.id}"), signed_in(request)
    demand = demanded(clerk, one)
    if demand is not None:
        hand_over(one, demand.case, act, posted)
        words = gettext("Supplied. The limit for the answer runs anew from that day.")
        messages.success(request, words)
        return reverse("staff:case", args=[demand.case.number])
    terms = terms_of(posted, agent=is_agent(intake_post(clerk)), today=today())
    return reverse("staff:receipt", args=[hand_in(one, terms, act, taken=begun.taken or {}).number])


def _page(request: HttpRequest, begun: Begun, refused: Refused) -> HttpResponse:
    one, clerk = begun.one, signed_in(request)
    demand, party = demanded(clerk, one), party_id_of(one)
    agent = is_agent(intake_post(clerk))
    language = get_language() or ""
    tree = forms.shown(
        one.form, one.draft.values, refused.faults, language=language, voice=one.voice
    )
    rows, rest = ([], tree) if demand else rows_of(one.version, party, tree, begun.taken)
    terms = Posted(_posted(begun))
    context = {
        "one": one,
        "tree": rest,
        "rows": rows,
        "problems": [*_problems(refused.whole, rows), *tree.problems],
        "applicant": parties_masked([party]).get(party),
        "agent": agent,
        "demand": demand,
        "today": today(),
        "received_on": terms.text("received_on", 10) or today().isoformat(),
        "controls": [] if demand else controls(one, terms, agent=agent, today=today()),
    }
    failed = bool(refused.faults or refused.whole)
    return render(request, "portal/staff/draft.html", context, status=422 if failed else 200)


def _posted(begun: Begun) -> QueryDict:
    fields = QueryDict(mutable=True)
    fields.update(dict(begun.terms))
    return fields


def _problems(refusal: Refusal | None, rows: Sequence[Row]) -> list[Fault]:
    """Return what was refused of the whole, with the control that it is about."""
    if refusal is None:
        return []
    control = CONTROLS.get(refusal.code.rpartition(".")[2], "")
    if refusal.code in OF_A_MATERIAL:
        named = refusal.facts.get("material")
        control = next((row.id for row in rows if row.material.name == named), "")
    return [Fault(control, spoken(refusal))]


def _own(request: HttpRequest, draft_id: int) -> Begun:
    found = begun_at_counter(signed_in(request), draft_id)
    if found is None:
        raise Http404
    return found
