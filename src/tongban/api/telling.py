"""推送的来源: which events of a case are left for which webhooks, after the command's commit."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from tongban.api.actions.webhooks import leave
from tongban.api.queries import Webhook, webhooks_for
from tongban.api.rules import Topic
from tongban.kernel.cases.queries import Case, case_by_id, cases_visible_to
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.events import Record

TOPICS = frozenset(str(topic) for topic in Topic)
PREFIX = "cn.tongban."


def announce(records: Sequence[Record]) -> None:
    """Leave the events of a command for the webhooks that want them and whose client may see the case."""
    told = [one for one in records if one.subject and one.type in TOPICS]
    wanted = webhooks_for({one.type for one in told}) if told else []
    if not wanted:
        return
    case = case_by_id(told[0].home, told[0].subject)
    seeing = [one for one in wanted if _sees(one, case, told[-1])]
    leave(
        [
            (one, event_of(record, case))
            for record in told
            for one in seeing
            if record.type in one.types
        ],
        told[-1].at,
    )


def event_of(record: Record, case: Case) -> dict[str, Any]:
    """Return an event of a case as a CloudEvent (1.0) without personal data; more is read under its address."""
    return {
        "specversion": "1.0",
        "id": f"{record.stream}/{record.n}",
        "source": settings.TONGBAN_ADDRESS,
        "type": f"{PREFIX}{record.type}",
        "subject": f"case/{case.number}",
        "time": record.at.isoformat(),
        "datacontenttype": "application/json",
        "data": {
            "number": case.number,
            "n": record.n,
            "hash": record.hash,
            "matter_id": case.matter,
            "organ_id": case.organ,
            "href": f"/api/v1/cases/{case.number}",
        },
    }


def _sees(webhook: Webhook, case: Case, record: Record) -> bool:
    """Tell whether the client of a webhook may see the case on the day of the event."""
    seen = cases_visible_to(webhook.client.person, on=day_of(record.at))
    return seen.filter(home=case.home, id=case.id).exists()
