"""The log in the database: appended in locked streams, handed on after commit, checked from end to end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from tongban.kernel import Act
from tongban.kernel.ledger import actions, queries, registry
from tongban.kernel.ledger.events import Entry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
heard: list[str] = []


def hear(records):
    heard.extend(record.type for record in records)


def stumble(records):
    raise ValueError("cannot hear")


@pytest.fixture(autouse=True)
def followers(monkeypatch):
    heard.clear()
    monkeypatch.setattr(registry, "followers", [f"{__name__}.hear"])


def append(stream: str = "organ/3", kind: str = "organ.tested", **data) -> None:
    act = Act("person/7", "organ/3", NOW, key="k")
    actions.append([Entry(511602, stream, kind, data, act)])


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_untouched_log_has_no_fault_and_counts_its_events():
    append(a=1)
    append(a=2)
    append("post/5")
    assert list(queries.faults()) == []
    assert queries.size() == (2, 3)


def test_a_rolled_back_command_leaves_no_event():
    def fail() -> None:
        with transaction.atomic():
            append(a=1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert queries.size() == (0, 0)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stream", "'organ/4'"), ("n", "9"), ("type", "'organ.other'"), ("at", "at + interval '1 second'"),
        ("by", "'person/8'"), ("behalf", "'person/9'"), ("organ", "'organ/9'"), ("data", "'{\"a\": 5}'"),
        ("prev", "repeat('a', 64)"), ("hash", "repeat('b', 64)"), ("home", "511603"),
    ],
)  # fmt: skip
def test_an_altered_column_is_named_by_its_stream(column, value):
    append(a=1)
    append(a=2)
    sql(f"UPDATE ledger_event SET {column} = {value} WHERE n = 2")
    assert {stream for stream, _n, _reason in queries.faults()} & {"organ/3", "organ/4"}


def test_a_cut_off_end_is_seen_and_so_is_a_stream_that_is_gone():
    append(a=1)
    append(a=2)
    append("post/5")
    sql("DELETE FROM ledger_event WHERE n = 2 OR stream = 'post/5'")
    assert {stream for stream, _n, _reason in queries.faults()} == {"organ/3", "post/5"}


def test_followers_hear_each_command_once_after_it_is_done():
    append(kind="organ.one")
    append(kind="organ.two")
    assert heard == []
    assert actions.drain(NOW) == 2
    assert heard == ["organ.one", "organ.two"]
    assert actions.drain(NOW) == 0


def test_a_follower_that_stumbles_holds_up_its_stream_alone_and_is_tried_again_later(monkeypatch):
    append(kind="organ.one")
    append(kind="organ.two")
    append("post/5", kind="post.one")
    monkeypatch.setattr(registry, "followers", [f"{__name__}.hear", f"{__name__}.stumble"])
    actions.drain(NOW)
    assert sorted(heard) == ["organ.one", "post.one"]
    assert queries.stuck() == 2
    assert "cannot hear" in queries.waiting().first().error
    monkeypatch.setattr(registry, "followers", [f"{__name__}.hear"])
    assert actions.drain(NOW) == 0
    actions.drain(NOW + timedelta(minutes=1))
    assert sorted(heard) == ["organ.one", "organ.two", "post.one"]
    assert queries.stuck() == 0


def test_what_is_handed_on_at_once_is_no_longer_waiting_and_nothing_else_goes():
    append(kind="organ.one")
    append(kind="organ.two")
    append("post/5", kind="post.one")
    assert actions.hand_on({"organ/3"}, home=511602) == 2
    assert heard == ["organ.one", "organ.two"]
    assert actions.hand_on({"organ/3"}, home=511602) == 0
    assert [row.stream for row in queries.waiting()] == ["post/5"]


def test_a_stream_that_a_follower_failed_on_is_not_overtaken_by_handing_on_at_once(monkeypatch):
    append(kind="organ.one")
    monkeypatch.setattr(registry, "followers", [f"{__name__}.stumble"])
    actions.drain(NOW)
    append(kind="organ.two")
    monkeypatch.setattr(registry, "followers", [f"{__name__}.hear"])
    assert actions.hand_on({"organ/3"}, home=511602) == 0
    actions.drain(NOW + timedelta(minutes=1))
    assert heard == ["organ.one", "organ.two"]
