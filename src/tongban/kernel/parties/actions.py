"""Writing parties: registering, linking with a login, what is known, and looking behind the mask."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import cast

from django.db import transaction
from pypinyin import lazy_pinyin

from tongban.kernel import Act, Refusal
from tongban.kernel.ledger.actions import append
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.parties import rules
from tongban.kernel.parties.events import (
    NOWHERE,
    PartyChannelsChosen,
    PartyContactChanged,
    PartyForgotten,
    PartyLearned,
    PartyLinked,
    PartyRegistered,
    PartyUnlinked,
    PartyUnmasked,
    entry,
)
from tongban.kernel.parties.labels import in_words
from tongban.kernel.parties.models import Consent, KeyCheck, KnownValue, Party
from tongban.kernel.parties.queries import KEY_WORD, index_of, key_fits, opened
from tongban.kernel.parties.rules import Channel, NumberKind, PartyKind, Purpose, UnmaskedParty
from tongban.kernel.sealing import WrongKey, seal
from tongban.standards.calendars import SHANGHAI


@transaction.atomic
def remember_key() -> None:
    """密钥校验: leave one sealed word, so that a later start with another key is noticed. Raises `WrongKey` by then."""
    KeyCheck.objects.get_or_create(pk=1, defaults={"sealed": seal(KEY_WORD, purpose="key-check")})
    if not key_fits():
        raise WrongKey("key-check")


@transaction.atomic
def find_or_register(
    kind: PartyKind | str,
    name: str,
    number: str,
    phone: str,
    act: Act,
    *,
    number_kind: NumberKind | str | None = None,
) -> Party:
    """申请人登记: return the party of that number, registered if new. A known party's telephone stays as it was.

    Without `number_kind`, people have identity numbers and all others credit codes. Refused on a number that cannot
    be right, and where a natural person is known by another name.
    """
    kind = PartyKind(kind)
    number_kind = NumberKind(number_kind or rules.default_number_kind(kind))
    name, number = name.strip(), rules.normal_number(number)
    _refuse(
        rules.name_fault(name)
        or rules.may_be_known_by(kind, number_kind)
        or rules.number_fault(number_kind, number, on=_day(act))
        or rules.phone_fault(phone)
    )
    remember_key()
    party, created = Party.objects.get_or_create(
        number_kind=number_kind.value,
        number_index=index_of(number_kind, number),
        defaults={"kind": kind.value, "created_at": act.at, **_written(name, number, phone)},
    )
    if created:
        append([entry(PartyRegistered(party.pk, kind.value, number_kind.value), act)])
    elif kind is PartyKind.PERSON and party.name != name:
        raise Refusal(
            "parties.known_by_another_name",
            "This number is registered under another name. Compare name and number with the document.",
        )
    return party


@transaction.atomic
def link_person(party_id: int, act: Act, *, person_id: int) -> Party:
    """账号关联: let a person log in as the party. Refused where either of them is linked elsewhere."""
    party = _locked(party_id)
    if party.person_id == person_id:
        return party
    if party.person_id is not None or Party.objects.filter(person_id=person_id).exists():
        raise Refusal(
            "parties.linked_elsewhere",
            "The party or the login is linked with another already. End that link first, and repeat.",
        )
    party.person_id = person_id
    party.save(update_fields=["person_id"])
    append([entry(PartyLinked(party.pk, person_id), act)])
    return party


@transaction.atomic
def unlink_person(party_id: int, act: Act, *, person_id: int) -> None:
    """账号解除关联: that person logs in as the party no more; where it did not, nothing changes."""
    party = _locked(party_id)
    if party.person_id == person_id:
        party.person_id = None
        party.save(update_fields=["person_id"])
        append([entry(PartyUnlinked(party.pk, person_id), act)])


@transaction.atomic
def change_contact(
    party_id: int,
    act: Act,
    *,
    phone: str | None = None,
    address: str | None = None,
    email: str | None = None,
) -> Party:
    """联系方式变更: set telephone, address or e-mail address; `None` leaves as is, an empty text forgets.

    Whoever forgets a number or an address is no longer told there.
    """
    party = _locked(party_id)
    _refuse(rules.phone_fault(phone or "") or rules.email_fault(email or ""))
    given = {"phone": phone, "address": address, "email": email}
    changed = {field: text for field, text in given.items() if text is not None}
    for field, text in changed.items():
        setattr(party, f"{field}_sealed", _sealed(text, f"party.{field}"))
    if changed:
        party.save(update_fields=[f"{field}_sealed" for field in changed])
        append([entry(PartyContactChanged(party.pk, tuple(changed)), act)])
        kept = {each for each in _chosen(party) if _channel_fault(party, each) is None}
        _choose(party, kept, act)
    return party


@transaction.atomic
def choose_channels(party_id: int, act: Act, *, channels: Collection[Channel]) -> Party:
    """接收方式选择: be told over these channels and no others. Refused for a channel whose address is missing."""
    party = _locked(party_id)
    for channel in sorted(channels):
        _refuse(_channel_fault(party, channel))
    _choose(party, set(channels), act)
    return party


def _chosen(party: Party) -> set[Channel]:
    rows = Consent.objects.filter(party=party)
    return {Channel(each) for each in rows.values_list("channel", flat=True)}


def _choose(party: Party, channels: set[Channel], act: Act) -> None:
    before = _chosen(party)
    if channels == before:
        return
    Consent.objects.filter(party=party, channel__in=before - channels).delete()
    Consent.objects.bulk_create(
        Consent(party=party, channel=channel.value, since=act.at) for channel in channels - before
    )
    append([entry(PartyChannelsChosen(party.pk, tuple(sorted(channels))), act)])


def _channel_fault(party: Party, channel: Channel) -> Refusal | None:
    return rules.channel_fault(
        channel,
        phone=opened(party.phone_sealed, purpose="party.phone"),
        email=opened(party.email_sealed, purpose="party.email"),
    )


@transaction.atomic
def learn(party_id: int, act: Act, *, values: Mapping[str, object], source: str) -> None:
    """信息沉淀: keep values (JSON) by data element for the next form; `source` is an opaque id such as `case/12`.

    What is known from a later day stays; what was deleted later stays deleted, however late this is told.
    """
    party, day = _locked(party_id), _day(act)
    later = KnownValue.objects.filter(party=party, since__gt=day).values_list("element", flat=True)
    left_out = {*later, *_forgotten_after(party, act)}
    learned = {element: values[element] for element in sorted(values.keys() - left_out)}
    for element, value in learned.items():
        KnownValue.objects.update_or_create(
            party=party,
            element=element,
            defaults={
                "value_sealed": seal(
                    json.dumps(value, ensure_ascii=False).encode(), purpose="party.known"
                ),
                "source": source,
                "since": day,
            },
        )
    if learned:
        append([entry(PartyLearned(party.pk, tuple(learned), source), act)])


@transaction.atomic
def forget(party_id: int, act: Act, *, elements: Collection[str]) -> None:
    """已知信息删除: delete what is known of these data elements (个人信息保护法 第四十七条). What is not known stays so."""
    party = _locked(party_id)
    rows = KnownValue.objects.filter(party=party, element__in=elements)
    gone = tuple(rows.order_by("element").values_list("element", flat=True))
    rows.delete()
    if gone:
        append([entry(PartyForgotten(party.pk, gone), act)])


def _forgotten_after(party: Party, act: Act) -> set[str]:
    forgotten = (
        record
        for record in events_of(NOWHERE, f"party/{party.pk}")
        if record.type == PartyForgotten.type and record.at > act.at
    )
    return {
        element for record in forgotten for element in cast("list[str]", record.data["elements"])
    }


@transaction.atomic
def unmasked(party_id: int, act: Act, *, purpose: Purpose | str, about: str = "") -> UnmaskedParty:
    """查看明文: return the party unmasked, and log who looked and why; `about` is an opaque id such as `case/12`.

    Whether the one who asks has the power `unmask`, the door asks before.
    """
    _refuse(rules.purpose_fault(str(purpose), about))
    party = _locked(party_id)
    append([entry(PartyUnmasked(party.pk, str(purpose), about), act)])
    return UnmaskedParty(
        id=party.pk,
        kind=PartyKind(party.kind),
        name=party.name,
        number_kind=NumberKind(party.number_kind),
        number=opened(party.number_sealed, purpose="party.number"),
        phone=opened(party.phone_sealed, purpose="party.phone"),
        address=opened(party.address_sealed, purpose="party.address"),
    )


def _written(name: str, number: str, phone: str) -> dict[str, str | bytes | None]:
    return {
        "name": name,
        "name_index": " ".join(lazy_pinyin(name)),
        "number_sealed": seal(number.encode(), purpose="party.number"),
        "phone_sealed": _sealed(phone, "party.phone"),
    }


def _locked(party_id: int) -> Party:
    party = Party.objects.select_for_update().filter(pk=party_id).first()
    if party is None:
        raise Refusal(
            "parties.no_such_party",
            "There is no such party. Find it by its number, or register it.",
        )
    return party


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise in_words(refusal)


def _sealed(text: str, purpose: str) -> bytes | None:
    return seal(text.encode(), purpose=purpose) if text else None


def _day(act: Act) -> date:
    return act.at.astimezone(SHANGHAI).date()
