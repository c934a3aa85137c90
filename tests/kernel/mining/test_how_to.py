"""The guide to analysing a log: what it shows is what comes out."""

import json
import re

import pytest

from builders.logs import SHARED
from builders.sources import ROOT
from tongban.kernel import Refusal
from tongban.kernel.mining import own
from tongban.kernel.mining.comparing import Comparison
from tongban.kernel.mining.figures import ENDS, Punctuality, punctuality
from tongban.kernel.mining.gathering import MOST_EVENTS
from tongban.kernel.mining.handovers import Handover
from tongban.kernel.mining.opening import LARGEST, read_log
from tongban.kernel.mining.rework import Rework
from tongban.kernel.mining.summary import as_object, summary
from tongban.kernel.mining.tables import ACTIVITY, CASE, TIME, USUAL

GUIDE = (ROOT / "docs/how-to/analyse-a-log.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    return re.search(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)[1]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(block("csv"), encoding="utf-8")
    return path


def test_the_example_gives_the_figures_that_are_shown(table):
    assert as_object(summary(read_log(table, ("期限", *ENDS)), "期限")) == json.loads(block("json"))


def test_the_refusal_that_is_shown_is_the_one_that_is_said(table):
    lines = block("csv").splitlines()
    table.write_text("\n".join([*lines[:3], lines[3].replace("2026-01-08 15:00", "soon")]))
    with pytest.raises(Refusal) as caught:
        read_log(table)
    assert f"tongban: {caught.value}" in GUIDE


def test_the_lines_of_python_run_and_tell_what_they_say(table, monkeypatch):
    monkeypatch.chdir(table.parent)
    found = {}
    exec(block("python"), found)
    assert found["worst"][:2] == ("受理", "决定")
    assert found["again"] == [Rework("受理", 1, 1, 0)]
    assert found["between"][0][:4] == Handover("政务服务中心", "住建局", 2, 2, None)[:4]
    assert isinstance(found["difference"], Comparison)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (CASE, ["办件编号", "案件编号", "流水号", "case", "caseid"]),
        (ACTIVITY, ["环节名称", "环节", "活动", "activity"]),
        (TIME, ["办理时间", "完成时间", "时间戳", "timestamp"]),
    ],
)
def test_the_columns_it_names_are_found(kind, names):
    assert set(names) <= set(USUAL[kind])


def test_what_it_says_of_limits_and_ends_is_so():
    assert (LARGEST, MOST_EVENTS) == (16 * 2**30, 50_000_000)
    assert [each for each in ENDS if each not in GUIDE] == []


def test_every_attribute_of_our_own_log_is_told():
    assert [each for each in (*own.OF_EVENTS, *own.OF_CASES) if each not in GUIDE and each != "lifecycle:transition"] == []  # fmt: skip


@pytest.mark.skipif(not SHARED.exists(), reason="the event logs are not at hand")
def test_the_receipt_log_is_as_it_says():
    log = read_log(SHARED / "receipt.xes.gz", ("deadline", *ENDS))
    assert punctuality(log, "deadline") == Punctuality(1329, 952, 377, 0)
    assert log.cases - 1329 == 105
