"""What another system reports: kept as it says, once, never from an older day, and never of a case of our own."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from builders.catalogue import a_published_version
from builders.identity import a_clerk, an_organ
from builders.mirrors import NOON, SYSTEM, a_guide, a_mirror, the_platform, told
from builders.parties import a_citizen, an_identity_number
from tongban.kernel import Act, Refusal
from tongban.kernel.ledger.queries import events_of, faults
from tongban.kernel.mirrors.actions import report
from tongban.kernel.mirrors.models import MirroredCase, MirrorStep
from tongban.kernel.mirrors.queries import applicant_of, steps_of
from tongban.kernel.mirrors.rules import Outcome, State, Step
from tongban.kernel.parties.actions import find_or_register
from tongban.project.demo.people import code_of

HOME = 511602
LATER = NOON + timedelta(days=2)
GRANTED = {"state": State.DECIDED, "outcome": Outcome.GRANTED, "decided_on": date(2026, 3, 4)}
pytestmark = pytest.mark.django_db


def refused(said, act=None):
    with pytest.raises(Refusal) as found:
        report(said, act or the_platform())
    return found.value


def logged(mirror):
    return events_of(HOME, f"mirror/{mirror.pk}")


def test_a_report_is_kept_as_it_was_told_with_the_matters_name_and_organ():
    version = a_guide()
    taken = report(told(version), the_platform())
    mirror = MirroredCase.objects.get()
    assert (taken.new, taken.changed, taken.mirror) == (True, False, mirror)
    assert (mirror.title, mirror.organ_id, mirror.home) == (version.name, version.organ_id, HOME)
    assert (mirror.state, mirror.promised_on) == ("accepted", date(2026, 3, 6))
    assert applicant_of(mirror, own=True) == "张三丰"


def test_a_repeated_report_changes_nothing_and_leaves_no_second_event():
    said = told(a_guide(), steps=(Step(NOON, "已受理"),))
    mirror = report(said, the_platform()).mirror
    again = report(said, the_platform(LATER))
    assert (again.mirror, again.new, again.changed) == (mirror, False, False)
    assert MirroredCase.objects.get().taken_at == NOON
    assert len(logged(mirror)) == MirrorStep.objects.count() == 1


def test_a_newer_report_overwrites_and_whichever_state_may_follow():
    version = a_guide()
    mirror = a_mirror(version, **GRANTED, reported_at=LATER)
    back = LATER + timedelta(hours=1)
    taken = report(told(version, reported_at=back), the_platform(back))
    assert (taken.new, taken.changed) == (False, True)
    row = MirroredCase.objects.get()
    assert (row.state, row.outcome, row.decided_on) == ("accepted", "", None)
    assert [each.data["state"] for each in logged(mirror)] == ["decided", "accepted"]


def test_an_older_report_is_refused_unless_it_was_taken_before():
    version = a_guide()
    first = told(version)
    report(first, the_platform())
    report(told(version, **GRANTED, reported_at=LATER), the_platform(LATER))
    older = refused(replace(first, reported_at=NOON - timedelta(seconds=1)), the_platform(LATER))
    assert (older.code, older.facts["field"]) == ("mirror.older", "reported_at")
    again = report(first, the_platform(LATER))
    assert not again.changed
    assert MirroredCase.objects.get().state == "decided"
    assert len(logged(again.mirror)) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"state": State.PAUSED},
        {"applicant": "李四"},
        {"promised_on": date(2026, 3, 9)},
        {"steps": (Step(NOON, "已受理"),)},
    ],
)
def test_the_same_instant_with_other_facts_is_refused(other):
    version = a_guide()
    a_mirror(version)
    assert refused(told(version, **other)).code == "mirror.told_otherwise"
    assert MirroredCase.objects.get().state == "accepted"


def test_one_number_in_two_systems_are_two_cases():
    version = a_guide()
    report(told(version), the_platform())
    report(told(version, system="国家移民管理局政务服务平台"), the_platform())
    assert MirroredCase.objects.count() == 2


def test_a_case_of_our_own_is_never_mirrored_and_one_handled_elsewhere_is():
    own = a_published_version()
    refusal = refused(told(own))
    assert (refusal.code, refusal.facts["field"]) == ("mirror.own_matter", "item_code")
    assert not MirroredCase.objects.exists()
    assert report(told(a_guide(handling="vertical")), the_platform()).new


def test_a_case_that_began_before_the_matter_came_here_is_still_mirrored():
    version = a_guide()
    own = a_published_version(version.matter, on=date(2026, 3, 1))
    assert own.handling == "own"
    assert report(told(version), the_platform()).new
    late = {"received_on": date(2026, 3, 1), "accepted_on": date(2026, 3, 2), "number": "SC2"}
    assert refused(told(version, **late)).code == "mirror.own_matter"


def test_a_matter_that_is_not_in_force_and_an_organ_that_is_not_the_matters_are_refused():
    version = a_guide()
    assert refused(replace(told(version), matter=999_999)).code == "mirror.no_such_matter"
    assert refused(told(version, organ=an_organ().pk)).code == "mirror.other_organ"
    assert report(told(version, organ=version.organ_id), the_platform()).new


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"system": " "}, "mirror.system_unnamed", "system"),
        ({"number": ""}, "mirror.without_number", "number"),
        ({"number": "1" * 61}, "mirror.without_number", "number"),
        ({"applicant": ""}, "mirror.without_applicant", "applicant"),
        ({"document": "511602199001010010"}, "mirror.document_unreadable", "document"),
        ({"reported_at": NOON + timedelta(hours=1)}, "mirror.from_the_future", "reported_at"),
        ({"received_on": date(1026, 2, 24)}, "mirror.day_far_away", "received_on"),
        ({"promised_on": date(2066, 3, 6)}, "mirror.day_far_away", "promised_on"),
        ({"accepted_on": date(2026, 2, 23)}, "mirror.days_out_of_order", "accepted_on"),
        ({"promised_on": date(2026, 2, 24)}, "mirror.days_out_of_order", "promised_on"),
        ({"accepted_on": date(2026, 3, 3)}, "mirror.day_after_the_report", "accepted_on"),
        ({"accepted_on": None}, "mirror.accepted_without_a_day", "accepted_on"),
        ({**GRANTED, "outcome": None}, "mirror.day_after_the_report", "decided_on"),
        (
            {**GRANTED, "outcome": None, "decided_on": date(2026, 3, 2)},
            "mirror.decided_without_outcome",
            "outcome",
        ),
        (
            {"state": State.CLOSED, "outcome": Outcome.GRANTED},
            "mirror.decided_without_a_day",
            "decided_on",
        ),
        ({"outcome": Outcome.GRANTED}, "mirror.outcome_too_early", "outcome"),
        ({"decided_on": date(2026, 3, 2)}, "mirror.day_too_early", "decided_on"),
        ({"steps": (Step(NOON, " "),)}, "mirror.step_without_words", "steps"),
        ({"steps": (Step(LATER, "已受理"),)}, "mirror.step_after_the_report", "steps"),
        (
            {"steps": tuple(Step(NOON - timedelta(minutes=n), "核对") for n in range(201))},
            "mirror.too_many_steps",
            "steps",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_leaves_nothing(more, code, field):
    refusal = refused(told(a_guide(), **more))
    assert (refusal.code, refusal.facts["field"]) == (code, field)
    assert str(refusal)
    assert not MirroredCase.objects.exists()


def test_a_decision_on_the_day_of_receipt_and_a_late_one_are_both_plausible():
    version, day = a_guide(), date(2026, 3, 2)
    at_once = {"received_on": day, "accepted_on": day, "promised_on": day, "decided_on": day}
    assert a_mirror(version, **{**GRANTED, **at_once}).decided_on == day
    late = {**GRANTED, "decided_on": date(2026, 3, 20), "number": "SC2"}
    assert a_mirror(version, **late, reported_at=NOON + timedelta(days=20)).state == "decided"


def test_only_the_platform_and_who_watches_or_runs_the_county_may_report():
    version = a_guide()
    for duty, division, code in (
        ("duty_manager", "511602", None),
        ("system_admin", "511602", None),
        ("duty_manager", "511621", "mirror.may_not_report"),
        ("system_admin", "511621", "mirror.may_not_report"),
        ("officer", "511602", "mirror.may_not_report"),
        ("keeper", "511602", "mirror.may_not_report"),
    ):
        person, _post = a_clerk(an_organ(division=division), duty)
        said = told(version, number=f"{duty}/{division}")
        act = Act(person.actor_id, "", NOON, said.number)
        if code is None:
            assert report(said, act).new
        else:
            assert refused(said, act).code == code
    assert refused(told(version), Act("public", "", NOON, "k")).code == "mirror.may_not_report"
    assert MirroredCase.objects.count() == 2


def test_a_known_document_with_its_name_makes_the_case_that_partys():
    version, citizen = a_guide(), a_citizen("张三丰")
    number = an_identity_number()
    assert a_mirror(version, document=f" {number.lower()} ").party_id == citizen.pk
    slip = a_mirror(version, number="SC2", document=number, applicant="李四")
    unknown = a_mirror(version, number="SC3", document=an_identity_number(2))
    assert slip.party_id is unknown.party_id is a_mirror(version, number="SC4").party_id is None


def test_a_body_is_known_by_its_credit_code_whatever_brackets_it_writes():
    code, name = code_of("MA00TB01"), "广安（渠江）有限公司"
    body = find_or_register("enterprise", name, code, "08260001111", the_platform())
    mirror = a_mirror(document=code, applicant="广安(渠江)有限公司")
    assert (mirror.party_id, mirror.natural) == (body.pk, False)
    assert applicant_of(mirror) == "广安(渠江)有限公司"


def test_without_a_document_the_party_stays_as_long_as_the_name_does():
    version, citizen = a_guide(), a_citizen("张三丰")
    a_mirror(version, document=an_identity_number())
    assert a_mirror(version, reported_at=LATER).party_id == citizen.pk
    other = a_mirror(version, reported_at=LATER + timedelta(hours=1), applicant="李四")
    assert other.party_id is None


def test_name_and_steps_are_unreadable_in_the_tables_and_absent_from_the_log():
    number = an_identity_number()
    steps = (Step(NOON, "张三丰本人到窗口领取"),)
    mirror = a_mirror(document=number, steps=steps)
    assert applicant_of(mirror) == "张**"
    with connection.cursor() as cursor:
        for table in ("mirrors_mirroredcase", "mirrors_mirrorstep", "ledger_event"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            stored = "".join(row[0] for row in cursor.fetchall())
            for hidden in ("张三丰", number, "张三丰".encode().hex(), number.encode().hex()):
                assert hidden not in stored, table
    (event,) = logged(mirror)
    assert event.data["steps"] == 1
    assert steps_of(mirror) == list(steps)


def test_steps_once_told_stay_and_only_new_ones_are_added():
    version = a_guide()
    first = (Step(NOON - timedelta(hours=2), "已收件"), Step(NOON, "已受理"))
    a_mirror(version, steps=first)
    more = (first[1], Step(NOON - timedelta(hours=1), "材料齐全"), Step(LATER, "已办结"))
    mirror = a_mirror(version, **GRANTED, steps=more, reported_at=LATER)
    assert [step.words for step in steps_of(mirror)] == ["已收件", "材料齐全", "已受理", "已办结"]
    assert logged(mirror)[-1].data["steps"] == 2


def test_a_case_stays_in_its_county():
    version = a_guide()
    a_mirror(version)
    other = a_guide()
    type(other.matter).objects.filter(pk=other.matter_id).update(home=511621)
    assert (
        refused(told(other, reported_at=LATER), the_platform(LATER)).code == "mirror.other_county"
    )


def test_the_log_of_mirrored_cases_verifies():
    version = a_guide()
    a_mirror(version)
    a_mirror(version, **GRANTED, reported_at=LATER)
    assert list(faults()) == []


def test_the_database_takes_no_decision_without_its_day_or_outcome():
    mirror = a_mirror()
    for wrong in ({"state": "decided"}, {"outcome": "granted"}, {"state": "gone"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MirroredCase.objects.filter(pk=mirror.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_the_same_report_from_four_threads_makes_one_case():
    said = told(a_guide())

    def send(_n):
        try:
            return report(said, the_platform()).new
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(send, range(4))) == [False, False, False, True]
    assert len(logged(MirroredCase.objects.get())) == 1


def test_the_name_of_the_system_is_tidied():
    assert a_mirror(system=f"  {SYSTEM}\n\0").system == SYSTEM
