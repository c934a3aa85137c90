"""Programs that use the API, in one readable line."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client as Browser

from builders.cases import ANSWERS, Place
from builders.identity import an_act
from builders.parties import an_identity_number
from tongban.api.actions import NewClient, add_client
from tongban.api.queries import Client
from tongban.api.rules import Scope
from tongban.kernel.identity.queries import Organ, Person

EVERYTHING = tuple(Scope)
_numbers = count(1)


@dataclass
class Program:
    """A client with its key, and how it asks."""

    client: Client
    key: str
    browser: Browser = field(default_factory=Browser)

    @property
    def person(self) -> Person:
        """The person that the client is."""
        return self.client.person

    def headers(self, **more: str) -> dict[str, str]:
        """The key, and more headers with `_` for `-`."""
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.key}", **named}

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Ask for something."""
        return self.browser.get(f"/api/v1/{path}", headers=self.headers(**headers))

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        """Send something as JSON."""
        return self.browser.post(
            f"/api/v1/{path}",
            json.dumps(body),
            content_type="application/json",
            headers=self.headers(**headers),
        )

    def delete(self, path: str) -> HttpResponse:
        """Take something away."""
        return self.browser.delete(f"/api/v1/{path}", headers=self.headers())

    def submit(self, place: Place, *, key: str = "", **more: Any) -> HttpResponse:
        """Hand in for the citizen of a place."""
        body = an_application(place, **more)
        return self.post("cases", body, Idempotency_Key=key or f"key-{next(_numbers)}")

    def act(self, number: str, verb: str, body: Any, *, match: str | None = None, key: str = ""):
        """Do something with a case as it stands, or as it was seen."""
        match = self.get(f"cases/{number}")["ETag"] if match is None else match
        headers = {"Idempotency_Key": key or f"key-{next(_numbers)}"}
        if match:
            headers["If_Match"] = match
        return self.post(f"cases/{number}/acts/{verb}", body, **headers)

    def task(self, number: str) -> int:
        """The work item that waits for the program."""
        return self.get(f"cases/{number}").json()["tasks"][0]["item"]


def an_application(place: Place, **more: Any) -> dict[str, Any]:
    """What a program sends to hand in for the citizen of a place."""
    return {
        "matter_id": place.version.matter_id,
        "applicant": {"number_kind": "identity-number", "number": an_identity_number(1)},
        "values": ANSWERS,
        **more,
    }


def a_program(
    organ: Organ | None = None, duty: str = "window", scopes: Collection[str] = EVERYTHING
) -> Program:
    """A program with a post of that duty in the organ; without an organ it has none."""
    plan = NewClient(
        username=f"program{next(_numbers)}",
        name="一体化平台",
        scopes=[Scope(each) for each in scopes],
        organ_id=organ.pk if organ else None,
        duty=duty,
    )
    return Program(*add_client(plan, an_act()))
