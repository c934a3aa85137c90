"""What a template renders: plain objects with every word already said and every id already made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Attributes: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What only a door knows: how the platform's own words are said, and what the stored files are called.

    `say` translates an English source (a door passes `gettext`); `files` maps `document/12` to a file name,
    `origins` the path of an answer that was filled in to the words that say from where.
    """

    say: Callable[[str], str] = str
    files: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)


PLAIN = Voice()


@dataclass(frozen=True, slots=True)
class When:
    """What a part hangs on: the control's name and a JSON list for the script, a sentence for those without one."""

    name: str = ""
    answers: str = ""
    words: str = ""


ALWAYS = When()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, with the id of its control."""

    id: str
    value: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """One question with its control. `kind` names the template: input, lines, radios, select, pledge, file.

    `attributes` are those of the control itself, the ARIA ones included; `within` is the title of its row. `others`
    are files attached elsewhere that would do here too, `other` what stands before them.
    """

    kind: str
    id: str
    name: str
    label: str
    within: str
    need: str
    required: bool
    hint: str
    error: str
    value: str
    attributes: Attributes
    options: tuple[Option, ...] = ()
    unit: str = ""
    kept: str = ""
    origin: str = ""
    note: str = ""
    other: str = ""
    others: tuple[Option, ...] = ()
    when: When = ALWAYS


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `path` is what the remove button posts."""

    id: str
    path: str
    title: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A repeating table. `blank` is the row that the script copies, `numbered` the title of a row with `{number}`.

    No row is added to a `fixed` one, nor taken away.
    """

    id: str
    path: str
    label: str
    need: str
    required: bool
    hint: str
    error: str
    rows: tuple[Row, ...]
    columns: tuple[Control, ...]
    blank: Row
    numbered: str
    most: int
    add: str
    remove: str
    when: When = ALWAYS
    kind: str = "table"
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One section as it stands on the page."""

    id: str
    name: str
    title: str
    hint: str
    controls: tuple[Control | Table, ...]
    when: When


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the summary at the top: what is wrong, and the id of the control to go to."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A step, or the whole form, ready to render with `ui/form/step.html`."""

    title: str
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]


def id_of(path: str) -> str:
    """Return the id of the control that asks for the answer at `path`; it is also its anchor."""
    return f"f-{path.replace('.', '-')}"
