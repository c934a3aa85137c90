"""联办成效: what bundles save, stage by stage and altogether, beside what the place aims at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from tongban.kernel import Refusal
from tongban.kernel.bundles.forming import savings_of, versions_of
from tongban.kernel.bundles.measuring import Saving, Savings
from tongban.kernel.bundles.plan import Plan, Stage
from tongban.kernel.bundles.queries import Edition, editions_in_force, matters_of, plan_of
from tongban.kernel.law.queries import parameter
from tongban.kernel.remembering import remembering
from tongban.portal.moments import today
from tongban.portal.place import home
from tongban.portal.staff.entry import for_staff
from tongban.ui.pieces import Crumb

MATERIALS, STEPS = "services/joint_materials_saved", "services/joint_steps_saved"


@dataclass(frozen=True, slots=True)
class Row:
    """成效一行: a stage with all it can ask for, what it saves, and whether it reaches both aims; none where a matter takes no applications."""

    code: str
    name: str
    stage: str
    matters: int
    saved: Savings | None
    reaches: bool = False


@for_staff
@require_safe
def savings(request: HttpRequest) -> HttpResponse:
    """Show every bundle in force, each stage by itself, and the sum of all."""
    on = today()
    aims = {
        "materials": parameter(MATERIALS, on=on, region=str(home())).number,
        "steps": parameter(STEPS, on=on, region=str(home())).number,
    }
    with remembering():
        rows = [row for one in editions_in_force(on) for row in _rows(one, aims, on)]
    context = {
        "rows": rows,
        "aims": aims,
        "sums": _sums(rows),
        "crumbs": [
            Crumb(gettext("Joint applications"), reverse("staff:joints")),
            Crumb(gettext("What it saves")),
        ],
    }
    return render(request, "portal/staff/joints/savings.html", context)


def _rows(edition: Edition, aims: dict[str, int], on: date) -> list[Row]:
    plan = plan_of(edition)
    return [_row(edition, plan, stage, aims, on) for stage in plan.stages]


def _row(edition: Edition, plan: Plan, stage: Stage, aims: dict[str, int], on: date) -> Row:
    title = _said(stage.title, stage.english) if len(plan.stages) > 1 else ""
    bare = Row(plan.code, _said(plan.name, plan.english), title, len(stage.members), None)
    try:
        some = versions_of(stage.members, matters_of(edition), on=on)
    except Refusal:
        return bare
    saved = savings_of(plan, stage, some)
    reaches = saved.materials.percent >= aims["materials"] and saved.steps.percent >= aims["steps"]
    return Row(bare.code, bare.name, title, bare.matters, saved, reaches)


def _sums(rows: Sequence[Row]) -> dict[str, Saving]:
    """Return each figure over all rows that have one."""
    known = [row.saved for row in rows if row.saved is not None]
    return {
        name: Saving(
            sum(getattr(one, name).before for one in known),
            sum(getattr(one, name).after for one in known),
        )
        for name in ("questions", "materials", "visits", "days", "steps")
    }


def _said(words: str, english: str) -> str:
    return english if english and (get_language() or "").startswith("en") else words
