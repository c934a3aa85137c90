"""What pages say of limits and refusals."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from tongban.kernel import Refusal
from tongban.kernel.cases.deadlines import Deadline
from tongban.portal.dues import due_of, due_words
from tongban.portal.limits import limit_words
from tongban.portal.refusals import spoken


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("15wd", "15 个工作日"),
        ("30cd", "30 日"),
        ("2mo", "2 个月"),
        ("1y", "1 年"),
        ("48h", "48 小时"),
    ],
)
def test_a_limit_is_said_in_words(limit, words):
    with override("zh-hans"):
        assert limit_words(limit) == words
    assert limit_words(None) == ""


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (Deadline("ok", left=9), "9 working days left"),
        (Deadline("soon", left=1), "1 working day left"),
        (Deadline("soon", left=0), "Due today"),
        (Deadline("late", left=-2), "2 working days past the promise"),
        (Deadline("breached", left=-20), "Past the statutory limit"),
        (Deadline("done", left=3), "Decided 3 working days early"),
        (Deadline("done", left=0), "Decided on the promised day"),
        (Deadline("done", left=-1), "Decided 1 working day late"),
    ],
)
def test_every_standing_has_words_beside_its_colour(deadline, words):
    with override("en"):
        assert due_words(deadline) == words
        assert due_of(deadline).text == words


def test_no_bar_is_drawn_while_no_limit_runs():
    assert due_of(Deadline("none")) is None


def test_a_refusal_is_said_with_its_facts_as_people_write_them():
    refusal = Refusal(
        "x.y",
        "{day}, {at}, {n}",
        day=date(2026, 3, 2),
        at=datetime(2026, 3, 1, 17, tzinfo=UTC),
        n=4,
    )
    with override("zh-hans"):
        assert spoken(refusal) == "2026年3月2日, 3月2日 01:00, 4"


@pytest.mark.parametrize(("left", "state"), [(3, "done"), (0, "done"), (-1, "late")])
def test_a_case_that_was_decided_late_stays_shown_as_late(left, state):
    assert due_of(Deadline("done", left=left)).state == state
