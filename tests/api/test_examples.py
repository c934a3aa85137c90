"""The examples of the guide are asked of the program: with TONGBAN_WRITE_EXAMPLES=1 the page is written anew."""

import json
import os
from datetime import timedelta

import pytest

from builders.api import a_program, an_application
from builders.cases import a_place
from builders.examples import PLACE, block, put_in, some
from builders.identity import an_act
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

    def __init__(self) -> None:
        self.place = a_place(
            special=({"kind": "expert_review", "limit": "15wd"},),
            materials=(Paper(key="income", name="收入证明"),),
        )
        self.program = a_program(self.place.hall)
        (post,) = posts_of(self.program.person, on=today())
        organ = self.place.bureau.pk
        grounds = "一窗受理委托书"
        plan = NewMandate(power=Power.ACCEPT, organ_id=organ, grounds=grounds, post_id=post.pk)
        grant(plan, an_act())
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


def the_conversation() -> dict[str, str]:
    """Return every example of the guide, asked in the order of the page."""
    talk = Conversation()
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
    return talk.examples


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
