"""What people could not get done: told without a name, answered once, and kept from other eyes."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from builders.identity import a_clerk, an_organ
from tongban.kernel import Act, Refusal
from tongban.kernel.concerns.actions import answer, raise_concern, read_contact, revisit
from tongban.kernel.concerns.models import Concern
from tongban.kernel.concerns.queries import code_of, concerns_visible_to, looked_up, opened
from tongban.kernel.concerns.rules import ConcernKind, Told, masked, read, written
from tongban.kernel.ledger.queries import events_of

HOME = 511602
AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
TELEPHONE = "13800138000"
pytestmark = pytest.mark.django_db


def told(**more):
    return Told(**{"kind": ConcernKind.UNRESOLVED, "words": "跑了三次，窗口说不能办。", **more})


def act(by="public", *, key="k1", at=AT):
    return Act(by=by, organ="", at=at, key=key)


@pytest.fixture
def manager():
    person, _post = a_clerk(an_organ("区政务服务中心"), "duty_manager")
    return person


def events(concern):
    return events_of(HOME, f"concern/{concern.pk}")


def test_a_concern_is_due_five_working_days_after_it_was_raised():
    assert raise_concern(told(), act(), home=HOME).due_on == date(2026, 3, 9)


def test_a_second_click_raises_nothing_new():
    first = raise_concern(told(), act(), home=HOME)
    assert raise_concern(told(), act(), home=HOME) == first
    assert len(events(first)) == Concern.objects.count() == 1


def test_other_words_under_a_key_that_was_used_are_refused_and_show_nobody_the_first():
    raise_concern(told(), act(), home=HOME)
    for words, by in (("别的事。", "public"), (told().words, "person/1")):
        with pytest.raises(Refusal) as refused:
            raise_concern(told(words=words), act(by), home=HOME)
        assert refused.value.code == "concern.sent_already"
    assert Concern.objects.count() == 1


def test_words_contact_and_answer_are_unreadable_in_the_table_and_absent_from_the_log(manager):
    concern = raise_concern(told(contact=TELEPHONE), act(), home=HOME)
    answer(concern.pk, act(manager.actor_id, key="a1"), words="已联系窗口，请再来。")
    read_contact(concern.pk, act(manager.actor_id, key="c1"))
    row = Concern.objects.get()
    for hidden in (row.words_sealed, row.contact_sealed, row.answer_sealed):
        assert "窗口".encode() not in bytes(hidden)
        assert TELEPHONE.encode() not in bytes(hidden)
    logged = [(each.type, dict(each.data)) for each in events(concern)]
    assert logged == [
        ("concern.raised", {"kind": "unresolved", "due_on": "2026-03-09"}),
        ("concern.answered", {"late": False}),
        ("concern.contact_read", {}),
    ]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"words": "  "}, "concern.without_words"),
        ({"words": "长" * 2001}, "concern.without_words"),
        ({"contact": "1" * 101}, "concern.contact_too_long"),
        ({"case_number": "我的案子"}, "concern.case_number_unreadable"),
    ],
)
def test_what_says_nothing_or_too_much_is_refused_and_leaves_nothing(more, code):
    with pytest.raises(Refusal) as refused:
        raise_concern(told(**more), act(), home=HOME)
    assert refused.value.code == code
    assert not Concern.objects.exists()


def test_only_number_and_code_together_find_a_concern():
    concern = raise_concern(told(), act(), home=HOME)
    code = code_of(concern.number)
    assert looked_up(f" {concern.number.lower()} ", code) == concern
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    other = written(date(2026, 3, 3), concern.pk)
    for number, tried in (
        (concern.number, wrong),
        (other, code),
        (other, code_of(other)),
        ("x", code),
    ):
        assert looked_up(number, tried) is None


def test_one_duty_manager_answers_once(manager):
    concern = raise_concern(told(), act(), home=HOME)
    answer(concern.pk, act(manager.actor_id, key="a1"), words="已办结。")
    with pytest.raises(Refusal) as refused:
        answer(concern.pk, act(manager.actor_id, key="a2"), words="又一个答复。")
    assert refused.value.code == "concern.answered_already"
    assert opened(Concern.objects.get()).answer == "已办结。"


def test_an_answer_after_its_day_is_logged_as_late(manager):
    concern = raise_concern(told(), act(), home=HOME)
    at = datetime(2026, 3, 10, 1, tzinfo=UTC)
    answer(concern.pk, act(manager.actor_id, key="a1", at=at), words="抱歉，已办结。")
    assert events(concern)[-1].data == {"late": True}


@pytest.mark.parametrize("satisfied", [True, False])
def test_the_return_visit_follows_the_answer_and_is_noted_once(manager, satisfied):
    concern = raise_concern(told(), act(), home=HOME)
    with pytest.raises(Refusal) as early:
        revisit(concern.pk, act(manager.actor_id, key="r1"), satisfied=satisfied)
    answer(concern.pk, act(manager.actor_id, key="a1"), words="已办结。")
    assert revisit(concern.pk, act(manager.actor_id, key="r2"), satisfied=satisfied)
    with pytest.raises(Refusal) as again:
        revisit(concern.pk, act(manager.actor_id, key="r3"), satisfied=not satisfied)
    assert {early.value.code, again.value.code} == {"concern.no_return_visit"}
    assert Concern.objects.get().satisfied is satisfied
    assert events(concern)[-1].data == {"satisfied": satisfied}


def test_for_an_officer_and_for_another_county_there_is_no_concern(manager):
    concern = raise_concern(told(contact=TELEPHONE), act(), home=HOME)
    officer, _post = a_clerk(an_organ("区住建局"), "officer")
    elsewhere, _post = a_clerk(an_organ("外县中心", division="511621"), "duty_manager")
    assert list(concerns_visible_to(manager, on=AT.date())) == [concern]
    for stranger in (officer, elsewhere):
        assert not concerns_visible_to(stranger, on=AT.date()).exists()
        for verb in (
            lambda by: answer(concern.pk, by, words="好"),
            lambda by: read_contact(concern.pk, by),
            lambda by: revisit(concern.pk, by, satisfied=True),
        ):
            with pytest.raises(Refusal) as refused:
                verb(act(stranger.actor_id, key="s1"))
            assert refused.value.code == "concern.not_found"


def test_where_no_contact_was_left_none_is_read_and_none_logged(manager):
    concern = raise_concern(told(), act(), home=HOME)
    with pytest.raises(Refusal) as refused:
        read_contact(concern.pk, act(manager.actor_id, key="c1"))
    assert refused.value.code == "concern.without_contact"
    assert len(events(concern)) == 1


def test_a_contact_is_masked_and_a_number_reads_as_it_was_written():
    assert masked(TELEPHONE) == "138******00"
    assert masked("123") == "***"
    assert masked("") == ""
    assert read(written(date(2026, 3, 2), 17)) == 17
    assert read("17") is None


def test_the_database_takes_no_answer_without_who_gave_it():
    concern = raise_concern(told(), act(), home=HOME)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(answered_at=AT, answer_sealed=b"x")


@pytest.mark.parametrize("more", [{"contact": TELEPHONE}, {"kind": ConcernKind.SUGGESTION}])
def test_a_key_answers_the_same_concern_and_no_other(more):
    raise_concern(told(), act(), home=HOME)
    with pytest.raises(Refusal) as caught:
        raise_concern(told(**more), act(), home=HOME)
    assert caught.value.code == "concern.sent_already"
