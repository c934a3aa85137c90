"""联办件列表: the joint applications that the reader's organs lead or take part in, those due first at the top."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.kernel.bundles.queries import Joint, joints_visible_to
from tongban.kernel.parties.queries import MaskedParty, parties_masked
from tongban.portal.joints import StagePart, seen
from tongban.portal.moments import now, today
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import signed_in

PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """联办件一行: one joint application with the stage that runs, or its last."""

    joint: Joint
    applicant: MaskedParty | None
    stage: StagePart | None
    done: int
    parts: int


@for_staff
@require_safe
def joints(request: HttpRequest) -> HttpResponse:
    """Show one page of them; those that are answered stand at the end."""
    reader = signed_in(request)
    found = joints_visible_to(reader, on=today()).order_by(
        F("running").desc(), F("due_on").asc(nulls_last=True), "-since"
    )
    pages = Paginator(found, PAGE)
    shown = pages.get_page(request.GET.get("page"))
    parties = parties_masked({one.party for one in shown})
    rows = [_row(one, parties.get(one.party), now()) for one in shown]
    context = {"rows": rows, "page": shown, "count": pages.count}
    return render(request, "portal/staff/joints/joints.html", context)


def _row(joint: Joint, applicant: MaskedParty | None, at: datetime) -> Row:
    one = seen(joint, at=at, inside=True)
    applied = [stage for stage in one.stages if stage.rows]
    stage = one.running or (applied[-1] if applied else None)
    rows = stage.rows if stage else ()
    ended = sum(row.state not in ("waiting", "running") for row in rows)
    return Row(joint, applicant, stage, ended, len(rows))
