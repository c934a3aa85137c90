"""一件事指南: the list of bundles, and one of them: which matters and papers your situation needs, what it saves, how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from tongban.kernel import Refusal
from tongban.kernel.bundles.forming import (
    Chosen,
    days_of,
    limit_of,
    papers_of,
    savings_of,
    working_days,
)
from tongban.kernel.bundles.labels import KINDS
from tongban.kernel.bundles.measuring import Saving, Savings, critical_path, starts
from tongban.kernel.bundles.plan import Plan
from tongban.kernel.bundles.queries import Edition, editions_in_force, plan_of
from tongban.kernel.remembering import remembering
from tongban.portal.moments import today
from tongban.portal.public.bundles.asked import Asked, asked_by
from tongban.portal.refusals import spoken
from tongban.portal.visitors import visitor
from tongban.ui.pieces import Crumb

UNVERIFIED = {
    "basis": gettext_lazy("Legal basis"),
    "limit": gettext_lazy("How long it takes"),
    "questions": gettext_lazy("Your situation"),
    "materials": gettext_lazy("What to bring"),
    "stages": gettext_lazy("Stages"),
    "summary": gettext_lazy("What it is"),
}
"""What of a plan may still have to be compared with a source, as its guide calls it."""


@dataclass(frozen=True, slots=True)
class Card:
    """一件事: one line of the list: what it is called, how many matters of how many organs it holds."""

    url: str
    name: str
    summary: str
    kind: str
    matters: int
    stages: int


@dataclass(frozen=True, slots=True)
class Option:
    """情形选项: an answer to a question, and whether it was given."""

    value: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """情形: a question that says which matters are needed."""

    name: str
    title: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Bar:
    """进度条: one matter in the drawing of the stage: from which working day to which, and whether the others wait for it."""

    name: str
    organ: str
    matter: int
    start: int
    days: int
    left: str
    width: str
    critical: bool
    after: str


@dataclass(frozen=True, slots=True)
class Figure:
    """前后对比: one figure before and after, and the share that is saved."""

    name: str
    saving: Saving


@require_safe
def bundles(request: HttpRequest) -> HttpResponse:
    """Show every bundle that can be applied for, by kind."""
    cards = [_card(one) for one in editions_in_force(today())]
    groups = [
        (words, [card for card in cards if card.kind == kind]) for kind, words in KINDS.items()
    ]
    context = {
        "groups": [(words, found) for words, found in groups if found],
        "crumbs": [Crumb(gettext("Home"), reverse("public:home")), Crumb(gettext("One thing"))],
    }
    return render(request, "portal/public/bundles/bundles.html", context)


@require_safe
def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """Show one bundle for the situation that was chosen."""
    asked = asked_by(code, request.GET.dict(), visitor(request), on=today())
    if asked is None:
        raise Http404
    return guide_page(request, asked)


def guide_page(request: HttpRequest, asked: Asked, *, fault: str = "") -> HttpResponse:
    """Show the guide, after a refusal with its words."""
    plan = asked.plan
    context = {
        "asked": asked,
        "plan": plan,
        "stage": asked.stage,
        "title": _said(plan.name, plan.english),
        "stages": _stages(asked),
        "choices": _choices(asked),
        "unverified": pgettext("between two names", ", ").join(
            str(UNVERIFIED.get(one, one)) for one in plan.unverified
        ),
        "fault": fault,
        "key": uuid4().hex,
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("One thing"), reverse("public:bundles")),
            Crumb(_said(plan.name, plan.english)),
        ],
    }
    try:
        with remembering():
            some = asked.members(on=today())
            context |= _about(asked, some)
    except Refusal as refusal:
        context["closed"] = spoken(refusal)
    return render(
        request, "portal/public/bundles/bundle.html", context, status=422 if fault else 200
    )


def _about(asked: Asked, some: Sequence[Chosen]) -> dict[str, object]:
    saved = savings_of(asked.plan, asked.stage, some)
    papers = papers_of(asked.plan, some)
    names = {one.member.key: one.version.name for one in some}
    return {
        "bars": _bars(some, days_of(some)),
        "papers": [(one, [names[key] for key in one.of], names.get(one.made_by, "")) for one in papers],
        "brought": sum(one.asked for one in papers),
        "figures": _figures(saved),
        "limit": working_days(limit_of(asked.stage, some)) or critical_path([one.member for one in some], days_of(some)).days,
        "organs": len({one.version.organ_id for one in some}),
    }  # fmt: skip


def _bars(some: Sequence[Chosen], days: dict[str, int]) -> list[Bar]:
    members = [one.member for one in some]
    begun, longest = starts(members, days), critical_path(members, days)
    whole = max(1, longest.days)
    names = {one.member.key: one.version.name for one in some}
    return [
        Bar(
            name=one.version.name,
            organ=one.version.organ.name,
            matter=one.version.matter_id,
            start=begun[one.member.key],
            days=days[one.member.key],
            left=f"{begun[one.member.key] * 100 / whole:.2f}",
            width=f"{max(2.0, days[one.member.key] * 100 / whole):.2f}",
            critical=one.member.key in longest.keys,
            after=pgettext("between two names", ", ").join(
                names[key] for key in one.member.after if key in names
            ),
        )
        for one in some
    ]


def _figures(saved: Savings) -> list[Figure]:
    return [
        Figure(gettext("Questions in forms"), saved.questions),
        Figure(gettext("Papers to bring"), saved.materials),
        Figure(gettext("Visits"), saved.visits),
        Figure(gettext("Working days"), saved.days),
        Figure(gettext("Steps"), saved.steps),
    ]


def _choices(asked: Asked) -> list[Choice]:
    return [
        Choice(
            one.key,
            _said(one.title, one.english),
            [
                Option(key, _said(*words), asked.answers.get(one.key) == key)
                for key, words in one.answers.items()
            ],
        )
        for one in asked.questions
    ]


def _stages(asked: Asked) -> list[tuple[str, bool, str]]:
    """Return the stages of a plan that has several: their names, which is shown, and the address of the others."""
    if len(asked.plan.stages) < 2:
        return []
    return [
        (
            _said(one.title, one.english),
            one.key == asked.stage.key,
            Asked(asked.edition, asked.plan, one, {}, asked.joint).url,
        )
        for one in asked.plan.stages
    ]


def _card(edition: Edition) -> Card:
    plan: Plan = plan_of(edition)
    return Card(
        url=reverse("public:bundle", args=[plan.code]),
        name=_said(plan.name, plan.english),
        summary=plan.summary,
        kind=plan.kind,
        matters=len(list(plan.members())),
        stages=len(plan.stages),
    )


def _said(words: str, english: str) -> str:
    return english if english and (get_language() or "").startswith("en") else words
