"""The figures of real logs are those of pm4py: as it gave them once, and as it gives them where it is installed (`make bench`)."""

import json
from pathlib import Path

import pytest
from benchmarks._sides.processmining import figures, more

from builders.logs import SHARED
from tongban.kernel.mining.figures import durations
from tongban.kernel.mining.handovers import handovers
from tongban.kernel.mining.log import RESOURCE, STANDARD
from tongban.kernel.mining.opening import read_log
from tongban.kernel.mining.rework import rework
from tongban.kernel.mining.summary import as_object, summary

KEPT = Path(__file__).with_name("pm4py.jsonl")
THEIRS = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()]

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the event logs are not at hand")


def close(number: float) -> object:
    return pytest.approx(number, rel=1e-9, abs=1e-6)


def test_every_log_at_hand_has_kept_figures():
    assert {each["file"] for each in THEIRS} == {path.name for path in SHARED.glob("*.xes.gz")}


@pytest.mark.parametrize("theirs", THEIRS, ids=lambda each: each["file"])
def test_the_figures_of_a_log_are_those_that_pm4py_gave(theirs):
    log = read_log(SHARED / theirs["file"])
    found = summary(log)
    ours = as_object(found)
    for name in ("cases", "events", "activities"):
        assert ours[name] == theirs[name]
    assert [each.cases for each in found.variants] == theirs["variants"]
    follows = sorted(ours["directly_follows"])
    assert [each[:3] for each in follows] == [each[:3] for each in theirs["directly_follows"]]
    for one, other in zip(follows, theirs["directly_follows"], strict=True):
        assert one[3] == close(other[3])
    assert ours["duration"] == {name: close(value) for name, value in theirs["duration"].items()}
    assert durations(log).sum() == close(theirs["total"])


@pytest.mark.parametrize("theirs", THEIRS, ids=lambda each: each["file"])
def test_rework_and_handovers_are_those_that_pm4py_gave(theirs):
    log = read_log(SHARED / theirs["file"], STANDARD)
    assert {each.activity: each.cases for each in rework(log)} == theirs["rework"]
    found = handovers(log, RESOURCE)
    steps = sum(each.times for each in found.found) + found.stayed
    ours = {(each.before, each.after): each.times / steps for each in found.found}
    assert ours == {(a, b): close(share) for a, b, share in theirs["handovers"]}


@pytest.mark.parametrize("theirs", THEIRS, ids=lambda each: each["file"])
def test_pm4py_still_gives_the_figures_that_are_kept(theirs):
    pytest.importorskip("pm4py", reason="pm4py (AGPL) is installed by `make bench` only")
    path = SHARED / theirs["file"]
    assert {**figures(path), **more(path)} == theirs
