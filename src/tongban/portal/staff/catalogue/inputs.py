"""编辑项: what the editor asks for each field of a matter, in sections."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Choices as Enumeration
from django.utils.functional import Promise

from tongban.kernel.catalogue.labels import FIELDS

Name = str | Promise
Choices = Callable[[], Sequence[tuple[int | str, Name]]]


@dataclass(frozen=True, slots=True)
class Input:
    """编辑项: one control, or the rows of a list; `kind` says how it is drawn and read.

    `text`, `area`, `yes`, `one`, `many`, `limit`, `number`, `file` or `rows`. `whole` choices are numbers; a choice
    that `must` be made has no empty one.
    """

    name: str
    kind: str
    label: Name
    choices: Choices | None = None
    help: Name = ""
    most: int = 2000
    whole: bool = False
    must: bool = False
    columns: tuple["Input", ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """编辑分区: a part of the editor with its heading."""

    name: str
    label: Name
    inputs: tuple[Input, ...]


def text(name: str, most: int = 2000, *, must: bool = False, label: Name = "") -> Input:
    """Return a line of text."""
    return Input(name, "text", label or FIELDS[name], most=most, must=must)


def area(name: str, most: int = 5000, label: Name = "") -> Input:
    """Return a field of several lines."""
    return Input(name, "area", label or FIELDS[name], most=most)


def one_of(name: str, choices: Choices, *, whole: bool = False, must: bool = False) -> Input:
    """Return a choice of one."""
    return Input(name, "one", FIELDS[name], choices, whole=whole, must=must)


def many_of(name: str, choices: Choices, *, whole: bool = False) -> Input:
    """Return a choice of several."""
    return Input(name, "many", FIELDS[name], choices, whole=whole)


def rows(name: str, *columns: Input, help: Name = "") -> Input:  # noqa: A002 - as in `Input`
    """Return a list of rows."""
    return Input(name, "rows", FIELDS[name], help=help, columns=columns)


def of(*kinds: type[Enumeration]) -> Choices:
    """Return the choices of these closed lists, one after the other."""
    return lambda: [pair for kind in kinds for pair in kind.choices]


def column(name: str, kind: str, label: Name, choices: Choices | None = None, *, most: int = 300, must: bool = False) -> Input:  # fmt: skip
    """Return a column of a row."""
    return Input(name, kind, label, choices, most=most, must=must)
