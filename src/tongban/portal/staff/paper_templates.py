"""文书模板: a keeper writes, previews and publishes the wording of papers, and says how they are numbered."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.identity.queries import Organ
from tongban.kernel.papers.actions import draft_template, publish_template, set_number_rule
from tongban.kernel.papers.labels import FACTS, KINDS
from tongban.kernel.papers.placeholders import PLACEHOLDERS, TABLES
from tongban.kernel.papers.previewing import preview
from tongban.kernel.papers.queries import (
    Template,
    draft_of,
    kinds_drafted,
    number_rule_of,
    numbering_of,
    template_by_id,
    template_in_use,
    templates_in_use,
    versions_of,
)
from tongban.kernel.papers.rules import WORDS, Kind, number_text
from tongban.kernel.papers.shipped import Wording, shipped
from tongban.kernel.papers.wording import fault
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_the_keeper, kept_organ, kept_organs
from tongban.portal.visitors import act_of, signed_in
from tongban.ui.pieces import Crumb, Fault

LONGEST_PATTERN, LONGEST_WORD = 60, 20


@dataclass(frozen=True, slots=True)
class Line:
    """模板一行: a kind of paper, the template it is composed with, and whether a draft waits."""

    kind: str
    name: object
    used: Template | None
    drafted: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """打开的模板: the organ and the kind, the wording that is shown, and the version it comes from, if any."""

    organ: Organ
    kind: Kind
    wording: Wording
    version: Template | None


@for_the_keeper
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Show every kind of paper of one organ, and how it numbers them."""
    choices = kept_organs(signed_in(request))
    organ = _chosen(request, choices)
    return render(request, "portal/staff/paper_templates.html", _list(organ, choices))


@for_the_keeper
@require_POST
def numbers(request: HttpRequest, organ_id: int) -> HttpResponse:
    """设定文号规则: number the organ's papers by another pattern from now on."""
    organ = _organ(request, organ_id)
    pattern = request.POST.get("pattern", "")[: LONGEST_PATTERN * 2]
    word = request.POST.get("organ_word", "")[: LONGEST_WORD * 2]
    try:
        act = act_of(signed_in(request), key=uuid4().hex, organ=organ.actor_id)
        set_number_rule(organ.pk, act, pattern=pattern, organ_word=word)
    except Refusal as refusal:
        context = _list(organ, kept_organs(signed_in(request)))
        context |= {
            "faults": [Fault("pattern", spoken(refusal))],
            "pattern": pattern,
            "organ_word": word,
        }
        return render(request, "portal/staff/paper_templates.html", context, status=422)
    messages.success(request, gettext("Papers are numbered this way from now on."))
    return HttpResponseRedirect(f"{reverse('staff:paper_templates')}?organ={organ.pk}")


@for_the_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, organ_id: int, kind: str) -> HttpResponse:
    """Show one template with its preview and its versions; keep what was written as a draft, or publish it."""
    opened = _opened(request, organ_id, kind)
    if request.method != "POST":
        return _page(request, opened)
    written = Wording(request.POST.get("title", ""), request.POST.get("body", ""))
    publishing = request.POST.get("do") == "publish"
    try:
        published = _written(request, opened, written, publishing=publishing)
    except Refusal as refusal:
        again = Opened(opened.organ, opened.kind, written, opened.version)
        return _page(request, again, refusal)
    if published:
        messages.success(request, gettext("Published: papers are composed with it from now on."))
    elif publishing:
        words = gettext("The draft is saved, not published yet. Look at the preview, then publish.")
        messages.warning(request, words)
    else:
        messages.success(request, gettext("The draft is saved."))
    return HttpResponseRedirect(request.path)


@for_the_keeper
@require_safe
def sample(request: HttpRequest, organ_id: int, kind: str, page: int) -> HttpResponse:
    """样张: one page of the preview, as a picture."""
    opened = _opened(request, organ_id, kind)
    try:
        pages = preview(opened.kind, opened.organ, opened.wording)
    except Refusal:
        raise Http404 from None
    if not 1 <= page <= len(pages):
        raise Http404
    return HttpResponse(pages[page - 1], content_type="image/png")


def _list(organ: Organ, choices: Sequence[Organ]) -> dict[str, object]:
    used, drafted = templates_in_use(organ), kinds_drafted(organ.pk)
    how, rule = numbering_of(organ), number_rule_of(organ)
    word = WORDS[Kind.ACCEPTANCE]
    return {
        "organ": organ,
        "choices": choices,
        "lines": [
            Line(kind, name, used.get(kind), kind in drafted) for kind, name in KINDS.items()
        ],
        "rule": rule,
        "pattern": how.pattern,
        "organ_word": rule.organ_word if rule and rule.organ_id == organ.pk else "",
        "example": number_text(
            how.pattern, organ=how.organ_word, word=word, year=today().year, running=12
        ),
    }


def _page(request: HttpRequest, opened: Opened, refusal: Refusal | None = None) -> HttpResponse:
    organ, kind = opened.organ, opened.kind
    pages, unseen = _pages(opened)
    known = [each for each in FACTS.items() if each[0] in PLACEHOLDERS[kind]]
    context = {
        "opened": opened,
        "name": KINDS[kind.value],
        "faults": [Fault("body", spoken(refusal))] if refusal else [],
        "versions": versions_of(kind, organ.pk),
        "used": template_in_use(kind, organ),
        "draft": draft_of(kind, organ.pk),
        "pages": range(1, pages + 1),
        "fault": unseen,
        "facts": [each for each in known if each[0] not in TABLES],
        "tables": [each for each in known if each[0] in TABLES],
        "crumbs": [
            Crumb(
                gettext("Templates of papers"),
                f"{reverse('staff:paper_templates')}?organ={organ.pk}",
            )
        ],
    }
    status = 422 if refusal else 200
    return render(request, "portal/staff/paper_template.html", context, status=status)


def _pages(opened: Opened) -> tuple[int, str]:
    """Return how many pages the preview has, or why there is none."""
    try:
        return len(preview(opened.kind, opened.organ, opened.wording)), ""
    except Refusal as refusal:
        return 0, spoken(refusal)


def _written(request: HttpRequest, opened: Opened, written: Wording, *, publishing: bool) -> bool:
    """Keep the draft; publish it if exactly this was seen as a draft before. Return whether it was published."""
    act = act_of(signed_in(request), key=uuid4().hex, organ=opened.organ.actor_id)
    with transaction.atomic():
        before = draft_of(opened.kind, opened.organ.pk)
        draft = draft_template(opened.kind, opened.organ.pk, act, wording=written)
        seen = before and (before.title, before.body) == (draft.title, draft.body)
        if publishing and seen:
            publish_template(draft.pk, act)
        elif publishing and (refusal := fault(opened.kind, draft.title, draft.body)) is not None:
            raise refusal
    return bool(publishing and seen)


def _opened(request: HttpRequest, organ_id: int, kind: str) -> Opened:
    """Return the version that is asked for, else the draft, else what is in use."""
    organ = _organ(request, organ_id)
    if kind not in KINDS:
        raise Http404
    known = Kind(kind)
    asked = request.GET.get("version", "")
    if asked == "shipped":
        return Opened(organ, known, shipped(known), None)
    found = _version(asked, organ, known) if asked else draft_of(known, organ.pk)
    version = found or template_in_use(known, organ)
    wording = Wording(version.title, version.body) if version else shipped(known)
    return Opened(organ, known, wording, version)


def _version(asked: str, organ: Organ, kind: Kind) -> Template:
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else 0
    found = template_by_id(number)
    if found is None or found.kind != kind:
        raise Http404
    if found.organ_id != organ.pk and found != template_in_use(kind, organ):
        raise Http404
    return found


def _organ(request: HttpRequest, organ_id: int) -> Organ:
    organ = kept_organ(signed_in(request), organ_id)
    if organ is None:
        raise Http404
    return organ


def _chosen(request: HttpRequest, choices: Sequence[Organ]) -> Organ:
    asked = request.GET.get("organ", "")
    if not asked:
        return choices[0]
    return _organ(request, int(asked) if asked.isascii() and asked.isdecimal() else 0)
