"""事项页: all versions of a matter, what is missing, and what its keepers do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import actions, dossiers
from tongban.kernel.catalogue.amending import differences
from tongban.kernel.catalogue.completeness import Completeness, Missing, completeness
from tongban.kernel.catalogue.keeper.queries import content_of, reviews_of, said_by
from tongban.kernel.catalogue.queries import (
    Answer,
    Asked,
    MatterVersion,
    Review,
    Status,
    agreed_review,
    base_of,
)
from tongban.kernel.forms import rules as forms
from tongban.kernel.identity.queries import Person, names_of
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.catalogue.finding import kept_matter
from tongban.portal.staff.catalogue.pictures import flow_of
from tongban.portal.staff.catalogue.saying import told
from tongban.portal.staff.catalogue.sections import anchor
from tongban.portal.staff.entry import for_the_keeper
from tongban.portal.staff.posted import Posted
from tongban.portal.visitors import act_of, signed_in
from tongban.ui.pieces import Crumb

DONE = {
    "submit": gettext_lazy("Submitted. Another keeper sees it under Reviews."),
    "agree": gettext_lazy("Agreed."),
    "return": gettext_lazy("Sent back to its author."),
    "publish": gettext_lazy("Published from the day you chose."),
    "drop": gettext_lazy("The draft was dropped."),
    "suspend": gettext_lazy("Asked for. It is suspended when another keeper agrees."),
    "resume": gettext_lazy("Asked for. It is resumed when another keeper agrees."),
    "cancel": gettext_lazy("Asked for. It ends when another keeper agrees."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """版本一行: a version, what it is on this day, and what has happened with it."""

    version: MatterVersion
    standing: str
    tone: str


@dataclass(frozen=True, slots=True)
class Heard:
    """审核一行: what was asked and answered, with the names of those who did."""

    review: Review
    by: str
    answered_by: str


@for_the_keeper
@require_safe
def matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Show the matter: what is missing, its draft beside what is in force, its versions and reviews."""
    return _page(request, matter_id)


@for_the_keeper
@require_POST
def act(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Do one thing with the matter: submit, agree, send back, publish, drop, ask to suspend, resume or cancel."""
    versions = kept_matter(signed_in(request), matter_id)
    do = request.POST.get("do", "")
    verb = _verbs(versions).get(do)
    if verb is None:
        raise Http404
    act = act_of(signed_in(request), key=uuid4().hex, organ=versions[0].matter.organ.actor_id)
    try:
        verb(Posted(request.POST), act)
    except Refusal as refusal:
        return _page(request, matter_id, spoken(refusal))
    messages.success(request, str(DONE[do]))
    return HttpResponseRedirect(reverse("staff:matter", args=[matter_id]))


@for_the_keeper
@require_safe
def form(request: HttpRequest, matter_id: int) -> HttpResponse:
    """表单预览: the form of the draft, or of what is in force, as an applicant sees it."""
    kept_matter(signed_in(request), matter_id)
    base = base_of(matter_id, on=today())
    if base is None or base.form is None:
        raise Http404
    voice = forms.Voice(say=gettext)
    tree = forms.shown(forms.form(base.form), {}, language=get_language() or "", voice=voice)
    context = {"version": base, "tree": tree, "crumbs": _crumbs(base, gettext("Form"))}
    return render(request, "portal/staff/catalogue/form.html", context)


def _verbs(versions: list[MatterVersion]) -> dict[str, Callable[[Posted, Act], object]]:
    """Return what may be asked for, each for a version of this very matter."""
    known = {version.pk for version in versions}

    def version(posted: Posted) -> int:
        if posted.number("version") not in known:
            raise Http404
        return posted.number("version")

    def review(posted: Posted) -> int:
        asked = reviews_of(versions[0].matter_id).filter(pk=posted.number("review")).first()
        if asked is None:
            raise Http404
        return asked.pk

    def asking(what: Asked) -> Callable[[Posted, Act], object]:
        return lambda posted, act: actions.ask(
            version(posted), act, asked=what, on=posted.day("on"), reason=posted.text("reason")
        )

    return {
        "submit": lambda posted, act: actions.submit_for_review(version(posted), act),
        "agree": lambda posted, act: actions.agree(review(posted), act, words=posted.text("words")),
        "return": lambda posted, act: actions.send_back(
            review(posted), act, words=posted.text("words")
        ),
        "publish": lambda posted, act: actions.publish(version(posted), act, on=posted.day("on")),
        "drop": lambda posted, act: actions.cancel(
            _draft_of(versions, version(posted)), act, on=today()
        ),
        "suspend": asking(Asked.SUSPEND),
        "resume": asking(Asked.RESUME),
        "cancel": asking(Asked.CANCEL),
    }


def _draft_of(versions: list[MatterVersion], pk: int) -> int:
    if not any(one.pk == pk and one.status == Status.DRAFT for one in versions):
        raise Http404
    return pk


def _page(request: HttpRequest, matter_id: int, fault: str = "") -> HttpResponse:
    versions = kept_matter(signed_in(request), matter_id)
    base = base_of(matter_id, on=today()) or versions[0]
    context = {
        "base": base,
        "matter_id": matter_id,
        "fault": fault,
        "typed": Posted(request.POST),
        "today": today().isoformat(),
        "flow": flow_of(base),
        "crumbs": _crumbs(base),
        **_said(base, versions, today()),
        **_asked(base, signed_in(request)),
    }
    status = 422 if fault else 200
    return render(request, "portal/staff/catalogue/matter.html", context, status=status)


def _said(base: MatterVersion, versions: list[MatterVersion], day: date) -> dict[str, object]:
    """Return the versions as they stand, what is missing, and in what the draft differs."""
    content, lines = content_of(base), [Line(one, *_standing(one, day)) for one in versions]
    current = next((line.version for line in lines if line.standing == "now"), None)
    draft = base if base.status == Status.DRAFT else None
    found, parts = completeness(content), dossiers.parts_fault(content)
    return {
        "lines": lines,
        "current": current,
        "draft": draft,
        "prepared": [line.version for line in lines if line.standing == "later"],
        "found": found,
        "links": _links(base.matter_id, found),
        "changes": told(differences(said_by(current), content)) if draft is not None else [],
        "agreed": agreed_review(draft) if draft is not None else None,
        "parts_fault": spoken(parts) if parts is not None else "",
    }


def _asked(base: MatterVersion, reader: Person) -> dict[str, object]:
    """Return what was asked and answered, by whom, and whether the reader may answer what waits."""
    reviews = list(reviews_of(base.matter_id))
    people = {one.by for one in reviews} | {one.answered_by for one in reviews} | {base.edited_by}
    names, platform = names_of(people), gettext("the platform")
    waiting = next((one for one in reviews if one.state == Answer.OPEN), None)
    return {
        "author": names.get(base.edited_by, platform),
        "waiting": waiting,
        "may_answer": waiting is not None
        and reader.actor_id not in (waiting.by, waiting.version.edited_by),
        "heard": [
            Heard(one, names.get(one.by, platform), names.get(one.answered_by, ""))
            for one in reviews
        ],
    }


def _links(matter_id: int, found: Completeness) -> list[tuple[Missing, str]]:
    """Return what is missing, each with the address of the field that mends it."""
    edit = reverse("staff:matter_edit", args=[matter_id])
    return [(one, f"{edit}#{anchor(one.check.field)}") for one in found.missing]


def _standing(version: MatterVersion, day: date) -> tuple[str, str]:
    """Return what a version is on the day, for its tag."""
    if version.status != Status.PUBLISHED or version.valid is None:
        return ("draft", "soon") if version.status == Status.DRAFT else ("cancelled", "late")
    if version.valid.lower > day:
        return "later", "brand"
    over = version.valid.upper is not None and version.valid.upper <= day
    return ("over", "") if over else ("now", "ok")


def _crumbs(version: MatterVersion, *more: str) -> list[Crumb]:
    own = reverse("staff:matter", args=[version.matter_id])
    way = [Crumb(gettext("Matters"), reverse("staff:matters"))]
    if not more:
        return [*way, Crumb(version.name)]
    return [*way, Crumb(version.name, own), *(Crumb(name) for name in more)]
