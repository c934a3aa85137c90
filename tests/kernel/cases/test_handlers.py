"""What a matter lets happen within a command: held at the application, settled by its end, undone where it is refused."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from builders.cases import ANSWERS, a_place
from builders.handlers import HANDLERS, a_trial, figures, hold, seen
from builders.refusals import refused
from tongban.kernel import Refusal
from tongban.kernel.bookings.models import Booking
from tongban.kernel.cases import handlers
from tongban.kernel.cases.actions import Answer, Point, Wish
from tongban.kernel.cases.models import Case
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.reactions import fault
from tongban.kernel.ledger.queries import faults


def refuse(place, number):
    place.accept(number)
    place.review(number, "civil")
    place.decide(number, "refused", "不符合规定条件。")


def terminate(place, number):
    place.accept(number)
    wish = Wish("termination", {"ground": "applicant_dissolved", "reason": "企业已注销"})
    place.on("ask", number, wish=wish)
    leader = place.people["leader"]
    place.at("approve", number, "@termination", by=leader, outcome="agreed", words="")


ENDS = {
    "refused": refuse,
    "terminated": terminate,
    "withdrawn": lambda place, number: place.on(
        "withdraw", number, by=place.citizen, reason="不再需要"
    ),
    "declined": lambda place, number: place.at(
        "decline", number, "accept", answer=Answer("not_needed", "不需要取得许可。")
    ),
}
RICH = {"applicant": {"name": "张三丰", "income": 9_000_001}}


@pytest.mark.django_db
def test_an_application_holds_its_place_and_the_decision_commits_it():
    place = a_trial(car=True)
    number = place.accepted()
    assert (figures(place).held, figures(place).available) == (1, 0)
    assert Booking.objects.get(cause=number).state == "asked"
    place.review(number, "civil")
    place.decide(number)
    assert (figures(place).held, figures(place).committed) == (0, 1)
    assert Booking.objects.get(cause=number).state == "approved"
    assert (list(differences()), list(faults())) == ([], [])


@pytest.mark.django_db
@pytest.mark.parametrize("end", sorted(ENDS))
def test_whatever_it_comes_to_nothing_by_the_place_is_free_again(end):
    place = a_trial(car=True)
    number = place.submit().number
    ENDS[end](place, number)
    assert (figures(place).available, figures(place).released) == (1, 1)
    assert Booking.objects.get(cause=number).state == "released"


@pytest.mark.django_db
def test_where_a_handler_refuses_nothing_of_the_command_has_happened():
    place = a_trial()
    act = place.act(place.citizen)
    refusal = refused(lambda: place.submit(values=RICH, key=act.key))
    assert refusal.code == "trial.rich"
    assert not Case.objects.exists()
    assert figures(place).held == 0
    place.submit(key=act.key)
    second = refused(place.submit)
    assert second.code == "allowance.short"
    assert Case.objects.count() == 1
    assert list(faults()) == []


@pytest.mark.django_db
def test_the_same_click_holds_once():
    place = a_trial("2")
    act = place.act(place.citizen)
    first = place.submit(key=act.key)
    assert place.submit(key=act.key).number == first.number
    assert figures(place).held == 1


@pytest.mark.django_db
def test_a_handler_is_told_the_event_the_answers_and_who_acted():
    place = a_trial()
    number = place.submit().number
    told = seen[-1]
    assert (told.case.number, told.record.type, told.event.type) == (
        number,
        "case.submitted",
        "case.submitted",
    )
    assert told.answers()["applicant"]["name"] == ANSWERS["applicant"]["name"]
    assert told.act.by == place.citizen.actor_id


@pytest.mark.django_db
def test_a_case_that_time_returns_gives_its_place_back_in_the_sweep():
    place = a_trial()
    number = place.submit().number
    points = (Point("income", "缺少上年度收入", "请填写"),)
    place.at("request_supplement", number, "accept", points=points)
    place.wait(days=60)
    place.sweep()
    assert place.case(number).state == "returned"
    assert figures(place).available == 1


@pytest.mark.django_db
def test_a_replay_runs_no_handler(monkeypatch):
    place = a_trial()
    place.submit()
    ran = len(seen)
    assert list(differences()) == []
    assert len(seen) == ran
    monkeypatch.delitem(handlers._registered, "trial.hold")
    assert list(differences()) == []
    assert refused(place.submit).code == "case.handler_gone"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("named", "code", "word"),
    [
        ({"case.submitted": ["trial.unheard"]}, "catalogue.handler_unknown", "trial.unheard"),
        ({"case.dreamt": ["trial.hold"]}, "catalogue.event_unknown", "case.dreamt"),
    ],
)
def test_what_nobody_knows_is_not_published(named, code, word):
    refusal = refused(lambda: a_place("civil", handlers=named))
    assert refusal.code == code
    assert word in str(refusal)


def test_a_name_stands_for_one_handler():
    handlers.register("trial.hold", hold)
    with pytest.raises(ValueError, match="another handler"):
        handlers.register("trial.hold", lambda told: None)


@pytest.mark.django_db(transaction=True)
def test_of_many_applications_for_the_last_place_exactly_one_comes_into_being():
    place = a_trial(car=True)
    acts = [place.act(place.citizen) for _each in range(20)]

    def sent(act):
        try:
            place.submit(key=act.key)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "held"

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(sent, acts))
    assert (results.count("held"), results.count("allowance.short")) == (1, 19)
    assert (Case.objects.count(), Booking.objects.count()) == (1, 1)
    assert (list(differences()), list(faults())) == ([], [])


def test_the_handlers_of_the_trial_are_for_events_that_there_are():
    assert fault(HANDLERS) is None
