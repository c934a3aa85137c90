"""Certificates of one organ, its people and a holder, in one readable line."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from builders.identity import a_clerk, an_act, an_organ
from builders.parties import a_citizen
from tongban.kernel import Act
from tongban.kernel.certificates import actions
from tongban.kernel.certificates.actions import NewCertificate
from tongban.kernel.certificates.models import Certificate, Proposal
from tongban.kernel.certificates.queries import proposals_of
from tongban.kernel.identity.actions import register_person
from tongban.kernel.identity.queries import Organ, Person
from tongban.kernel.parties.actions import link_person

ISSUED = date(2026, 3, 2)
LAST_DAY = date(2031, 3, 1)
CASE = "CASE-1"
TERMS = {"经营场所": "广安区建设路1号", "经营项目": "热食类食品制售"}
_keys = count(1)


@dataclass
class Registry:
    """An organ that grants a certificate, its officer and leader, and a holder with a login."""

    organ: Organ
    officer: Person
    leader: Person
    holder: Person
    party: int
    matter: int = 7
    on: date = field(default=ISSUED)

    def plan(self, **changes: Any) -> NewCertificate:
        """A certificate for five years."""
        plan = NewCertificate(
            home=self.organ.home, organ_id=self.organ.pk, matter_id=self.matter, version_id=1,
            party_id=self.party, series="川广食", title="食品经营许可证", case_number=CASE,
            issued_on=ISSUED, valid_from=ISSUED, valid_to=LAST_DAY, terms=TERMS,
        )  # fmt: skip
        return replace(plan, **changes)

    def issue(self, **changes: Any) -> Certificate:
        """Grant it."""
        return actions.issue(self.plan(**changes), self.act())

    def act(self, by: Person | str = "system", *, on: date | None = None, key: str = "") -> Act:
        """An act of somebody at noon in Shanghai."""
        return Act(
            by=by if isinstance(by, str) else by.actor_id,
            organ=self.organ.actor_id,
            at=noon(on or self.on),
            key=key or f"certificate-{next(_keys)}",
        )

    def propose(self, row: Certificate, **more: Any) -> Proposal:
        """The officer proposes to revoke it."""
        given = {
            "kind": "revoked",
            "ground": "not_qualified",
            "reasons": "申请时不具备条件",
            **more,
        }
        act = given.pop("act", None) or self.act(given.pop("by", self.officer))
        return actions.propose_revocation(row.pk, act, **given)

    def confirm(self, row: Certificate, *, agreed: bool = True, **more: Any) -> Certificate:
        """The leader decides on the proposal."""
        act = more.pop("act", None) or self.act(more.pop("by", self.leader))
        waiting = proposals_of(row).order_by("pk").last()
        seen = waiting.pk if waiting is not None else 0
        given = {"words": "情况属实", "proposal_id": seen, **more}
        return actions.confirm_revocation(row.pk, act, agreed=agreed, **given)


def noon(on: date) -> datetime:
    """Noon in Shanghai."""
    return datetime(on.year, on.month, on.day, 4, tzinfo=UTC)


def a_registry(name: str = "市场监督管理局", *, order: int = 501) -> Registry:
    """A bureau with an officer and a leader, and a citizen who may hold its certificates."""
    organ = an_organ(name)
    officer, leader = a_clerk(organ, "officer")[0], a_clerk(organ, "leader")[0]
    party = a_citizen("王小明", order=order)
    holder = register_person(
        an_act(), username=f"holder{next(_keys)}", name="王小明", kind="public"
    )
    link_person(party.pk, an_act(), person_id=holder.pk)
    return Registry(organ, officer, leader, holder, party.pk)


def stored(row: Certificate) -> Certificate:
    """The print as it is stored now."""
    return Certificate.objects.get(pk=row.pk)


def numbers(organ: Organ) -> list[int]:
    """The running numbers of an organ's certificates, in order."""
    rows = Certificate.objects.filter(organ=organ).order_by("running")
    return list(rows.values_list("running", flat=True))
