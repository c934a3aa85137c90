"""The shapes of a form: sections, fields, tables, and what is said about answers to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from jsonschema_rs import Draft202012Validator

Json: TypeAlias = str | int | bool | list["Json"] | dict[str, "Json"] | None
Values: TypeAlias = Mapping[str, Json]
Scalar: TypeAlias = str | int | bool


class Kind(Enum):
    """What a field asks for, and so which control it gets."""

    LINE = "line"
    LINES = "lines"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    INTEGER = "integer"
    YES_NO = "yes_no"
    PLEDGE = "pledge"
    CHOICE = "choice"
    FILE = "file"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the languages of the form; English falls back to Chinese."""

    zh: str
    en: str = ""

    def say(self, language: str) -> str:
        """Return the text in `language` (`en…` is English, anything else Chinese)."""
        return self.en if self.en and language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a closed list."""

    value: str
    title: Text


@dataclass(frozen=True, slots=True)
class Condition:
    """A part is asked only while the answer at `path` is one of `values`."""

    path: str
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class FileRule:
    """Which files a field takes: types by content (`pdf`, `jpg`, `png` …) and the largest size in megabytes."""

    types: tuple[str, ...]
    max_mb: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """Smallest and largest value, length or number of rows; `None` where the form sets none."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One question. Tables hold their columns; `path` of a column has no row number. Rows of a `fixed` table stay as they are."""

    path: str
    kind: Kind
    title: Text
    hint: Text
    required: bool
    bounds: Bounds = Bounds()
    choices: tuple[Choice, ...] = ()
    columns: tuple["Field", ...] = ()
    row: Text = Text("")
    file: FileRule | None = None
    unit: Text = Text("")
    element: str = ""
    personal: bool = False
    autocomplete: str = ""
    condition: Condition | None = None
    fixed: bool = False

    @property
    def name(self) -> str:
        """Return the last part of the path: the property's name."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Section:
    """One step of the form: a titled group of questions, about the applicant unless it says otherwise.

    An `office` section (办理信息) is filled in by those who handle the case; the applicant is never asked.
    """

    name: str
    title: Text
    hint: Text
    fields: tuple[Field, ...]
    required: bool
    condition: Condition | None = None
    about_applicant: bool = True
    office: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was read and can be rendered in full."""

    title: Text
    hint: Text
    sections: tuple[Section, ...]
    schema: Mapping[str, Json] = field(repr=False)
    validator: Draft202012Validator = field(repr=False, compare=False)

    def section(self, name: str) -> Section | None:
        """Return the section of that name, if the form has it."""
        return next((part for part in self.sections if part.name == name), None)

    def at(self, path: str) -> Field | None:
        """Return the question at a path without row numbers, if the form has it."""
        return next((one for one in self.fields() if one.path == path), None)

    def fields(self) -> Iterator[Field]:
        """Yield every field, tables before their columns, in the order of the form."""
        for section in self.sections:
            for one in section.fields:
                yield one
                yield from one.columns


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the answer at `path`.

    `words` is an English sentence with `{title}` for the field's title and further places for `facts`; the door
    translates it. `path` carries row numbers: `household.members.0.name`.
    """

    path: str
    words: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """预填: an answer that a draft began with, and from where (`case/12`) and when (ISO day) it is known."""

    value: Json
    source: str
    since: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What was posted, as JSON values, with the faults seen while reading. What cannot be read stays as typed."""

    values: dict[str, Json]
    faults: tuple[Fault, ...]


def fits(field: Field, name: str) -> bool:
    """Say whether a stored file is of a type that the question takes; stored files are named as their content is."""
    return field.file is not None and name.rpartition(".")[2].lower() in field.file.types


def without_rows(path: str) -> str:
    """Return `path` without its row numbers, as a column names itself."""
    return ".".join(part for part in path.split(".") if not part.isdigit())


def leaves(values: Json | Values, path: str = "") -> Iterator[tuple[str, Json]]:
    """Yield every answer that holds no others, with its path."""
    parts: Iterable[tuple[object, Json]] = ()
    if isinstance(values, Mapping):
        parts = values.items()
    elif isinstance(values, list):
        parts = enumerate(values)
    else:
        yield path, values
    for name, inner in parts:
        yield from leaves(inner, f"{path}.{name}" if path else str(name))
