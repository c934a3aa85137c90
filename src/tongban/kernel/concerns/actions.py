"""Raising a concern, answering it once, the return visit, reading how to reach who raised it, and erasing that."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.clock import Limit, day_of, due
from tongban.kernel.concerns import rules
from tongban.kernel.concerns.events import (
    ConcernAnswered,
    ConcernContactErased,
    ConcernContactRead,
    ConcernRaised,
    ConcernRevisited,
    entry,
)
from tongban.kernel.concerns.models import Concern
from tongban.kernel.concerns.queries import (
    PURPOSE,
    concerns_visible_to,
    fits,
    homes_with_contacts,
    kept_contacts,
)
from tongban.kernel.concerns.rules import Told
from tongban.kernel.identity.queries import Person, person_by_id
from tongban.kernel.law.queries import calendar, parameter
from tongban.kernel.ledger.actions import append
from tongban.kernel.notices.actions import tell
from tongban.kernel.notices.queries import Notice
from tongban.kernel.notices.rules import Kind
from tongban.kernel.parties.queries import party_of
from tongban.kernel.sealing import seal, unseal

LONGEST_ANSWER = 2000


def raise_concern(told: Told, act: Act, *, home: int) -> Concern:
    """提交反映: keep what somebody tells, and reckon the day of the answer; a repeated key returns the first."""
    told = rules.checked(told)
    on = day_of(act.at)
    with transaction.atomic():
        kept, new = Concern.objects.get_or_create(
            key=act.key,
            defaults={
                "home": home,
                "kind": told.kind.value,
                "words_sealed": seal(told.words.encode(), purpose=PURPOSE),
                "contact_sealed": seal(told.contact.encode(), purpose=PURPOSE)
                if told.contact
                else None,
                "matter": told.matter,
                "case_number": told.case_number,
                "by": act.by,
                "received_on": on,
                "at": act.at,
                "due_on": _due_on(act, home),
            },
        )
        if new:
            event = ConcernRaised(kept.kind, kept.due_on.isoformat())
            append([entry(event, act, home=home, concern=kept.pk)])
        elif kept.by != act.by or not _is_told(kept, told):
            raise Refusal(
                "concern.sent_already",
                "This form was sent already with other words. Send it once more to tell something new.",
            )
    return kept


def answer(concern_id: int, act: Act, *, words: str) -> Concern:
    """答复反映: give the one answer, as a duty manager of the county; who raised it signed in is told of it."""
    said = words.strip()
    if not 0 < len(said) <= LONGEST_ANSWER:
        raise Refusal(
            "concern.answer_without_words",
            "Write the answer in 1 to {most} characters.",
            most=LONGEST_ANSWER,
        )
    with transaction.atomic():
        concern = _locked(concern_id, act)
        if concern.answered_at is not None:
            raise Refusal(
                "concern.answered_already",
                "{number} was answered already. Load the page again to read the answer.",
                number=concern.number,
            )
        concern.answer_sealed = seal(said.encode(), purpose=PURPOSE)
        concern.answered_by, concern.answered_at = act.by, act.at
        concern.save(update_fields=["answer_sealed", "answered_by", "answered_at"])
        event = ConcernAnswered(late=day_of(act.at) > concern.due_on)
        [record] = append([entry(event, act, home=concern.home, concern=concern.pk)])
        _tell(concern, record.n, act.at)
    return concern


def revisit(concern_id: int, act: Act, *, satisfied: bool) -> Concern:
    """回访: note once, as a duty manager of the county, whether who raised it is satisfied with the answer."""
    with transaction.atomic():
        concern = _locked(concern_id, act)
        if concern.answered_at is None or concern.revisited_at is not None:
            raise Refusal(
                "concern.no_return_visit",
                "A return visit is noted once, after the answer. Load the page again to see how {number} stands.",
                number=concern.number,
            )
        concern.satisfied, concern.revisited_by, concern.revisited_at = satisfied, act.by, act.at
        concern.save(update_fields=["satisfied", "revisited_by", "revisited_at"])
        event = ConcernRevisited(satisfied)
        append([entry(event, act, home=concern.home, concern=concern.pk)])
    return concern


def erase_contact(concern_id: int, act: Act, *, code: str = "") -> Concern:
    """删除联系方式: erase it as who left it wishes; only he may, by login or code, and the answer stays.

    He gave it of his free will and takes that back (个人信息保护法第四十七条第一款第三项).
    """
    with transaction.atomic():
        concern = Concern.objects.select_for_update().filter(pk=concern_id).first()
        if concern is None or not (_raised_by(concern, act.by) or fits(concern.number, code)):
            raise _not_found()
        if concern.contact_sealed is None:
            raise Refusal(
                "concern.nothing_to_erase",
                "{number} holds no contact. There is nothing to erase.",
                number=concern.number,
            )
        _erase(concern, act, "wish")
    return concern


def erase_kept(at: datetime, *, most: int = 100) -> int:
    """到期删除: erase contacts whose days after the answer are over, up to `most`; return how many."""
    done = 0
    for home in homes_with_contacts():
        days = parameter("services/concern_retention", on=day_of(at), region=str(home)).number
        for concern_id in kept_contacts(home, at - timedelta(days=days), most=most - done):
            with transaction.atomic():
                concern = Concern.objects.select_for_update().get(pk=concern_id)
                if concern.contact_sealed is not None:
                    _erase(concern, Act("system", "", at, f"concern/{concern_id}"), "retention")
                    done += 1
    return done


def read_contact(concern_id: int, act: Act) -> str:
    """查看联系方式: return how to reach who raised it, and log that it was read."""
    with transaction.atomic():
        concern = _locked(concern_id, act)
        if concern.contact_sealed is None:
            raise Refusal(
                "concern.without_contact",
                "No contact is there. Write the answer; it is looked up by number and code.",
            )
        append([entry(ConcernContactRead(), act, home=concern.home, concern=concern.pk)])
        return unseal(bytes(concern.contact_sealed), purpose=PURPOSE).decode()


def _locked(concern_id: int, act: Act) -> Concern:
    """Return the concern to a duty manager of its county, locked; for anybody else there is none."""
    reader, on = _person(act.by), day_of(act.at)
    seen = concerns_visible_to(reader, on=on).filter(pk=concern_id) if reader else None
    found = seen.select_for_update().first() if seen is not None else None
    if found is None:
        raise _not_found()
    return found


def _not_found() -> Refusal:
    return Refusal(
        "concern.not_found",
        "There is no such concern for you. Go back to the list and choose another.",
    )


def _person(actor: str) -> Person | None:
    kind, _, number = actor.partition("/")
    return person_by_id(int(number)) if kind == "person" and number.isdecimal() else None


def _raised_by(concern: Concern, actor: str) -> bool:
    """Tell whether the actor raised it; whom nobody knew raised nothing of his own."""
    return actor == concern.by and _person(actor) is not None


def _erase(concern: Concern, act: Act, ground: str) -> None:
    concern.contact_sealed, concern.erased_at = None, act.at
    concern.save(update_fields=["contact_sealed", "erased_at"])
    event = ConcernContactErased(ground)
    append([entry(event, act, home=concern.home, concern=concern.pk)])


def _tell(concern: Concern, n: int, at: datetime) -> None:
    """Leave who raised it signed in a notice of the answer; whom nobody knows looks it up by number and code."""
    person = _person(concern.by)
    party = party_of(person) if person is not None else None
    if party is None:
        return
    number = concern.number
    stream, about = f"concern/{concern.pk}", f"concern/{number}"
    tell(
        [
            Notice(
                party=party.pk,
                stream=stream,
                n=n,
                subject=about,
                title=number,
                kind=Kind.CONCERN_ANSWERED.value,
                at=at,
            )
        ]
    )


def _is_told(concern: Concern, told: Told) -> bool:
    """Tell whether all that is told now was told then: a key answers the same wish and no other."""
    sealed = concern.contact_sealed
    contact = unseal(bytes(sealed), purpose=PURPOSE).decode() if sealed else ""
    kept = (concern.kind, concern.matter, concern.case_number, contact, _words_of(concern))
    return kept == (told.kind.value, told.matter, told.case_number, told.contact, told.words)


def _words_of(concern: Concern) -> str:
    return unseal(bytes(concern.words_sealed), purpose=PURPOSE).decode()


def _due_on(act: Act, home: int) -> date:
    days = parameter("services/concern_answer", on=day_of(act.at), region=str(home)).number
    reached = due(act.at, Limit.parse(f"{days}wd"), calendar(str(home)))
    return reached.on or day_of(reached.at)
