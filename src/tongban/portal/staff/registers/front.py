"""登记册目录: every register that the reader may read, with how much it holds today."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.kernel.registers.declaring import Register
from tongban.kernel.registers.queries import entries_visible_to, registers_of
from tongban.portal.moments import today
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import signed_in


@dataclass(frozen=True, slots=True)
class Held:
    """登记册一行: a register and how many entries the reader sees in it today."""

    register: Register
    count: int


@for_staff
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Show the registers."""
    reader, on = signed_in(request), today()
    held = [
        Held(each, entries_visible_to(reader, each.kind, on=on).count())
        for each in registers_of(reader, on=on)
    ]
    return render(request, "portal/staff/registers/front.html", {"held": held})
