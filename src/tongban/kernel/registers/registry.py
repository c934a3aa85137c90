"""The registers that the rooms and domains have brought, by their kinds; each is added as Django starts."""

from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist

from tongban.kernel import Refusal
from tongban.kernel.registers.declaring import Register
from tongban.kernel.registers.entries import Entry


@dataclass(frozen=True, slots=True)
class Brought:
    """登记册: what was declared, and the model that keeps it."""

    register: Register
    model: type[Entry]


_brought: dict[str, Brought] = {}


def add(register: Register, model: type[Entry]) -> None:
    """Bring a register; refuse one whose model lacks a column, or whose kind is taken by another model."""
    for name in register.names:
        try:
            model._meta.get_field(name)  # noqa: SLF001 - Django's documented way to a model's fields
        except FieldDoesNotExist as error:
            raise ValueError(f"{register.kind}: {model.__name__} has no column {name}") from error
    known = _brought.get(register.kind)
    if known is not None and known.model is not model:
        raise ValueError(f"{register.kind} was brought before")
    _brought[register.kind] = Brought(register, model)


def brought() -> list[Brought]:
    """Return every register, in the order of the kinds."""
    return [_brought[kind] for kind in sorted(_brought)]


def known(kind: str) -> Brought | None:
    """Return the register of that kind, or `None`."""
    return _brought.get(kind)


def of_kind(kind: str) -> Brought:
    """Return the register of that kind; refuse one that nobody brought."""
    found = _brought.get(kind)
    if found is None:
        raise Refusal(
            "register.no_such_register",
            "There is no register {kind}. Choose one from the list.",
            kind=kind,
        )
    return found
