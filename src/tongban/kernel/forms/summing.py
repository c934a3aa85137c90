"""Summing the answers up for the check page and the case page, with personal data masked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tongban.kernel.forms import words
from tongban.kernel.forms.binding import mask_of
from tongban.kernel.forms.conditions import holds
from tongban.kernel.forms.controls import Saying
from tongban.kernel.forms.rows import settled
from tongban.kernel.forms.shapes import Field, Form, Json, Kind, Section, Values
from tongban.kernel.forms.tree import PLAIN, Voice
from tongban.kernel.parties.rules import masked_email, masked_name, masked_number, masked_phone
from tongban.standards.elements import Mask

_STARS = "****"
_WHOLE_NUMBER = 15  # A shorter one is mistyped: showing both ends would show nearly all of it.


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: its title, what to show, and for a file the document it refers to (`document/12`)."""

    path: str
    label: str
    value: str
    answered: bool
    masked: bool = False
    document: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, each with one line a column."""

    path: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    none: str


@dataclass(frozen=True, slots=True)
class SummedPart:
    """One section in the summary; `name` leads back to its step."""

    name: str
    title: str
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]


def summary(
    form: Form,
    values: Values,
    masked: bool,  # noqa: FBT001
    language: str = "zh-hans",
    voice: Voice = PLAIN,
    *,
    mask_names: bool = False,
) -> tuple[SummedPart, ...]:
    """Return the answers that are kept, by section. With `masked` personal fields are starred, names only on demand."""
    saying = Saying(language, voice, {})
    teller = _Teller(saying, masked=masked, mask_names=mask_names)
    kept = settled(form, values)
    asked = (part for part in form.sections if holds(part.condition, kept))
    return tuple(
        teller.part(section, kept) for section in asked if section.required or section.name in kept
    )


def answer_said(field: Field, value: Json, language: str, voice: Voice = PLAIN) -> str:
    """Return how one answer reads in the summary: a choice by its title, a figure with its unit."""
    return _said(field, value, Saying(language, voice, {}))


def masked_answer(field: Field, answer: str, *, mask_names: bool = False) -> str:
    """Return the answer to a personal question as a page may show it: 5116**********1234, 138****6021."""
    mask = mask_of(field) or (Mask.PHONE if field.kind is Kind.PHONE else Mask.START)
    if mask is Mask.NAME:
        return masked_name(answer) if mask_names else answer
    return _MASKS[mask](answer)


def _masked_number(answer: str) -> str:
    return masked_number(answer) if len(answer) >= _WHOLE_NUMBER else "*" * len(answer)


def _start(answer: str) -> str:
    """An address or a free text keeps its beginning, at most six characters: the place, not the door."""
    return f"{answer[: min(6, len(answer) // 3)]}{_STARS}"


_MASKS: Mapping[Mask, Callable[[str], str]] = MappingProxyType(
    {
        Mask.NONE: str,
        Mask.START: _start,
        Mask.NUMBER: _masked_number,
        Mask.PHONE: masked_phone,
        Mask.EMAIL: masked_email,
    }
)


@dataclass(frozen=True, slots=True)
class _Teller:
    saying: Saying
    masked: bool
    mask_names: bool

    def part(self, section: Section, kept: Values) -> SummedPart:
        given = kept.get(section.name)
        answers = given if isinstance(given, dict) else {}
        asked = [field for field in section.fields if holds(field.condition, kept)]
        return SummedPart(
            name=section.name,
            title=self.saying.text(section.title),
            lines=tuple(self.line(f, f.path, answers.get(f.name)) for f in asked if not f.columns),
            grids=tuple(self.grid(f, answers.get(f.name)) for f in asked if f.columns),
        )

    def grid(self, field: Field, value: Json) -> Grid:
        rows = value if isinstance(value, list) else []
        return Grid(
            path=field.path,
            label=self.saying.text(field.title),
            columns=tuple(self.saying.text(column.title) for column in field.columns),
            rows=tuple(self.row(field, number, row) for number, row in enumerate(rows)),
            none=self.saying.word(words.NO_ROWS),
        )

    def row(self, field: Field, number: int, values: Json) -> tuple[Line, ...]:
        answers = values if isinstance(values, dict) else {}
        return tuple(
            self.line(column, f"{field.path}.{number}.{column.name}", answers.get(column.name))
            for column in field.columns
        )

    def line(self, field: Field, path: str, value: Json) -> Line:
        label, answer = self.saying.text(field.title), _said(field, value, self.saying)
        if value is None or isinstance(value, list | dict):
            return Line(path, label, answer, answered=False)
        if field.kind is Kind.FILE or not (self.masked and field.personal):
            document = str(value) if field.kind is Kind.FILE else ""
            return Line(path, label, answer, answered=True, document=document)
        hidden = masked_answer(field, answer, mask_names=self.mask_names)
        return Line(path, label, hidden, answered=True, masked=hidden != answer)


def _said(field: Field, value: Json, saying: Saying) -> str:
    if value is None or isinstance(value, list | dict):
        return saying.word(words.NOT_ANSWERED)
    if field.kind is Kind.FILE:
        return saying.voice.files.get(str(value), str(value))
    if field.kind is Kind.INTEGER and not isinstance(value, str):
        return f"{value:,} {saying.text(field.unit)}".strip()
    return saying.answer(field, value)
