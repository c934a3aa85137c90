"""Every door that leads to one thing of this county: somebody of the county gets in, and nobody from elsewhere does."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.test import Client

from builders.allowances import an_account
from builders.demo_bundles import PLANS, applied_for
from builders.doors import met
from builders.identity import a_clerk, a_person, an_organ
from builders.parties import an_identity_number
from builders.sources import PACKAGE, ROOT
from tongban.kernel import Act
from tongban.kernel.bundles.actions import Call, call_gathering
from tongban.kernel.bundles.queries import standing_of
from tongban.kernel.identity.rules import Duty
from tongban.kernel.ledger.actions import drain
from tongban.project import demo

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
HERE, ELSEWHERE = 511602, "511623"
SHUT = {403, 404, 405}
NUMBER = re.compile(r"/my/(\d+)/")
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
WORDS = {
    "kind": "acceptance",
    "verb": "accept",
    "page": "1",
    "name": "applicant",
    "admin/organs": "rename",
    "admin/people/keep": "rename",
    "admin/people/secure": "lock",
    "desk/views": "todo",
}
"""Arguments that choose among words; they name nothing that somebody has."""
NOT_OURS = {
    "apply/bundle/<str:code>/begin/": "whoever is signed in may apply for any bundle",
    "apply/<int:matter_id>/": "whoever is signed in may apply for any matter",
    "desk/views/<slug:name>/<int:view_id>/drop/": "drops what is one's own, and else nothing",
    "phrases/<int:phrase_id>/drop/": "drops what is one's own, and else nothing",
    "proxies/<int:proxy_id>/recall/": "only those concerned; tests/portal/staff/test_proxies.py",
    "bookings/own/<int:booking_id>/cancel/": "only who has it; tests/portal/staff/test_resources.py",
    "admin/people/<int:person_id>/handover/<int:handover_id>/": "nobody leaves in the demo; tests/portal/staff/test_handing_over.py",
    "notices/<int:delivery_id>/retry/": "the demo sends nothing; tests/kernel/notices/test_retrying.py",
}
CLICKS = {
    "cases/<str:number>/handle/",
    "cases/<str:number>/act/<slug:verb>/",
    "certificates/<int:certificate_id>/confirm/",
    "catalogue/<int:matter_id>/act/",
    "admin/mandates/<int:mandate_id>/revoke/",
}
"""What only a click of their page opens: one without its words finds nothing, whoever it is."""
MOST = 40
TRADES = tuple(f"{path.parent.name}/" for path in (PACKAGE / "domains").glob("*/apps.py"))
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("county")]


def doors() -> list[str]:
    """Return the addresses that name a thing and are not for everyone or for programs.

    Of the doors of registers tests/portal/staff/test_registers.py tries each, of those of a trade its own tests do.
    """
    text = (ROOT / "docs" / "reference" / "addresses.md").read_text(encoding="utf-8")
    declared = dict(re.findall(r"^\| `/([^`]*)` \| (.+?) \|$", text, re.MULTILINE))
    return [
        address
        for address, may in declared.items()
        if may not in {"everyone", "program"}
        and address not in NOT_OURS
        and named(address)
        and not address.startswith(("registers/", *TRADES))
    ]


def named(address: str) -> tuple[str, ...]:
    """Return the arguments that name a thing."""
    return tuple(one for one in ARGUMENT.findall(address) if one not in {"what", *WORDS})


def rows(model: str, *fields: str, **wanted: Any) -> list[tuple[Any, ...]]:
    return list(apps.get_model(model)._default_manager.filter(**wanted).values_list(*fields))


def used(model: str, field: str) -> list[tuple[str, int]]:
    """Return the case and the number of each thing that belongs to a case."""
    found = rows(model, "subject", field, subject__startswith="case/")
    return [(subject.removeprefix("case/").partition("/")[0], one) for subject, one in found]


def lists() -> list[tuple[str, int]]:
    numbers = dict(rows("cases.Case", "id", "number"))
    found = rows("cases.Original", "case_id", "handover", handover__gt=0)
    return [(numbers[case], one) for case, one in found]


def concerns() -> list[tuple[str]]:
    return [(one.number,) for one in apps.get_model("concerns.Concern").objects.all()]


THINGS: dict[tuple[str, ...], Callable[[], Sequence[tuple[Any, ...]]]] = {
    ("number",): lambda: rows("cases.Case", "number"),
    ("number", "document_id"): lambda: used("documents.Use", "document_id"),
    ("number", "paper_id"): lambda: used("papers.Paper", "pk"),
    ("number", "handover_id"): lists,
    ("draft_id",): lambda: rows("forms.Draft", "pk", closed_at=None),
    ("mirror_id",): lambda: rows("mirrors.MirroredCase", "pk"),
    ("certificate_id",): lambda: rows("certificates.Certificate", "pk"),
    ("concern",): concerns,
    ("concern_id",): lambda: rows("concerns.Concern", "pk"),
    ("account_id",): lambda: rows("allowances.Account", "pk"),
    ("matter_id",): lambda: rows("catalogue.Matter", "pk"),
    ("file_id",): lambda: rows("catalogue.WaitingFile", "pk"),
    ("batch_id",): lambda: rows("catalogue.ImportBatch", "pk"),
    ("organ_id",): lambda: rows("identity.Organ", "pk"),
    ("person_id",): lambda: rows("identity.Person", "pk", kind="staff"),
    ("mandate_id",): lambda: rows("identity.Mandate", "pk"),
    ("delivery_id",): lambda: rows("notices.Delivery", "pk"),
    ("stream", "n"): lambda: rows("notices.Notice", "stream", "n"),
    ("home", "stream", "n"): lambda: rows("ledger.Event", "home", "stream", "n"),
}


def joints(*fields: str) -> list[tuple[Any, ...]]:
    return rows("bundles.Joint", "number", *fields)


JOINT = {
    ("number",): joints,
    ("number", "gathering"): lambda: joints("gatherings__ordinal"),
}


def things_of(address: str) -> Sequence[tuple[Any, ...]]:
    """Return what an address can name; bundles that were applied for have numbers of their own, and drafts too."""
    if address.startswith(("joints/", "my/joint/")):
        return JOINT[named(address)]()
    found = THINGS[named(address)]()
    if named(address) == ("draft_id",):
        bundled = set(rows("forms.Draft", "pk", closed_at=None, purpose__startswith="bundle/"))
        wanted = address.startswith("apply/bundle/")
        return [one for one in found if (one in bundled) is wanted]
    return found


def signed_in(person: Model) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, list[Client]]]:
    """A county with things in every state; its people by the side of the counter on which they stand."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(NOW, lambda words: None)
        while drain(NOW):
            pass
        person = apps.get_model("identity.Person")
        people = {one.username: signed_in(one) for one in person.objects.filter(is_active=True)}
        begin(people["lixiuying"], people["wangmin"])
        bring(person.objects.get(username="chengyuan").actor_id)
        ask_jointly(people["luoguilan"], person.objects.get(username="zhengkai"))
        sides: dict[str, list[Client]] = {"public": [], "staff": []}
        for one in person.objects.filter(is_active=True, kind__in=sides):
            sides[one.kind].append(people[one.username])
        yield sides
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def strangers(county: dict[str, list[Client]], django_db_blocker: Any) -> dict[str, Client]:
    """Somebody of every duty in another county, and an applicant who has nothing here."""
    with django_db_blocker.unblock():
        organ = an_organ(division=ELSEWHERE)
        people = {str(duty): a_clerk(organ, duty)[0] for duty in Duty}
        return {who: signed_in(one) for who, one in people.items()} | {
            "applicant": signed_in(a_person(kind="public"))
        }


def begin(citizen: Client, clerk: Client) -> None:
    """Begin an application at home and one at the counter."""
    online = rows("catalogue.MatterVersion", "matter_id", online=True, status="published")
    citizen.post(f"/apply/{online[0][0]}/", {"key": "walk"})
    given = {"kind": "person", "name": "何小兰", "number": an_identity_number(7)}
    given |= {"matter": str(online[0][0]), "came": "window", "key": "walk", "do": "begin"}
    clerk.post("/counter/begin/", given)


def ask_jointly(citizen: Client, manager: Model) -> None:
    """Apply for a bundle, call the departments together for it, and begin the form of another."""
    joint = applied_for("elderly", NOW)
    stage, later = standing_of(joint).stages[0].key, NOW + timedelta(days=1)
    call = Call(kind="review", stage=stage, at=later, place="大厅", about="会商")
    call_gathering(joint.number, call, Act(manager.actor_id, "", NOW, "call"), manager)
    relief = PLANS["relief"]
    given = {one.key: next(iter(one.answers)) for one in relief.questions}
    citizen.post(f"/apply/bundle/{relief.code}/begin/", {"key": "walk", **given})


def bring(by: str) -> None:
    """Bring a file of matters that waits for its columns, one that was taken in, and an allowance."""
    organs = rows("identity.Holding", "post__organ", person__username="chengyuan")
    an_account("500000", organ=organs[0][0])
    kept = {"by": by, "at": NOW}
    file = {"name": "a.csv", "content": "事项名称\n".encode()}
    apps.get_model("catalogue.WaitingFile").objects.create(**kept, **file)
    batch = {"home": HERE, "file_name": "a.csv", "digest": "0" * 64, "counts": {}}
    apps.get_model("catalogue.ImportBatch").objects.create(**kept, **batch)


def path(address: str, thing: Sequence[Any]) -> str:
    own = next((word for part, word in WORDS.items() if "/" in part and same(part, address)), None)
    values = WORDS | ({"verb": own, "name": own} if own else {})
    values |= {name: str(one) for name, one in zip(named(address), thing, strict=True)}
    return "/" + ARGUMENT.sub(lambda found: values[found[1]], address)


def same(part: str, address: str) -> bool:
    return part == "/".join(one for one in address.split("/") if one and "<" not in one)


def tried(client: Client, address: str) -> set[int]:
    """Return what a look and a click there are answered with; what the click did is taken back."""
    with transaction.atomic():
        answers = [client.get(address), client.post(address, {})]
        for one in answers:
            if one.streaming:  # the client closes what was read to its end
                b"".join(one.streaming_content)
        transaction.set_rollback(True)
    return {met(one, address) for one in answers}


def theirs(people: list[Client]) -> set[str]:
    """Return the numbers of the cases that these applicants find under their own."""
    pages = (client.get("/my/").content.decode() for client in people)
    return {number for page in pages for number in NUMBER.findall(page)}


def opened(address: str, people: list[Client]) -> str | None:
    """Return a path of this address behind which somebody of the county gets; he is asked first the next time."""
    things = sorted(things_of(address))
    if address.startswith("my/<str:number>"):
        own = theirs(people)
        things = [thing for thing in things if thing[0] in own]
    for thing in things[:MOST]:
        for place, client in enumerate(people):
            if tried(client, path(address, thing)) - SHUT:
                people.insert(0, people.pop(place))
                return path(address, thing)
    return None


@pytest.mark.parametrize("address", doors())
def test_a_door_opens_for_somebody_of_the_county_and_for_nobody_from_elsewhere(
    county, strangers, address
):
    first = path(address, things_of(address)[0])
    side = "public" if address.startswith(("my/", "apply/")) else "staff"
    found = first if address in CLICKS else opened(address, county[side])
    assert found is not None
    for who, client in strangers.items():
        assert tried(client, found) <= SHUT, who
