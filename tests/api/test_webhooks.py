"""Programs are told of events: signed, only of cases they may see, again after a failure, and never inside."""

import hmac
import socket
from datetime import timedelta
from hashlib import sha256
from threading import Thread

import pytest
from django.db import connection, transaction

from builders.api import a_program
from builders.cases import a_place
from builders.identity import an_organ
from builders.receivers import a_receiver
from tongban.api import reaching
from tongban.api.models import Push, Webhook
from tongban.api.moments import now
from tongban.api.pushing import push
from tongban.api.queries import next_push
from tongban.api.telling import announce
from tongban.kernel.ledger.actions import drain
from tongban.kernel.ledger.models import Event

pytestmark = pytest.mark.django_db
TYPES = ["case.submitted", "case.accepted"]


@pytest.fixture
def inside(settings):
    settings.TONGBAN_WEBHOOK_INSIDE = True


def subscribed(program, url, types=TYPES):
    answer = program.post("webhooks", {"url": url, "types": types})
    assert answer.status_code == 201, answer.json()
    return answer.json()


def handed_on(at=None):
    """The worker hands the log on and pushes; return how much was taken."""
    drain(at or now())
    return push(at or now())


def test_an_event_is_pushed_as_a_cloud_event_without_personal_data(inside):
    place = a_place()
    program = a_program(place.hall)
    with a_receiver() as receiver:
        subscribed(program, receiver.url)
        number = place.submit().number
        assert handed_on() == 1
    (event,) = receiver.events()
    case = place.case(number)
    assert event["specversion"] == "1.0"
    assert event["type"] == "cn.tongban.case.submitted"
    assert event["id"] == f"case/{number}/1"
    assert event["subject"] == f"case/{number}"
    assert event["data"] == {
        "number": number,
        "n": 1,
        "hash": place.records(number)[0].hash,
        "matter_id": case.matter,
        "organ_id": case.organ,
        "href": f"/api/v1/cases/{number}",
    }
    headers, body = receiver.got[0]
    assert headers["Content-Type"].startswith("application/cloudevents+json")
    assert "张三丰" not in body.decode()


def test_the_signature_is_of_second_and_body_with_the_secret_shown_once(inside):
    place = a_place()
    program = a_program(place.hall)
    with a_receiver() as receiver:
        secret = subscribed(program, receiver.url)["secret"]
        place.submit()
        handed_on()
    headers, body = receiver.got[0]
    second, given = (part.partition("=")[2] for part in headers["Tongban-Signature"].split(","))
    wanted = hmac.new(secret.encode(), f"{second}.".encode() + body, sha256).hexdigest()
    assert given == wanted
    assert abs(int(second) - now().timestamp()) < 60
    assert secret.encode() not in bytes(Webhook.objects.get().secret_sealed)
    assert "secret" not in program.get("webhooks").json()["items"][0]


def test_only_cases_that_the_client_may_see_and_events_it_wants_are_pushed(inside):
    place = a_place()
    with a_receiver() as receiver:
        subscribed(a_program(an_organ()), receiver.url)
        subscribed(a_program(place.hall), f"{receiver.url}&wanted", ["case.decided"])
        place.accepted()
        assert handed_on() == 0
    assert receiver.got == []


def test_what_a_follower_is_told_twice_is_pushed_once(inside):
    place = a_place()
    with a_receiver() as receiver:
        subscribed(a_program(place.hall), receiver.url)
        number = place.submit().number
        handed_on()
        announce(place.records(number))
        assert handed_on() == 0
    assert len(receiver.got) == 1


@pytest.mark.parametrize(("status", "slow"), [(500, 0), (302, 0), (204, 0.6)])
def test_what_is_not_taken_comes_again_later_and_later(inside, monkeypatch, status, slow):
    monkeypatch.setattr(reaching, "PATIENCE", 0.3)
    place = a_place()
    with a_receiver(status=status, slow=slow) as receiver:
        subscribed(a_program(place.hall), receiver.url)
        place.submit()
        at = now()
        assert handed_on(at) == 0
        assert push(at + timedelta(seconds=59)) == 0
        assert len(receiver.got) == 1
        assert push(at + timedelta(seconds=61)) == 0
        waits = Push.objects.get().next_try_at - (at + timedelta(seconds=61))
        assert waits == timedelta(minutes=2)
        receiver.status, receiver.slow = 200, 0
        assert push(at + timedelta(minutes=5)) == 1
    assert len(receiver.got) == 3
    assert receiver.got[0][1] == receiver.got[2][1]


def test_after_so_many_tries_it_is_given_up_and_told(inside, settings):
    settings.TONGBAN_WEBHOOK_TRIES = 2
    place = a_place()
    program = a_program(place.hall)
    with a_receiver(status=500) as receiver:
        webhook = subscribed(program, receiver.url)
        place.submit()
        at = now()
        handed_on(at)
        push(at + timedelta(hours=1))
        push(at + timedelta(hours=9))
    assert len(receiver.got) == 2
    (told,) = program.get(f"webhooks/{webhook['id']}/pushes?state=given_up").json()["items"]
    assert (told["tries"], told["answered"], told["fault"]) == (2, 500, "refused")
    assert told["ended_at"] is not None
    given_up = Event.objects.get(type="webhook.given_up")
    assert given_up.data["webhook"] == webhook["id"]


def test_a_webhook_that_fails_costs_the_others_nothing(inside):
    place = a_place()
    with a_receiver(status=500) as bad, a_receiver() as good:
        subscribed(a_program(place.hall), bad.url)
        subscribed(a_program(place.hall), good.url)
        for _ in range(3):
            place.submit()
        assert handed_on() == 3
    assert (len(bad.got), len(good.got)) == (1, 3)


def test_after_a_failure_no_event_of_a_case_overtakes_an_earlier_one(inside):
    place = a_place()
    with a_receiver(status=500) as receiver:
        subscribed(a_program(place.hall), receiver.url)
        first = place.submit().number
        at = now()
        assert handed_on(at) == 0
        place.accept(first)
        receiver.status = 200
        # The webhook rests no more, but the first event waits longer after its second failure.
        Push.objects.update(next_try_at=at + timedelta(hours=2))
        drain(at)
        other = place.submit().number
        drain(at)
        assert push(at + timedelta(hours=1)) == 1
        assert push(at + timedelta(hours=3)) == 2
    told = [(event["data"]["number"], event["data"]["n"]) for event in receiver.events()]
    assert [number for number, _n in told] == [first, other, first, first]
    assert [n for number, n in told if number == first] == sorted(
        n for no, n in told if no == first
    )


def gone_on(place, number):
    """What follows the acceptance, up to the decision."""
    for name in place.reviews:
        place.review(number, name)
    place.decide(number)


def due(at):
    """The pushes that a poll at that instant looks at."""
    return Push.objects.filter(next_try_at__lte=at).count()


def test_what_waits_behind_a_failed_event_is_not_looked_at_until_that_one_ends(inside):
    place = a_place()
    with a_receiver(status=500) as receiver:
        subscribed(a_program(place.hall), receiver.url, [*TYPES, "case.decided"])
        number = place.submit().number
        place.accept(number)
        at = now()
        assert handed_on(at) == 0
        assert due(at) == 0
        gone_on(place, number)
        drain(at)
        assert due(at + timedelta(seconds=59)) == 0
        assert push(at + timedelta(seconds=61)) == 0
        assert due(at + timedelta(seconds=125)) == 0
        receiver.status = 200
        assert push(at + timedelta(minutes=4)) == 3
    assert [event["type"].rpartition(".")[2] for event in receiver.events()] == [
        "submitted", "submitted", "submitted", "accepted", "decided",
    ]  # fmt: skip


def test_what_waits_behind_an_event_goes_as_soon_as_that_one_was_given_up(inside, settings):
    settings.TONGBAN_WEBHOOK_TRIES = 2
    place = a_place()
    with a_receiver(status=500) as receiver:
        subscribed(a_program(place.hall), receiver.url, [*TYPES, "case.decided"])
        number = place.submit().number
        place.accept(number)
        gone_on(place, number)
        at = now()
        handed_on(at)
        assert push(at + timedelta(minutes=2)) == 0
        assert Push.objects.get(state="given_up").type == "cn.tongban.case.submitted"
        receiver.status = 200
        assert push(at + timedelta(minutes=3)) == 2


def test_what_was_given_up_holds_nothing_back(inside, settings):
    settings.TONGBAN_WEBHOOK_TRIES = 1
    place = a_place()
    with a_receiver(status=500) as receiver:
        subscribed(a_program(place.hall), receiver.url)
        number = place.submit().number
        at = now()
        handed_on(at)
        place.accept(number)
        receiver.status = 200
        assert handed_on(at + timedelta(minutes=2)) == 1
    assert [event["type"] for event in receiver.events()][-1] == "cn.tongban.case.accepted"


@pytest.mark.django_db(transaction=True)
def test_while_a_worker_tries_an_event_no_other_worker_sends_the_next_of_its_case(inside):
    place = a_place()
    with a_receiver() as receiver:
        subscribed(a_program(place.hall), receiver.url)
        place.accepted()
        drain(now())
        at, taken = now(), []
        with transaction.atomic():
            assert next_push(at).type == "cn.tongban.case.submitted"

            def work():
                taken.append(push(at))
                connection.close()

            other = Thread(target=work)
            other.start()
            other.join()
        assert taken == [0]
        assert push(at) == 2


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "100.64.0.1", "0.0.0.0", "224.0.0.1"],
)  # fmt: skip
def test_a_name_that_leads_inside_is_never_connected_to(monkeypatch, address):
    place = a_place()
    subscribed(a_program(place.hall), "https://receiver.example/events")
    place.submit()
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]
    outside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(reaching.socket, "getaddrinfo", lambda *_, **__: outside + found)
    tried = []
    monkeypatch.setattr(reaching.socket, "create_connection", lambda *given: tried.append(given))
    assert handed_on() == 0
    assert tried == []
    assert Push.objects.get().fault == "inside"


def test_a_name_that_leads_outside_is_connected_to_at_the_address_that_was_looked_at(monkeypatch):
    outside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(reaching.socket, "getaddrinfo", lambda *_, **__: outside)
    tried = []

    def refuse(address, _patience):
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(reaching.socket, "create_connection", refuse)
    with pytest.raises(reaching.NotTaken):
        reaching.post("https://receiver.example/events", b"{}", {})
    assert tried == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    "url",
    ["http://receiver.example/", "https://me:secret@receiver.example/", "ftp://x/", "https://", "https://a/#b", "https://a:99999/", "https://a b/"],
)  # fmt: skip
def test_a_webhook_leads_over_https_and_holds_no_password(url):
    answer = a_program(an_organ()).post("webhooks", {"url": url, "types": TYPES})
    assert (answer.status_code, answer.json()["code"]) == (422, "api.webhook_address")


def test_an_ended_webhook_and_one_of_an_ended_client_get_nothing(inside):
    place = a_place()
    program = a_program(place.hall)
    with a_receiver() as receiver:
        webhook = subscribed(program, receiver.url)
        place.submit()
        drain(now())
        assert program.delete(f"webhooks/{webhook['id']}").status_code == 204
        assert program.delete(f"webhooks/{webhook['id']}").status_code == 404
        place.submit()
        assert handed_on() == 0
    assert receiver.got == []
    assert program.get("webhooks").json()["items"] == []


def test_the_webhook_of_another_does_not_exist_and_one_address_is_taken_once():
    mine, other = a_program(an_organ()), a_program(an_organ())
    webhook = subscribed(mine, "https://receiver.example/events")
    assert other.delete(f"webhooks/{webhook['id']}").status_code == 404
    assert other.get(f"webhooks/{webhook['id']}/pushes").status_code == 404
    again = mine.post("webhooks", {"url": "https://receiver.example/events", "types": TYPES})
    assert (again.status_code, again.json()["code"]) == (409, "api.webhook_known")
