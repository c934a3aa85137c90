"""Which duties exclude each other, and what a mandate covers."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Protocol

from tongban.kernel import Refusal


class Duty(StrEnum):
    """职责: what a post is there for."""

    WINDOW = "window"
    DUTY_MANAGER = "duty_manager"
    OFFICER = "officer"
    REVIEWER = "reviewer"
    LEADER = "leader"
    SUPERVISOR = "supervisor"
    KEEPER = "keeper"
    REGISTRAR = "registrar"
    STAFF = "staff"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


class Power(StrEnum):
    """权限: what a mandate allows."""

    INTAKE = "intake"
    ACCEPT = "accept"
    REVIEW = "review"
    DECIDE = "decide"
    SUPERVISE = "supervise"
    KEEP_CATALOGUE = "keep_catalogue"
    UNMASK = "unmask"
    READ_REGISTERS = "read_registers"
    KEEP_REGISTERS = "keep_registers"
    SEE_CONFIDENTIAL = "see_confidential"
    RUN_SYSTEM = "run_system"
    ASSIGN_RIGHTS = "assign_rights"
    READ_AUDIT = "read_audit"


class MandateKind(StrEnum):
    """授权方式: by the duty of a post, by delegation, or standing in for another post."""

    DUTY = "duty"
    DELEGATION = "delegation"
    PROXY = "proxy"


USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,29}")
ADMINISTRATORS = frozenset({Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, Duty.AUDIT_ADMIN})
HANDLERS = frozenset(
    {Duty.WINDOW, Duty.DUTY_MANAGER, Duty.OFFICER, Duty.REVIEWER, Duty.LEADER},
)

# What each duty carries by itself. A power beyond it needs a delegation: so does a window that may decide at once (即办件).
POWERS: dict[Duty, tuple[Power, ...]] = {
    Duty.WINDOW: (Power.INTAKE, Power.ACCEPT),
    Duty.DUTY_MANAGER: (Power.INTAKE, Power.ACCEPT, Power.UNMASK),
    Duty.OFFICER: (Power.ACCEPT, Power.REVIEW, Power.UNMASK),
    Duty.REVIEWER: (Power.REVIEW, Power.UNMASK),
    Duty.LEADER: (Power.DECIDE, Power.UNMASK, Power.READ_REGISTERS),
    Duty.SUPERVISOR: (Power.SUPERVISE, Power.READ_REGISTERS),
    Duty.KEEPER: (Power.KEEP_CATALOGUE,),
    Duty.REGISTRAR: (Power.READ_REGISTERS, Power.KEEP_REGISTERS, Power.SEE_CONFIDENTIAL),
    Duty.STAFF: (),
    Duty.SYSTEM_ADMIN: (Power.RUN_SYSTEM,),
    Duty.SECURITY_ADMIN: (Power.ASSIGN_RIGHTS,),
    Duty.AUDIT_ADMIN: (Power.READ_AUDIT,),
}


class MandateFacts(Protocol):
    """授权: the facts of a mandate that decide what it covers."""

    @property
    def power(self) -> str:
        """Return what it allows."""

    @property
    def organ_path(self) -> str:
        """Return the path of the organ for which, and below which, it holds."""

    @property
    def matter_id(self) -> int | None:
        """Return the one matter it is for; `None` for all."""

    @property
    def amount_limit(self) -> int | None:
        """Return the largest amount in yuan; `None` without limit."""

    @property
    def since(self) -> date:
        """Return the first day."""

    @property
    def until(self) -> date | None:
        """Return the first day that no longer counts; `None` while open."""


def home_of(division: str) -> int:
    """Return the county-level division (6 digits) of a text code of 2 to 12 digits, padded for city and province."""
    return int(division[:6].ljust(6, "0"))


def holds(since: date, until: date | None, *, on: date) -> bool:
    """Tell whether a period from `since` up to, but without, `until` has the day in it."""
    return since <= on and (until is None or on < until)


def excludes(one: Duty, other: Duty) -> bool:
    """Tell whether nobody may have both duties (AQ-02 for the administrators; NK-01 for decide, execute, supervise)."""
    pair = {one, other}
    if len(pair) == 1 or Duty.STAFF in pair:
        return False
    if pair & ADMINISTRATORS:
        return True
    if Duty.SUPERVISOR in pair:
        return True
    if Duty.KEEPER in pair:
        return bool(pair & HANDLERS)
    # Who decides neither takes in nor prepares: 受理、审查 and 决定 are different hands.
    return Duty.LEADER in pair and bool(pair & {Duty.WINDOW, Duty.OFFICER})


def may_hold(existing: Iterable[Duty], new: Duty) -> Refusal | None:
    """Say why somebody who has the `existing` duties must not have the `new` one; `None` allows it."""
    for duty in sorted(set(existing)):
        if excludes(duty, new):
            return Refusal(
                "identity.incompatible_duties",
                "The duties {duty} and {new} must not be in one hand. Dismiss from the first, or appoint somebody else.",
                duty=str(duty),
                new=str(new),
            )
    return None


def may_be_granted(
    duties: Iterable[Duty], power: Power, powers: Iterable[Power] = ()
) -> Refusal | None:
    """Say why somebody with these duties and powers must not get `power`; `None` allows it.

    A power meets neither a duty nor another power where every duty that bears it excludes theirs.
    """
    for duty in sorted(set(duties)):
        if all(_out_of_reach(duty, bearer) for bearer in _bearers(power)):
            return Refusal(
                "identity.incompatible_power",
                "The duty {duty} must not be given the power {power}. Grant it to another post.",
                duty=str(duty),
                power=str(power),
            )
    for held in sorted(set(powers)):
        pairs = product(_bearers(held), _bearers(power))
        if all(_out_of_reach(one, other) for one, other in pairs):
            return Refusal(
                "identity.incompatible_powers",
                "The powers {held} and {power} must not be in one hand. Revoke the first, or grant the second elsewhere.",
                held=str(held),
                power=str(power),
            )
    return None


def _bearers(power: Power) -> list[Duty]:
    return [duty for duty, powers in POWERS.items() if power in powers]


def _out_of_reach(duty: Duty, bearer: Duty) -> bool:
    """Tell whether `duty` excludes `bearer` even by delegation; a handler may be delegated another handler's power."""
    return excludes(duty, bearer) and not {duty, bearer} <= HANDLERS


def covers(
    mandate: MandateFacts,
    power: Power,
    organ_path: str,
    matter_id: int | None,
    on: date,
    amount: int | None,
) -> bool:
    """Tell whether `mandate` allows `power` at the organ of that path, for that matter, day and amount in yuan.

    An unknown amount is within no limit.
    """
    return (
        mandate.power == power
        and organ_path.startswith(mandate.organ_path)
        and mandate.matter_id in (None, matter_id)
        and holds(mandate.since, mandate.until, on=on)
        and _within(mandate.amount_limit, amount)
    )


def _within(limit: int | None, amount: int | None) -> bool:
    return limit is None or (amount is not None and amount <= limit)


def level_of(division: str) -> int:
    """Return the level (SX-09) that a canonical division code tells: 1 nation, 2 province … 6 village."""
    if len(division) > 6:
        return 5 if len(division) == 9 else 6
    if division[:2] == "00":
        return 1
    return 4 - (division[4:] in ("", "00")) - (division[2:] in ("", "00", "0000"))


def backdated(day: date, *, today: date) -> Refusal | None:
    """Refuse to end a right before the day of the act: what was lawfully done under it stays lawful."""
    if day >= today:
        return None
    return Refusal(
        "identity.backdated",
        "{day} has passed: what was done since was done with this right. Choose today or a later day.",
        day=day,
    )


def own_hand(by: str, receivers: Iterable[str]) -> Refusal | None:
    """Refuse who would give rights to himself; `by` and `receivers` are actor ids."""
    if by not in set(receivers):
        return None
    return Refusal(
        "identity.own_rights",
        "Nobody gives rights to himself. Ask another security administrator.",
    )


def may_be_called(username: str, name: str) -> Refusal | None:
    """Say why an account must not have this user name and name; `None` allows it."""
    if not USERNAME.fullmatch(username):
        return Refusal(
            "identity.bad_username",
            "A user name has 2 to 30 small letters, digits, dots, hyphens or underscores. Choose another.",
        )
    return named(name)


def named(name: str) -> Refusal | None:
    """Refuse an empty name."""
    if name.strip():
        return None
    return Refusal("identity.no_name", "A name is missing. Enter it.")
