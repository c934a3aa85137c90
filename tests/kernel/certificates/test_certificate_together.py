"""Certificates changed by several at once, and whom the log tells of what."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from builders.certificates import LAST_DAY, a_registry, stored
from tongban.kernel.certificates import actions, telling
from tongban.kernel.certificates.models import Certificate
from tongban.kernel.ledger.queries import events_of, faults
from tongban.kernel.notices.queries import notices_of

DAY = timedelta(days=1)


def told(row) -> list[str]:
    """What the holder was told of, after everything in the log was handed on."""
    for one in Certificate.objects.filter(party=row.party_id).order_by("pk"):
        telling.tell(events_of(one.home, f"certificate/{one.pk}"))
    return [notice.kind for notice in reversed(notices_of(row.party_id))]


@pytest.mark.django_db(transaction=True)
def test_changes_at_once_bring_prints_one_after_the_other():
    registry = a_registry()
    row = registry.issue()

    def changed(turn: int) -> None:
        try:
            act = registry.act()
            actions.change(row.pk, act, case_number=f"C{turn}", terms=None, on=registry.on)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(changed, range(8)))
    prints = Certificate.objects.order_by("edition")
    assert [one.edition for one in prints] == list(range(1, 10))
    assert [one.predecessor_id for one in prints][1:] == [one.pk for one in prints][:-1]
    assert [one.state for one in prints] == ["superseded"] * 8 + ["valid"]
    assert list(faults()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "ground", "wanted"),
    [
        ("revoked", "beyond_powers", "certificate.revoked"),
        ("withdrawn", "law_changed", "certificate.revoked"),
        ("rescinded", "beyond_scope", "certificate.revoked"),
        ("cancelled", "force_majeure", "certificate.cancelled"),
    ],
)
def test_what_two_persons_end_is_told_once_and_a_proposal_never(kind, ground, wanted):
    registry = a_registry()
    row = registry.issue()
    registry.propose(row, kind=kind, ground=ground)
    assert told(row) == []
    registry.confirm(row)
    assert told(row) == [wanted]
    assert told(row) == [wanted]


@pytest.mark.django_db
@pytest.mark.parametrize(("deemed", "wanted"), [(False, ["certificate.renewed"]), (True, [])])
def test_a_renewal_is_told_with_its_new_end_but_by_silence_its_case_tells_it(deemed, wanted):
    registry = a_registry()
    row = registry.issue()
    early, late = LAST_DAY - 60 * DAY, LAST_DAY + DAY
    actions.ask_renewal(row.pk, registry.act(on=early), case_number="R", asked_on=early)
    on = late if deemed else early
    end = LAST_DAY + 1826 * DAY
    act = registry.act(on=on)
    actions.renew(row.pk, act, case_number="R", on=on, valid_to=end, deemed=deemed)
    assert told(row) == wanted
    assert [notice.facts for notice in notices_of(row.party_id)] == [
        {"until": end.isoformat()} for _ in wanted
    ]
    assert stored(row).request is None
