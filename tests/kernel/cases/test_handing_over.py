"""离职交接: what hangs on somebody who leaves goes to who may have it, once, named as the administrator's act; the rest is told."""

import pytest

from builders.cases import a_place
from builders.identity import a_clerk, a_person, a_post, an_act
from builders.joint import a_joint_place, at_joint, code, inbox, item_of, say, state_of, with_it
from builders.proxies import a_proxy
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Handing, Joining, Share
from tongban.kernel.cases.estate import estate_of, handovers_of, hanging_on
from tongban.kernel.cases.queries.desk import handled_by
from tongban.kernel.cases.verify import differences
from tongban.kernel.identity.actions import appoint, dismiss
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.identity.queries.proxies import proxies_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_joint_place()


@pytest.fixture
def number(place):
    return at_joint(place)


@pytest.fixture
def leaver(place):
    return place.people["civil"]


@pytest.fixture
def colleague(place):
    """Another officer of the organ, at a post of his own."""
    return a_clerk(place.organs["civil"], "reviewer")[0]


@pytest.fixture
def administrator(place):
    """Who gives and takes the posts of the leaver's organ."""
    return a_clerk(place.organs["civil"], "security_admin")[0]


def handed(place, by, giver, *shares, key="", reason="调离本单位", proxies=()):
    wishes = tuple(Share(number, item, to.actor_id) for number, item, to in shares)
    handing = Handing(giver.actor_id, reason, wishes, tuple(proxies))
    return actions.hand_over_all(handing, place.act(by, key=key))


def hangs(place, person):
    return [(one.number, one.item.id, one.why) for one in hanging_on(person, on=place.today())]


def codes(record):
    return [row.get("code", "") for row in record.rows]


def test_what_nobody_else_can_do_hangs_on_him_and_goes_to_the_colleague(
    place, number, leaver, colleague, administrator
):
    item = item_of(place, number, "joint", leaver)
    assert hangs(place, leaver) == [(number, item.id, "alone")]
    before = place.case(number)
    assert codes(handed(place, administrator, leaver, (number, item.id, colleague))) == [""]
    assert hangs(place, leaver) == []
    assert (inbox(place, leaver), inbox(place, colleague)) == ([], [number])
    after = place.case(number)
    assert (after.promised_on, after.statutory_on) == (before.promised_on, before.statutory_on)
    assert state_of(place, number).items[item.id].opened_at == item.opened_at
    event = place.records(number)[-1]
    assert (event.type, event.by) == ("item.handed_over", administrator.actor_id)
    assert (event.data["giver"], event.data["taker"]) == (leaver.actor_id, colleague.actor_id)
    assert list(differences()) == []


def test_the_receiver_does_it_with_the_voice_it_had_and_it_is_his_own_act(
    place, number, leaver, colleague, administrator
):
    item = item_of(place, number, "joint", leaver)
    handed(place, administrator, leaver, (number, item.id, colleague))
    for who in (colleague, "police", "fire"):
        say(place, number, who)
    place.decide(number)
    assert [one.number for one in handled_by(colleague, on=place.today())] == [number]
    assert handled_by(leaver, on=place.today()).count() == 0


def test_what_he_did_himself_stays_his_own(place, number, leaver, colleague, administrator):
    say(place, number, leaver)
    assert hangs(place, leaver) == []
    dismiss(leaver.pk, an_act(on=place.today()), post_id=posts_of(leaver, on=place.today())[0].pk)
    done = [one for one in state_of(place, number).items.values() if one.by == leaver.actor_id]
    assert [one.state for one in done] == ["done"]


def test_what_he_took_on_changes_places_with_the_item_of_who_gets_it(place, administrator):
    other = a_clerk(place.organs["civil"], "officer")[0]
    number, leaver = at_joint(place), place.people["civil"]
    mine, theirs = (item_of(place, number, "joint", one) for one in (leaver, other))
    assert hangs(place, leaver) == []
    with_it(place, "claim", number, mine, leaver)
    assert hangs(place, leaver) == [(number, mine.id, "held")]
    handed(place, administrator, leaver, (number, mine.id, other))
    items = state_of(place, number).items
    assert (items[mine.id].holder, items[mine.id].post) == (other.actor_id, theirs.post)
    assert (items[theirs.id].state, items[theirs.id].post) == ("waiting", mine.post)
    say(place, number, other)
    assert [one.number for one in handled_by(other, on=place.today())] == [number]
    assert list(differences()) == []


def test_who_shares_the_post_gets_what_was_taken_on_there(place, number, leaver, administrator):
    sharer = a_clerk(place.organs["police"], "officer")[0]
    post = posts_of(leaver, on=place.today())[0]
    appoint(sharer.pk, an_act(on=place.today()), post_id=post.pk)
    item = item_of(place, number, "joint", leaver)
    with_it(place, "claim", number, item, leaver)
    handed(place, administrator, leaver, (number, item.id, sharer))
    moved = state_of(place, number).items[item.id]
    assert (moved.post, moved.holder) == (post.pk, sharer.actor_id)


def test_what_waits_for_an_answer_moves_and_the_answer_comes_back_to_the_receiver(
    place, number, leaver, colleague, administrator
):
    item = item_of(place, number, "joint", leaver)
    asked = a_clerk(place.organs["survey"], "officer")[0]
    with_it(
        place, "add", number, item, leaver, joining=Joining("before", (asked.actor_id,), "请提意见")
    )
    assert codes(handed(place, administrator, leaver, (number, item.id, colleague))) == [""]
    help_ = item_of(place, number, "joint", asked)
    with_it(place, "answer", number, help_, asked, opinion="无意见")
    assert state_of(place, number).items[item.id].state == "open"
    say(place, number, colleague)


def test_a_reading_and_a_request_for_help_move_too(place, number):
    organ, leaver = place.organs["survey"], place.people["survey"]
    colleague, administrator = a_clerk(organ, "reviewer")[0], a_clerk(organ, "security_admin")[0]
    place.on("circulate", number, by=place.people["leader"], readers=[leaver.actor_id])
    asker = place.people["police"]
    item = item_of(place, number, "joint", asker)
    joining = Joining("before", (leaver.actor_id,), "请提意见")
    with_it(place, "add", number, item, asker, joining=joining)
    found = hangs(place, leaver)
    record = handed(place, administrator, leaver, *((n, i, colleague) for n, i, _why in found))
    assert codes(record) == ["", ""]
    assert hangs(place, leaver) == []
    items, post = state_of(place, number).items, posts_of(colleague, on=place.today())[0].pk
    assert sorted(one.kind for one in items.values() if one.post == post) == ["help", "read"]
    answered = item_of(place, number, "joint", colleague)
    with_it(place, "answer", number, answered, colleague, opinion="无意见")
    assert state_of(place, number).items[item.id].state == "open"


def test_one_that_is_not_allowed_is_named_and_the_rest_goes_on(
    place, number, leaver, colleague, administrator
):
    second = at_joint(place)
    stranger = place.people["police"]
    items = [item_of(place, one, "joint", leaver).id for one in (number, second)]
    shares = ((number, items[0], stranger), (second, items[1], colleague))
    assert codes(handed(place, administrator, leaver, *shares)) == ["case.receiver_may_not", ""]
    assert hangs(place, leaver) == [(number, items[0], "alone")]


def test_who_took_another_step_of_the_case_does_not_get_this_one(place, number):
    for who in ("civil", "police", "fire"):
        say(place, number, who)
    leader, surveyor = place.people["leader"], place.people["survey"]
    administrator = a_clerk(place.bureau, "security_admin")[0]
    posts = [a_post(place.bureau, "leader", name=f"副局长{n}") for n in range(2)]
    free, old = a_person("赵六"), posts_of(surveyor, on=place.today())[0]
    dismiss(surveyor.pk, an_act(on=place.today()), post_id=old.pk)
    for person, post in zip((surveyor, free), posts, strict=True):
        appoint(person.pk, an_act(on=place.today()), post_id=post.pk)
    wish = item_of(place, number, "decide", leader).id
    record = handed(place, administrator, leader, (number, wish, surveyor))
    assert codes(record) == ["case.receiver_may_not"]
    assert codes(handed(place, administrator, leader, (number, wish, free))) == [""]


def test_the_applicant_does_not_get_his_own_case(place, number, leaver, administrator):
    item = item_of(place, number, "joint", leaver)
    wish = (number, item.id, place.citizen)
    assert codes(handed(place, administrator, leaver, wish)) == ["case.receiver_applies"]


def test_who_signs_already_does_not_get_a_second_voice():
    place = a_joint_place('t:unit="post"')
    second = a_clerk(place.organs["civil"], "officer")[0]
    administrator = a_clerk(place.organs["civil"], "security_admin")[0]
    number, leaver = at_joint(place), place.people["civil"]
    item = item_of(place, number, "joint", leaver)
    record = handed(place, administrator, leaver, (number, item.id, second))
    assert codes(record) == ["case.receiver_has_part"]


def test_what_was_done_meanwhile_is_reported_and_not_moved(
    place, number, leaver, colleague, administrator
):
    item = item_of(place, number, "joint", leaver)
    say(place, number, leaver)
    before = place.types(number)
    record = handed(place, administrator, leaver, (number, item.id, colleague))
    assert codes(record) == ["case.not_hanging"]
    assert place.types(number) == before


def test_pressed_twice_it_is_one_handover_and_another_wish_needs_another_key(
    place, number, leaver, colleague, administrator
):
    item = item_of(place, number, "joint", leaver)
    first = handed(place, administrator, leaver, (number, item.id, colleague), key="once")
    again = handed(place, administrator, leaver, (number, item.id, colleague), key="once")
    assert (again.pk, codes(again)) == (first.pk, [""])
    assert place.types(number).count("item.handed_over") == 1
    other = {"key": "once", "reason": "退休"}
    wish = (number, item.id, colleague)
    assert code(handed, place, administrator, leaver, wish, **other) == "case.key"
    assert [one.pk for one in handovers_of(leaver.actor_id)] == [first.pk]


def test_one_that_broke_off_goes_on_where_it_was(place, number, leaver, colleague, administrator):
    item = item_of(place, number, "joint", leaver)
    record = handed(place, administrator, leaver, (number, item.id, colleague), key="once")
    type(record).objects.filter(pk=record.pk).update(rows=[], done_at=None)
    again = handed(place, administrator, leaver, (number, item.id, colleague), key="once")
    assert codes(again) == [""]
    assert place.types(number).count("item.handed_over") == 1


def test_only_who_gives_and_takes_the_posts_there_hands_over_and_never_to_himself(
    place, number, leaver, colleague, administrator
):
    item = item_of(place, number, "joint", leaver)
    foreign = a_clerk(place.organs["police"], "security_admin")[0]
    for nobody in (foreign, leaver, place.people["leader"], place.people["manager"]):
        record = handed(place, nobody, leaver, (number, item.id, colleague))
        assert codes(record) == ["case.not_found"]
    record = handed(place, administrator, leaver, (number, item.id, administrator))
    assert codes(record) == ["identity.own_rights"]
    assert hangs(place, leaver) == [(number, item.id, "alone")]


def test_a_handover_needs_a_reason_and_something_to_hand_over(place, number, leaver, administrator):
    assert code(handed, place, administrator, leaver) == "case.nothing_to_hand_over"
    item = item_of(place, number, "joint", leaver)
    wish = (number, item.id, leaver)
    assert code(handed, place, administrator, leaver, wish, reason=" ") == "case.no_words"


def test_after_the_dismissal_what_was_left_still_hangs_on_him(
    place, number, leaver, colleague, administrator
):
    item = item_of(place, number, "joint", leaver)
    post = posts_of(leaver, on=place.today())[0]
    dismiss(leaver.pk, an_act(on=place.today()), post_id=post.pk)
    assert hangs(place, leaver) == [(number, item.id, "alone")]
    handed(place, administrator, leaver, (number, item.id, colleague))
    assert hangs(place, leaver) == []
    assert inbox(place, colleague) == [number]


def test_a_proxy_that_is_not_his_does_not_exist_in_his_handover(
    place, leaver, colleague, administrator
):
    third = a_clerk(place.organs["civil"], "reviewer")[0]
    theirs = a_proxy(colleague, third, on=place.today())
    record = handed(place, administrator, leaver, proxies=[theirs.pk, 10**9])
    assert codes(record) == ["case.no_such_proxy"] * 2
    assert proxies_in_force(third, on=place.today()).exists()


def test_proxies_end_with_him_and_no_item_is_left_to_who_has_gone(
    place, leaver, colleague, administrator
):
    proxy = a_proxy(colleague, leaver, on=place.today(), only_taker=True)
    estate = estate_of(leaver, on=place.today(), within=lambda _organ: True)
    assert [one.pk for one in estate.proxies] == [proxy.pk]
    assert codes(handed(place, administrator, leaver, proxies=[proxy.pk])) == [""]
    assert not proxies_in_force(leaver, on=place.today()).exists()
    foreign = a_clerk(place.organs["police"], "security_admin")[0]
    other = a_proxy(colleague, leaver, on=place.today())
    record = handed(place, foreign, leaver, proxies=[other.pk])
    assert codes(record) == ["identity.may_not_set_proxy"]


def test_a_request_for_approval_goes_to_no_one_who_made_it(place):
    number = place.accepted()
    second = a_clerk(place.bureau, "leader")[0]
    leader, officer = place.people["leader"], place.people["officer"]
    dismiss(second.pk, an_act(on=place.today()), post_id=posts_of(second, on=place.today())[0].pk)
    place.on("ask", number, wish=actions.Wish("extension", {"days": 5, "reason": "案情复杂"}))
    (found,) = [one for one in hanging_on(leader, on=place.today()) if one.number == number]
    admin = a_clerk(place.bureau, "security_admin")[0]
    wish = (number, found.item.id, officer)
    assert codes(handed(place, admin, leader, wish)) == ["case.receiver_may_not"]
    deputy = a_clerk(place.bureau, "leader")[0]
    assert codes(handed(place, admin, leader, (number, found.item.id, deputy))) == [""]
    assert number in inbox(place, deputy)


def test_by_post_the_voices_stay_as_many_as_they_were():
    place = a_place("civil", rule="all")
    number = place.accepted()
    admin = a_clerk(place.organs["civil"], "security_admin")[0]
    colleague = a_clerk(place.organs["civil"], "officer")[0]
    leaver = place.people["civil"]
    (one,) = hanging_on(leaver, on=place.today())
    handed(place, admin, leaver, (number, one.item.id, colleague))
    round_ = state_of(place, number).rounds[one.item.round]
    assert (round_.need, round_.state) == (1, "open")
