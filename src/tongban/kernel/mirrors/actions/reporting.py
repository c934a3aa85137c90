"""Taking over what another system reports of its cases."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue.queries import Handling, MatterVersion, version_in_force
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import PLATFORM, may_use, person_by_id, posts_of
from tongban.kernel.identity.rules import Duty, Power
from tongban.kernel.ledger.actions import append
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.mirrors import rules
from tongban.kernel.mirrors.events import MirrorReported, entry
from tongban.kernel.mirrors.models import MirroredCase, MirrorStep
from tongban.kernel.mirrors.queries import NAME, WORDS, applicant_of, steps_of
from tongban.kernel.mirrors.rules import Report
from tongban.kernel.parties.queries import party_by_number
from tongban.kernel.parties.rules import NumberKind
from tongban.kernel.sealing import seal


@dataclass(frozen=True, slots=True)
class Taken:
    """报送结果: the mirrored case, and whether the report made it, changed it, or was there before."""

    mirror: MirroredCase
    new: bool = False
    changed: bool = False


def report(told: Report, act: Act) -> Taken:
    """报送: keep how a case of another system stands; a repeated report changes nothing, an older one is refused.

    The other system is the source, so whichever state may follow whichever. Refused for a matter that is handled
    here both today and on the day of receipt: cases of our own are never mirrored.
    """
    told = rules.checked(told, at=act.at)
    version = _version(told, act)
    _may_report(act, version.matter.home)
    with transaction.atomic():
        facts = _facts(told) | {"matter": version.matter_id, "title": version.name}
        facts |= {"organ_id": version.organ_id, "taken_at": act.at}
        mirror, new = MirroredCase.objects.get_or_create(
            system=told.system,
            number=told.number,
            defaults=facts | _applicant(told, None) | {"home": version.matter.home},
        )
        if not new:
            mirror = MirroredCase.objects.select_for_update().get(pk=mirror.pk)
            _same_county(mirror, version)
            if told.reported_at <= mirror.reported_at:
                return _repeated(mirror, told)
            _change(mirror, facts | _applicant(told, mirror))
        _record(mirror, act, steps=_add_steps(mirror, told))
    return Taken(mirror, new=new, changed=not new)


def _version(told: Report, act: Act) -> MatterVersion:
    """Return the version of the matter that says which system handles the case."""
    days = (told.received_on, day_of(act.at))
    known = [version for day in days if (version := version_in_force(told.matter, on=day))]
    if not known:
        raise Refusal(
            "mirror.no_such_matter",
            "No such matter was in force on {received} or is today. Check the code, or have the matter published as a guide.",
            field="item_code",
            received=told.received_on,
        )
    elsewhere = [version for version in known if version.handling != Handling.OWN]
    if not elsewhere:
        raise Refusal(
            "mirror.own_matter",
            "{matter} is handled on this platform, so its cases are not mirrored. Check the code, or have the handling system of the matter corrected.",
            field="item_code",
            matter=known[0].name,
        )
    if told.organ not in (None, elsewhere[0].organ_id):
        raise Refusal(
            "mirror.other_organ",
            "{matter} is a matter of {organ}. Correct the department, or leave it out.",
            field="department",
            matter=elsewhere[0].name,
            organ=elsewhere[0].organ.name,
        )
    return elsewhere[0]


def _may_report(act: Act, home: int) -> None:
    """Refuse everybody but the platform, and in the county its duty managers and who runs the system."""
    kind, _, number = act.by.partition("/")
    person = person_by_id(int(number)) if kind == "person" and number.isdecimal() else None
    on = day_of(act.at)
    posts = [post for post in posts_of(person, on=on) if post.home == home] if person else []
    if act.by == PLATFORM or any(
        post.duty == Duty.DUTY_MANAGER
        or (post.duty == Duty.SYSTEM_ADMIN and may_use(act.by, Power.RUN_SYSTEM, post.organ, on=on))
        for post in posts
    ):
        return
    raise Refusal(
        "mirror.may_not_report",
        "Only a duty manager or system administrator of the county may report cases of other systems. Ask one of them.",
    )


def _same_county(mirror: MirroredCase, version: MatterVersion) -> None:
    if mirror.home != version.matter.home:
        raise Refusal(
            "mirror.other_county",
            "{system} has reported {number} for a matter of another county. Check number and code.",
            field="item_code",
            system=mirror.system,
            number=mirror.number,
        )


def _repeated(mirror: MirroredCase, told: Report) -> Taken:
    """Return the mirrored case as it is where the report was taken before; refuse one that is older or says otherwise."""
    if told.reported_at == mirror.reported_at:
        if _says_the_same(mirror, told):
            return Taken(mirror)
        raise Refusal(
            "mirror.told_otherwise",
            "{system} has told of {number} otherwise for the same instant, {stood}. Report it again with the time at which it changed.",
            field="reported_at",
            system=mirror.system,
            number=mirror.number,
            stood=mirror.reported_at,
        )
    logged = events_of(mirror.home, f"mirror/{mirror.pk}")
    if any(_instant(record.data["reported_at"]) == told.reported_at for record in logged):
        return Taken(mirror)
    raise Refusal(
        "mirror.older",
        "{number} is known as it stood at {stood}, which is later than this report. Leave the row out, or report how it stands now.",
        field="reported_at",
        number=mirror.number,
        stood=mirror.reported_at,
    )


def _says_the_same(mirror: MirroredCase, told: Report) -> bool:
    facts = _facts(told) | {"matter": told.matter}
    return (
        all(getattr(mirror, name) == value for name, value in facts.items())
        and applicant_of(mirror, own=True) == told.applicant
        and set(told.steps) <= set(steps_of(mirror))
    )


def _facts(told: Report) -> dict[str, Any]:
    return {
        "state": told.state.value,
        "outcome": told.outcome.value if told.outcome else "",
        "received_on": told.received_on,
        "accepted_on": told.accepted_on,
        "promised_on": told.promised_on,
        "decided_on": told.decided_on,
        "reported_at": told.reported_at,
    }


def _applicant(told: Report, before: MirroredCase | None) -> dict[str, Any]:
    """Return whose case it is: number and name must both be the party's, so that a slip shows nobody another's case.

    Without a document the party stays as long as the name does.
    """
    kind = rules.document_kind(told.document)
    party, natural = None, kind is not NumberKind.CREDIT_CODE
    if kind is not None:
        found = party_by_number(kind, told.document)
        party = found.pk if found and rules.same_name(found.name, told.applicant) else None
    elif before and rules.same_name(applicant_of(before, own=True), told.applicant):
        party, natural = before.party_id, before.natural
    sealed = seal(told.applicant.encode(), purpose=NAME)
    return {"party_id": party, "natural": natural, "applicant_sealed": sealed}


def _change(mirror: MirroredCase, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(mirror, name, value)
    mirror.save(update_fields=sorted(facts))


def _add_steps(mirror: MirroredCase, told: Report) -> int:
    """Keep the steps that were not told before; return how many they are."""
    known = steps_of(mirror)
    new = [step for step in dict.fromkeys(told.steps) if step not in known]
    if len(known) + len(new) > rules.MOST_STEPS:
        raise rules.too_many_steps()
    MirrorStep.objects.bulk_create(
        MirrorStep(
            mirror=mirror, n=n, at=step.at, words_sealed=seal(step.words.encode(), purpose=WORDS)
        )
        for n, step in enumerate(new, start=len(known) + 1)
    )
    return len(new)


def _record(mirror: MirroredCase, act: Act, *, steps: int) -> None:
    event = MirrorReported(
        system=mirror.system,
        number=mirror.number,
        matter=mirror.matter,
        organ=mirror.organ_id,
        party=mirror.party_id,
        state=mirror.state,
        outcome=mirror.outcome,
        received_on=mirror.received_on.isoformat(),
        accepted_on=_iso(mirror.accepted_on),
        promised_on=_iso(mirror.promised_on),
        decided_on=_iso(mirror.decided_on),
        reported_at=mirror.reported_at.astimezone(UTC).isoformat(),
        steps=steps,
    )
    append([entry(event, act, home=mirror.home, mirror=mirror.pk)])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(text: object) -> datetime:
    return datetime.fromisoformat(str(text))
