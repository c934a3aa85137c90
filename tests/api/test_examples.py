"""The examples of the guide are asked of the program: with TONGBAN_WRITE_EXAMPLES=1 the page is written anew."""

import json
import os
from datetime import UTC, timedelta

import pytest
from django.db import transaction

from builders.api import Program, a_program, an_application
from builders.cases import Place, a_place
from builders.examples import PLACE, block, put_in, some
from builders.fields import a_guarded_place, answers
from builders.identity import a_clerk, an_act
from builders.parties import an_identity_number
from builders.receivers import a_receiver
from builders.sources import ROOT
from tongban.api.manual import page
from tongban.api.models import Webhook
from tongban.api.moments import now, today
from tongban.api.pushing import push
from tongban.api.v1 import api
from tongban.kernel.catalogue.content import Paper
from tongban.kernel.identity.actions import NewMandate, grant
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.actions import drain

GUIDE = ROOT / "docs" / "how-to" / "use-the-api.md"
KEY = {"Authorization": "Bearer KEY"}
JSON = {"Content-Type": "application/json"}


class Conversation:
    """What a program asks one after another, kept as blocks of the page."""

    def __init__(self, place: Place, program: Program) -> None:
        self.place, self.program = place, program
        self.examples: dict[str, str] = {}

    def get(self, name: str, path: str, *names: str):
        """Ask, and keep request and answer."""
        answer = self.program.get(path, Accept_Language="en")
        asked = block(f"GET /api/v1/{path}", KEY, None)
        self.examples[name] = asked + told(answer, *names)
        return answer.json()

    def post(self, name: str, path: str, body: dict, status: int, **headers: str):
        """Send, and keep request and answer."""
        answer = self.program.post(path, body, Accept_Language="en", **headers)
        assert answer.status_code == status, answer.json()
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        asked = block(f"POST /api/v1/{path}", {**KEY, **named, **JSON}, body)
        self.examples[name] = asked + told(answer)
        return answer


def told(answer, *names: str) -> str:
    """Return an answer as a block, its body whole or in the named parts."""
    body = answer.json()
    headers = {name: answer[name] for name in ("Content-Type", "ETag") if answer.has_header(name)}
    headers["Content-Type"] = headers["Content-Type"].partition(";")[0]
    first = f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"
    return block(first, headers, some(body, *names) if names else body)


def at_the_window() -> Conversation:
    """A program at the window of a hall, which may accept for the bureau too."""
    place = a_place(
        special=({"kind": "expert_review", "limit": "15wd"},),
        materials=(Paper(key="income", name="收入证明"),),
    )
    program = a_program(place.hall)
    (post,) = posts_of(program.person, on=today())
    organ, grounds = place.bureau.pk, "一窗受理委托书"
    plan = NewMandate(power=Power.ACCEPT, organ_id=organ, grounds=grounds, post_id=post.pk)
    grant(plan, an_act())
    return Conversation(place, program)


def the_conversation() -> dict[str, str]:
    """Return every example of the guide; those of a step are asked in a place of their own, which goes again."""
    with transaction.atomic():
        place = a_guarded_place()
        step = Conversation(place, a_program(place.organs["survey"], "officer"))
        at_a_step(step)
        transaction.set_rollback(True)
    talk = at_the_window()
    talk.get("search", "matters?q=公租房")
    person = {"kind": "person", "name": "张三丰", "number": an_identity_number(1)}
    talk.post("party", "parties", person, 200)
    application = an_application(talk.place)
    key = "5f0c2c1e-0d9b-4c57-9d0a-2f6f8a1e7b11"
    number = talk.post("submit", "cases", application, 201, Idempotency_Key=key).json()["number"]
    wrong = {**application, "values": {"applicant": {"income": -1}}}
    talk.post("faults", "cases", wrong, 422, Idempotency_Key="another-wish")
    names = ("number", "state", "promised_on", "etag", "applicant", "tasks")
    case = talk.get("read", f"cases/{number}", *names)
    with_receiver(talk, number, case)
    return {**talk.examples, **step.examples}


def with_receiver(talk: Conversation, number: str, case: dict) -> None:
    """Go on with a webhook that is told of what happens."""
    with a_receiver() as receiver:
        asked = {"url": "https://example.com/events", "types": ["case.accepted", "case.decided"]}
        webhook = talk.post("webhook", "webhooks", asked, 201).json()
        move(webhook["id"], receiver.url)
        body = {"item": case["tasks"][0]["item"], "happened": today().isoformat()}
        path, match = f"cases/{number}/acts/accept", case["etag"]
        talk.post("act", path, body, 200, If_Match=match, Idempotency_Key="wish-accept")
        talk.post("stale", path, body, 412, If_Match=match, Idempotency_Key="wish-again")
        drain(now())
        assert push(now()) == 1
    beside_the_steps(talk, number)
    headers, sent = receiver.got[0]
    shown = {name: headers[name] for name in ("Content-Type", "Tongban-Signature")}
    talk.examples["event"] = block("POST /events", shown, json.loads(sent))


def beside_the_steps(talk: Conversation, number: str) -> None:
    """Ask for more time, begin a special procedure, keep an original, and see all three in the case."""
    until = (today() + timedelta(days=7)).isoformat()
    acts = {
        "ask_extension": {"days": 10, "reason": "需跨省核查"},
        "open_special": {"kind": "expert_review", "until": until, "reasons": "组织专家评审"},
        "take_originals": {"originals": [{"material": "income", "name": "收入证明原件"}]},
    }
    for verb, body in acts.items():
        match = talk.program.get(f"cases/{number}")["ETag"]
        headers = {"If_Match": match, "Idempotency_Key": f"wish-{verb}".replace("_", "-")}
        talk.post(verb, f"cases/{number}/acts/{verb}", body, 200, **headers)
    talk.get("beside", f"cases/{number}", "pauses", "specials", "requests", "originals")


def at_a_step(talk: Conversation) -> None:
    """Fill in what a step asks of the form, complete with it, and hand the next step's work on."""
    place = talk.place
    place.now = now().astimezone(UTC) - timedelta(hours=1)
    number = place.accepted(values=answers())
    case = talk.get("step", f"cases/{number}", "etag", "tasks")
    item, path = case["tasks"][0]["item"], f"cases/{number}/acts"
    body = {"item": item, "fields": {"office.finding": "情况属实"}}
    headers = {"If_Match": case["etag"], "Idempotency_Key": "wish-fill"}
    match = talk.post("fill", f"{path}/fill", body, 200, **headers)["ETag"]
    body = {**body, "fields": {"office.visited_on": today().isoformat()}}
    body |= {"outcome": "agreed", "opinion": "同意"}
    headers = {"If_Match": match, "Idempotency_Key": "wish-complete"}
    talk.post("complete", f"{path}/complete", body, 200, **headers)
    handed_over(talk)


def handed_over(talk: Conversation) -> None:
    """List what hangs on somebody who leaves, and hand it to a colleague."""
    place = talk.place
    leaver, colleague = place.people["civil"], a_clerk(place.organs["civil"], "reviewer")[0]
    for person, name in ((leaver, "wangwu"), (colleague, "zhaoliu")):
        person.username = name
        person.save()
    place.organs["civil"].name = place.organs["civil"].short_name = "民政局"
    place.organs["civil"].save()
    talk.program = a_program(place.organs["civil"], "security_admin")
    work = talk.get("work", "handovers/wangwu")
    items = [
        {"number": one["number"], "item": one["item"], "to": "zhaoliu"} for one in work["items"]
    ]
    body = {"person": "wangwu", "items": items, "reason": "调离本单位"}
    talk.post("handover", "handovers", body, 200, Idempotency_Key="wish-handover")


def move(webhook: int, url: str) -> None:
    """Let the webhook lead to this machine."""
    Webhook.objects.filter(pk=webhook).update(url=url)


@pytest.mark.django_db
def test_the_examples_of_the_guide_are_what_the_program_answers(settings):
    settings.TONGBAN_WEBHOOK_INSIDE = True
    text = GUIDE.read_text(encoding="utf-8")
    examples = the_conversation()
    assert {found[1] for found in PLACE.finditer(text)} == set(examples)
    if os.environ.get("TONGBAN_WRITE_EXAMPLES"):
        GUIDE.write_text(put_in(text, examples), encoding="utf-8")
    assert GUIDE.read_text(encoding="utf-8") == put_in(text, examples)


def test_the_reference_is_what_the_document_says():
    reference, told = ROOT / "docs" / "reference" / "api.md", page(api.get_openapi_schema())
    if os.environ.get("TONGBAN_WRITE_EXAMPLES"):
        reference.write_text(told, encoding="utf-8")
    assert reference.read_text(encoding="utf-8") == told
