"""Invented citizens and enterprises in one readable line."""

from builders.identity import an_act
from tongban.kernel.parties import actions
from tongban.kernel.parties.queries import Party
from tongban.standards.codes import identity_number


def an_identity_number(order: int = 1) -> str:
    """The invented number of somebody born in Guangan District on 1 January 1990."""
    body = f"51160219900101{order:03d}"
    return body + identity_number.check_character(body)


def a_citizen(name: str = "张三丰", *, order: int = 1, phone: str = "13800138000") -> Party:
    """A registered natural person with an invented number."""
    return actions.find_or_register("person", name, an_identity_number(order), phone, an_act())
