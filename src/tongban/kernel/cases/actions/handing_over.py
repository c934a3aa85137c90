"""离职交接: an administrator hands on what hangs on somebody who leaves, item by item, each an event of its case (R5, R6)."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.handing import WorkHandover
from tongban.kernel.cases.hanging import giver_of, handed, why
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.state import ItemRow
from tongban.kernel.cases.store import load
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.identity.actions.proxies import recall_proxy
from tongban.kernel.identity.queries import may_use, organ_by_id, person_by_id
from tongban.kernel.identity.queries.proxies import proxies_of
from tongban.kernel.identity.rules import Power, own_hand
from tongban.kernel.sealing import blind

MOST = 500
"""So many rows one handover may have; a longer list is handed over in several."""


@dataclass(frozen=True, slots=True)
class Share:
    """移交一项: one work item of a case, and who gets it, an actor id."""

    number: str
    item: int
    to: str


@dataclass(frozen=True, slots=True)
class Handing:
    """移交方案: whose work it is, an actor id, why, who gets which item, and which proxies of his end with it."""

    giver: str
    reason: str
    shares: tuple[Share, ...]
    proxies: tuple[int, ...] = ()


def hand_over_all(handing: Handing, act: Act) -> WorkHandover:
    """离职交接: hand over item by item, in one transaction each; return the record with what was done and what was not.

    What may not be moved, or was done meanwhile, is left and named in its row; the rest goes on. The same key again
    gives back the first record, and goes on with it where it broke off.
    """
    rules.said(handing.reason)
    if not 0 < len(handing.shares) + len(handing.proxies) <= MOST:
        raise Refusal(
            "case.nothing_to_hand_over",
            "Please choose what is to be handed over, {most} rows at most.",
            most=MOST,
        )
    record = _begun(handing, act)
    if record.done_at is None:
        record.rows = [
            *(_share(one, place, handing, record.pk, act) for place, one in enumerate(handing.shares)),
            *(_proxy(one, handing.giver, act) for one in handing.proxies),
        ]  # fmt: skip
        record.done_at = act.at
        record.save(update_fields=["rows", "done_at"])
    return record


def hand_over(
    number: str, act: Act, *, share: Share, giver: str, reason: str, batch: int
) -> Receipt:
    """移交: put one item that hangs on the giver into another's hands, as part of the handover `batch`.

    For who gives and takes posts in the item's organ, and never to himself; to others the case does not exist. What the
    receiver may not do, by mandate, separation of duties or as the applicant, is refused.
    """

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        state, on = recorder.state, day_of(recorder.act.at)
        found = state.items.get(share.item)
        if found is None or not _may(recorder.act, found):
            raise rules.not_found()
        refusal = own_hand(act.by, [share.to])
        if refusal is not None:
            raise refusal
        rules.running(state.row)
        if share.to == giver or why(state, found, giver_of(giver, state, on=on)) is None:
            raise Refusal(
                "case.not_hanging",
                "This does not hang on that person any more: it was done, taken on or handed on meanwhile. Nothing was moved.",
            )
        words = recorder.content("reason", {"text": reason.strip()})
        handed(recorder, found, giver, share.to, batch=batch, reason=words)

    asked = {**asdict(share), "giver": giver, "reason": reason, "batch": batch}
    return run("hand_over", number, act, work, asked=asked)


def _begun(handing: Handing, act: Act) -> WorkHandover:
    """Return the record of this key, made now if it is new; refuse the same key for another wish."""
    wish = json.dumps(asdict(handing), ensure_ascii=False, sort_keys=True)
    asked = blind(wish, purpose="command")
    record, _made = WorkHandover.objects.get_or_create(
        by=act.by,
        key=act.key,
        defaults={
            "asked": asked,
            "giver": handing.giver,
            "reason": handing.reason.strip()[:500],
            "at": act.at,
        },
    )
    if record.asked != asked:
        raise Refusal(
            "case.key", "This key was used for another command. Please load the page again."
        )
    return record


def _share(share: Share, place: int, handing: Handing, batch: int, act: Act) -> dict[str, Any]:
    told = {**asdict(share), **_about(share, act)}
    try:
        hand_over(
            share.number,
            replace(act, key=f"{act.key}/{place}"),
            share=share,
            giver=handing.giver,
            reason=handing.reason,
            batch=batch,
        )
    except Refusal as refusal:
        return {**told, **_why_not(refusal)}
    return told


def _about(share: Share, act: Act) -> dict[str, str]:
    """Return the matter and the step of an item in whose organ the actor has a say; of another nothing is told."""
    try:
        state = load(*rules.parsed_number(share.number))
    except Refusal:
        return {}
    item = state.items.get(share.item)
    if item is None or state.row.number != share.number or not _may(act, item):
        return {}
    return {"title": state.row.title, "step": state.rounds[item.round].name}


def _may(act: Act, item: ItemRow) -> bool:
    """Tell whether the actor gives and takes posts in the item's organ."""
    organ = organ_by_id(item.organ) if item.organ else None
    return may_use(act.by, Power.ASSIGN_RIGHTS, organ, on=day_of(act.at))


def _proxy(proxy_id: int, giver: str, act: Act) -> dict[str, Any]:
    """收回代理: end a proxy that he gave or was given; another's does not exist here."""
    try:
        _his(proxy_id, giver)
        with transaction.atomic():
            recall_proxy(proxy_id, act)
    except Refusal as refusal:
        # Recalled before this handover broke off and was taken up again, or by somebody else: it has ended.
        if refusal.code != "identity.proxy_ended":
            return {"proxy": proxy_id, **_why_not(refusal)}
    return {"proxy": proxy_id}


def _his(proxy_id: int, giver: str) -> None:
    person = person_by_id(int(giver.removeprefix("person/")))
    if person is None or proxy_id not in {one.pk for one in proxies_of(person)}:
        raise Refusal(
            "case.no_such_proxy",
            "That person has no such proxy. Please load the page again and choose from the list.",
        )


def _why_not(refusal: Refusal) -> Mapping[str, Any]:
    facts = {name: str(fact) for name, fact in refusal.facts.items()}
    return {"code": refusal.code, "words": refusal.words, "facts": facts}
