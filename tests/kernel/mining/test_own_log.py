"""The log of our own cases as an event log: whole, without people, and read back as it was."""

import argparse
import gzip
from datetime import date, timedelta

import pytest

from builders.cases import a_place
from builders.logs import said
from tongban.kernel import Refusal
from tongban.kernel.cases.models import Case
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.catalogue.queries import version_by_id
from tongban.kernel.identity.queries import Person
from tongban.kernel.ledger.models import Event
from tongban.kernel.mining.conforming import conformance
from tongban.kernel.mining.figures import punctuality
from tongban.kernel.mining.handovers import handovers
from tongban.kernel.mining.log import LIFECYCLE, RESOURCE, ROLE
from tongban.kernel.mining.opening import read_log
from tongban.kernel.mining.own import OF_CASES, OF_EVENTS, Wanted, own_log
from tongban.kernel.mining.waiting import completions, spent
from tongban.kernel.parties.models import Party
from tongban.project.commands import log as command

pytestmark = pytest.mark.django_db


def tongban(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers(required=True))
    return command.run(parser.parse_args(["log", *words]))


@pytest.fixture
def place():
    return a_place()


def test_every_entry_of_a_case_is_an_event_at_its_instant(place):
    number = place.decided()
    log = own_log(Wanted())
    assert log.names == (number,)
    types = log.of_events["tongban:type"]
    records = place.records(number)
    assert [types.at(n) for n in range(log.events)] == [each.type for each in records]
    assert [n / 1_000_000 for n in log.time.tolist()] == [each.at.timestamp() for each in records]


def test_steps_are_scheduled_and_completed_under_their_names(place):
    place.decided()
    log = own_log(Wanted(steps=True))
    done = completions(log)
    assert sorted(done.activity.at(n) for n in range(done.events)) == sorted(["受理", "civil", "police", "决定"])  # fmt: skip
    stages = {log.of_events[LIFECYCLE].at(n) for n in range(log.events)}
    assert stages == {"schedule", "complete"}


def test_our_cases_conform_with_their_own_flow(place):
    place.decided()
    place.accepted()
    number = place.decided("refused")
    flow = flow_of(version_by_id(place.case(number).version))
    found = conformance(own_log(Wanted(steps=True)), flow)
    assert (found.fitting, found.unfinished, found.deviations) == (2, 1, [])


def test_what_was_written_is_read_back_as_it_was(place, tmp_path):
    place.decided()
    place.accepted()
    path = tmp_path / "own.xes.gz"
    assert tongban("export", "--out", str(path)) == 0
    assert said(read_log(path, (*OF_EVENTS, *OF_CASES))) == said(own_log(Wanted()))


def test_no_person_is_in_it(place, tmp_path):
    place.decided()
    path = tmp_path / "own.xes"
    tongban("export", "--out", str(path))
    text = path.read_text(encoding="utf-8")
    assert "person/" not in text
    assert "party/" not in text
    for name in Person.objects.values_list("name", flat=True):
        assert f'"{name}"' not in text
    assert Party.objects.exists()
    assert "张三丰" not in text
    assert "同意" not in text


def test_who_acted_is_a_post_or_the_applicant(place):
    place.decided()
    log = own_log(Wanted())
    types, who = log.of_events["tongban:type"], log.of_events[RESOURCE]
    by = {types.at(n): who.at(n) for n in range(log.events)}
    assert by["case.submitted"] == "applicant"
    assert by["item.completed"].startswith("post/")
    assert log.of_events[ROLE].values
    between = {(each.before, each.after) for each in handovers(own_log(Wanted(steps=True))).found}
    assert ("政务服务中心", "civil局") in between or ("政务服务中心", "police局") in between


def test_the_deadline_is_the_promised_one_and_late_is_what_was_late(place):
    place.decided()
    late = place.accepted()
    place.wait(days=60)
    for name in place.reviews:
        place.review(late, name)
    place.decide(late)
    place.accepted()
    found = punctuality(own_log(Wanted()), "tongban:deadline")
    closed = Case.objects.filter(closed_at__isnull=False).count()
    assert (found.closed, found.on_time, found.late) == (closed, 1, 1)


def test_waiting_is_told_of_our_own_steps(place):
    number = place.submit().number
    place.wait(hours=3)
    place.accept(number)
    place.wait(hours=24)
    place.review(number, "civil")
    found = {each.activity: each.waiting for each in spent(own_log(Wanted(steps=True)))}
    assert found["civil"].median == 24 * 3600 + 60


def test_days_and_counties_narrow_it(place):
    first = place.submit().number
    day = place.today()
    place.wait(days=10)
    second = place.submit().number
    assert own_log(Wanted(last=day)).names == (first,)
    assert own_log(Wanted(first=day + timedelta(days=1))).names == (second,)
    assert set(own_log(Wanted(first=day, last=date.max)).names) == {first, second}
    assert own_log(Wanted(home=1)).names == ()


def test_it_is_the_log_of_one_instant_and_changes_nothing(place):
    place.decided()
    before = Event.objects.count()
    own_log(Wanted())
    assert Event.objects.count() == before


def test_it_is_written_to_the_output_and_packed_where_asked(place, tmp_path, capfdbinary):
    place.submit()
    assert tongban("export") == 0
    written = capfdbinary.readouterr()
    assert b"1 cases with" in written.err
    path = tmp_path / "own.xes.gz"
    tongban("export", "--out", str(path))
    assert gzip.decompress(path.read_bytes()) == written.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "soon"), "“soon” is no day"),
        (("--out", "/nowhere/own.xes"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_refused(words, said):
    with pytest.raises(Refusal, match=said):
        tongban("export", *words)
