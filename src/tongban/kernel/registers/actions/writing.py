"""The one way an entry is written: locked, checked against its version, recorded, and its rows made what the log says."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Organ, may_use, organ_by_id
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.actions import append
from tongban.kernel.ledger.contents import Sealed, sealed
from tongban.kernel.ledger.events import Value
from tongban.kernel.registers.dated import Span
from tongban.kernel.registers.declaring import NOTHING, Known, Plain, Register
from tongban.kernel.registers.entries import Entry
from tongban.kernel.registers.events import Happened, logged, stream_of
from tongban.kernel.registers.folding import State, Step, folded
from tongban.kernel.registers.models import Change, DatedValue, Paper, Series
from tongban.kernel.registers.queries.history import CONTENT, history
from tongban.kernel.registers.queries.verifying import columns
from tongban.kernel.registers.registry import Brought, of_kind
from tongban.kernel.registers.rules import missing, reasoned
from tongban.kernel.sealing import blind


@dataclass(frozen=True, slots=True)
class Written:
    """登记内容: values by field, the day of the fact, and why they are written.

    `organ` keeps the entry and `confidential` hides it; both stay as they are where they are `None`.
    """

    on: date
    reason: str
    values: Mapping[str, Known] = field(default_factory=lambda: NOTHING)  # type: ignore[arg-type, return-value]
    organ: int | None = None
    confidential: bool | None = None

    @property
    def wish(self) -> list[object]:
        """Return all of it, by which a repeated wish is known again."""
        return [self.on, self.reason, dict(self.values), self.organ, self.confidential]


@dataclass(frozen=True, slots=True)
class Held:
    """已锁登记项: the row under its lock, with its register and the steps of its log."""

    known: Brought
    row: Entry
    steps: tuple[Step, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Content:
    """变更内容: the reason and the personal values, and how they are sealed."""

    reason: str
    personal: Mapping[str, Plain]
    sealed: Sealed


def content_of(reason: str, personal: Mapping[str, Plain] | None = None) -> Content:
    """Return the content of a change; refuse one without a reason."""
    words, hidden = reasoned(reason), dict(personal or {})
    body: Value = {"reason": words, "personal": hidden}
    return Content(words, hidden, sealed(body, purpose=CONTENT))


def once(kind: str, act: Act, asked: Sequence[object], work: Callable[[], Entry]) -> Entry:
    """Do the work in one transaction, and give the entry that it wrote to whoever sends the same act again.

    `asked` is what the act wishes: the same key with another wish is refused, never answered.
    """
    digest = _digest(kind, asked)
    try:
        with transaction.atomic():
            if (done := _first(kind, act, digest)) is not None:
                return done
            row = work()
            Change.objects.filter(by=act.by, key=act.key).update(asked=digest)
            return row
    except (Refusal, IntegrityError):
        # The same key may have come in by another thread and was first; all else is no repetition.
        if (done := _first(kind, act, digest)) is None:
            raise
        return done


def written_by(kind: str, act: Act) -> bool:
    """Tell whether the act wrote to the register before, whatever it wished."""
    return Change.objects.filter(by=act.by, key=act.key, kind=kind).exists()


def _digest(kind: str, asked: Sequence[object]) -> str:
    """Return a keyed digest of a wish: enough to tell whether it is the same, nothing to read it by."""
    wish = json.dumps([kind, *asked], ensure_ascii=False, sort_keys=True, default=str)
    return blind(wish, purpose="command")


def _first(kind: str, act: Act, digest: str) -> Entry | None:
    """Return the entry that this key has written before, `None` where it is new; refuse it for another wish."""
    done = Change.objects.filter(by=act.by, key=act.key).first()
    if done is None:
        return None
    if done.asked != digest:
        raise Refusal(
            "register.key_used",
            "This key was used for another change. Please load the page again.",
        )
    return of_kind(kind).model.objects.select_related("organ").get(pk=done.entry)


def held(kind: str, entry_id: int, act: Act, version: int) -> Held:
    """Return the entry under its lock; refuse who may not keep it, and a page that was stale."""
    known = of_kind(kind)
    rows = known.model.objects.select_for_update(of=("self",)).select_related("organ")
    row = rows.filter(pk=entry_id, struck=False).first()
    if row is None:
        raise no_such_entry()
    may_keep(known.register, row.organ, act, confidential=row.confidential)
    if row.version != version:
        raise Refusal(
            "register.stale",
            "{key} was changed by somebody else meanwhile. Look at it again, then make your change.",
            key=row.key,
        )
    steps = tuple(each.step for each in history(kind, row.pk, home=row.home))
    return Held(known, row, steps, folded(steps))


def may_keep(register: Register, organ: Organ, act: Act, *, confidential: bool) -> None:
    """Refuse who may not keep the register for that organ; what is confidential, he must be allowed to see."""
    on = day_of(act.at)
    if confidential and not may_use(act.by, Power(register.see_confidential), organ, on=on):
        raise no_such_entry()
    if not may_use(act.by, Power(register.keep), organ, on=on):
        raise Refusal(
            "register.may_not_keep",
            "You may not keep {register} for {organ}. Ask a security administrator to grant it, or somebody who keeps it.",
            register=str(register.title),
            organ=organ.name,
        )


def may_change(before: Held, names: Iterable[str], act: Act) -> None:
    """Refuse to change what is masked for the actor: by what is refused or recorded he would learn what it says."""
    register = before.known.register
    hidden = [name for name in names if name in register.personal]
    if hidden and not may_use(
        act.by, Power(register.see_confidential), before.row.organ, on=day_of(act.at)
    ):
        raise Refusal(
            "register.masked",
            "“{label}” is masked for you, so you cannot change it. Leave it out, or ask somebody who may see it.",
            field=hidden[0],
            label=str(register[hidden[0]].label),
        )


def keeping_organ(organ_id: int | None) -> Organ:
    """Return the organ that is to keep an entry; refuse one that is not there."""
    organ = organ_by_id(organ_id) if organ_id else None
    if organ is None or organ.until is not None:
        raise Refusal(
            "register.no_such_organ",
            "There is no such organ. Choose one that exists.",
            field="organ",
        )
    return organ


def no_such_entry() -> Refusal:
    """Return the refusal of an entry that does not exist, or not for this actor."""
    return Refusal(
        "register.no_such_entry", "There is no such entry. Look for it in the list of the register."
    )


def record(before: Held, event: Happened, act: Act, content: Content) -> Entry:
    """Record what happened to an entry, and make its rows what the log then says."""
    after = folded((*before.steps, Step(event, content.personal)))
    check(before.known.register, after, act)
    row, kind = before.row, before.known.register.kind
    row.current_on = max(row.current_on, day_of(act.at))
    _put(before.known, row, after)
    _put_spans(kind, row.pk, before.state, after)
    _put_papers(kind, row.pk, after)
    keep_change(kind, row, event, act, content)
    return row


def record_first(known: Brought, event: Happened, act: Act, content: Content, home: int) -> Entry:
    """Record that an entry was entered, and make its rows."""
    after, kind = folded([Step(event, content.personal)]), known.register.kind
    check(known.register, after, act)
    row = known.model(home=home, current_on=day_of(act.at))
    _put(known, row, after)
    _put_spans(kind, row.pk, State(), after)
    keep_change(kind, row, event, act, content)
    return row


def check(register: Register, after: State, act: Act) -> None:
    """Refuse facts that lack what is required or do not go together, today and on each day on which they will change."""
    if after.opened_on is None:
        return
    day: date | None = max(day_of(act.at), after.opened_on)
    while day is not None:
        facts = after.facts(register, day)
        refusal = missing(register, facts)
        if refusal is None and register.check is not None:
            refusal = register.check(facts, day)
        if refusal is not None:
            raise refusal
        day = after.changes_after(day)


def keep_change(kind: str, row: Entry, event: Happened, act: Act, content: Content) -> None:
    """Append the event to the log and keep its content."""
    stream = stream_of(kind, row.pk)
    (kept,) = append([logged(event, act, home=row.home, stream=stream)])
    Change.objects.create(
        kind=kind, entry=row.pk, n=kept.n, by=act.by, key=act.key,
        sealed=content.sealed.body, salt=content.sealed.salt,
    )  # fmt: skip


def _put(known: Brought, row: Entry, after: State) -> None:
    for name, value in columns(known, after, row).items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if not _is_of_key(error):
            raise
        raise Refusal(
            "register.key_taken",
            "{key} is in the register already. Open that entry, or correct the number.",
            field=known.register.key,
            key=row.key,
        ) from error


def _is_of_key(error: IntegrityError) -> bool:
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "")).endswith("_key_once")


def _put_spans(kind: str, entry_id: int, before: State, after: State) -> None:
    for name in sorted({*before.spans, *after.spans}):
        old, new = set(before.spans.get(name, ())), set(after.spans.get(name, ()))
        if old == new:
            continue
        series, _made = Series.objects.get_or_create(kind=kind, entry=entry_id, field=name)
        mine = DatedValue.objects.filter(series=series, known_to__isnull=True)
        mine.filter(since__in=[each.since for each in old - new]).update(known_to=after.version)
        DatedValue.objects.bulk_create(_value(series, each, after) for each in new - old)


def _value(series: Series, span: Span, after: State) -> DatedValue:
    return DatedValue(
        series=series, since=span.since, until=span.until, value=span.value,
        known_from=after.version,
    )  # fmt: skip


def _put_papers(kind: str, entry_id: int, after: State) -> None:
    kept = Paper.objects.filter(kind=kind, entry=entry_id)
    kept.exclude(document__in=[each.document for each in after.papers]).delete()
    known = set(kept.values_list("document", flat=True))
    Paper.objects.bulk_create(
        Paper(kind=kind, entry=entry_id, document=each.document, paper=each.paper, until=each.until)
        for each in after.papers
        if each.document not in known
    )
