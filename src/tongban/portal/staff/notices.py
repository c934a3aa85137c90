"""投递日志: what went out of the house over which channel, what failed, and having it tried again."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.notices import actions
from tongban.kernel.notices.carriers import carriers
from tongban.kernel.notices.labels import STATES
from tongban.kernel.notices.queries import Delivery, Logged, delivery_log
from tongban.kernel.notices.rules import State
from tongban.kernel.notices.words import told
from tongban.kernel.parties.labels import CHANNELS
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_the_system, system_post
from tongban.portal.visitors import act_of, signed_in

TONES: Mapping[str, str] = {
    State.SENT: "ok",
    State.FAILED: "soon",
    State.GIVEN_UP: "late",
    State.WAITING: "",
}


@dataclass(frozen=True, slots=True)
class Row:
    """投递一行: one delivery as the log lists it."""

    delivery: Delivery
    address: str
    title: str
    number: str
    tone: str
    again: bool


@for_the_system
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """投递日志: show the deliveries, the newest first, of one state and channel where they are chosen."""
    state, channel = request.GET.get("state", ""), request.GET.get("channel", "")
    number = request.GET.get("page", "")
    page = delivery_log(
        state=state,
        channel=channel,
        page=int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else 1,
    )
    context = {
        "rows": [_row(each) for each in page.rows],
        "page": page,
        "state": state if state in STATES else "",
        "channel": channel if channel in dict(CHANNELS) else "",
        "states": STATES.items(),
        "channels": CHANNELS,
        "carriers": [(label, carriers.of(channel)) for channel, label in CHANNELS],
        "query": request.GET.urlencode(),
    }
    return render(request, "portal/staff/notices.html", context)


@for_the_system
@require_POST
def retry(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """重新投递: have one delivery tried again."""
    person = signed_in(request)
    post = system_post(person)
    organ = f"organ/{post.organ_id}" if post else ""
    try:
        actions.retry(delivery_id, act_of(person, key=uuid4().hex, organ=organ))
        messages.success(request, gettext("It is tried again within seconds."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    query = request.POST.get("query", "")[:200]
    return HttpResponseRedirect(reverse("staff:notices") + (f"?{query}" if query else ""))


def _row(logged: Logged) -> Row:
    delivery = logged.delivery
    return Row(
        delivery=delivery,
        address=logged.address,
        title=told(delivery.kind, {}).title,
        number=delivery.subject.partition("/")[2],
        tone=TONES[delivery.state],
        again=delivery.state in {State.FAILED, State.GIVEN_UP},
    )
