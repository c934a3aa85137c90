"""Showing a form: the tree that the templates render, with values, faults and words in place."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongban.kernel.forms import words
from tongban.kernel.forms.conditions import holds, settled_parts
from tongban.kernel.forms.controls import Saying, control, is_radios, said_fault
from tongban.kernel.forms.rows import references
from tongban.kernel.forms.shapes import (
    Condition,
    Fault,
    Field,
    Form,
    Json,
    Kind,
    Section,
    Values,
    without_rows,
)
from tongban.kernel.forms.tree import (
    ALWAYS,
    PLAIN,
    Control,
    Part,
    Problem,
    Row,
    Table,
    Tree,
    Voice,
    When,
    id_of,
)

BLANK = "__n__"


def shown(
    form: Form,
    values: Values,
    faults: Sequence[Fault] = (),
    step: str | None = None,
    language: str = "zh-hans",
    voice: Voice = PLAIN,
) -> Tree:
    """Return what to render: one section with `step`, else all; answers and faults in their places.

    A part that hangs on an answer of the same page is always in the tree, for the script to show or hide and with a
    sentence for those without one; on an answer given elsewhere, it is there only while it is asked.
    """
    sections = [
        part for part in form.sections if part.name == step or (step is None and not part.office)
    ]
    page = _Page(
        saying=Saying(
            language, voice, {fault.path: fault for fault in faults}, references(form, values)
        ),
        fields={field.path: field for field in form.fields()},
        beside=frozenset(field.path for section in sections for field in section.fields),
        answers=settled_parts(form, values),
        values=values,
    )
    parts = tuple(page.part(section) for section in sections if page.stands(section.condition))
    return Tree(
        title=form.title.say(language),
        parts=parts,
        problems=tuple(
            page.problem(fault)
            for fault in faults
            if fault.path.partition(".")[0] in {part.name for part in parts}
        ),
    )


def steps(form: Form, values: Values) -> tuple[Section, ...]:
    """Return the sections that are asked after these answers, in order: the steps of the form."""
    answers = settled_parts(form, values)
    return tuple(
        part for part in form.sections if not part.office and holds(part.condition, answers)
    )


@dataclass(frozen=True, slots=True)
class _Page:
    saying: Saying
    fields: Mapping[str, Field]
    beside: frozenset[str]
    answers: Values
    values: Values

    def stands(self, condition: Condition | None) -> bool:
        beside = condition is not None and condition.path in self.beside
        return beside or holds(condition, self.answers)

    def part(self, section: Section) -> Part:
        given = self.values.get(section.name)
        answers = given if isinstance(given, dict) else {}
        return Part(
            id=id_of(section.name),
            name=section.name,
            title=self.saying.text(section.title),
            hint=self.saying.text(section.hint),
            controls=tuple(
                self.question(field, answers.get(field.name))
                for field in section.fields
                if self.stands(field.condition)
            ),
            when=self.when(section.condition),
        )

    def question(self, field: Field, value: Json) -> Control | Table:
        when = self.when(field.condition)
        if field.kind is Kind.TABLE:
            return self.table(field, value if isinstance(value, list) else [], when)
        return control(field, field.path, value, saying=self.saying, when=when)

    def table(self, field: Field, rows: list[Json], when: When) -> Table:
        head = control(field, field.path, None, saying=self.saying, when=when)
        least = max(field.bounds.low or 0, len(rows))
        filled = [*rows, *({} for _ in range(least - len(rows)))]
        return Table(
            id=head.id,
            path=field.path,
            label=head.label,
            need=head.need,
            required=field.required,
            hint=head.hint,
            error=head.error,
            rows=tuple(self.row(field, str(number), row) for number, row in enumerate(filled)),
            columns=self.row(field, BLANK, {}).controls,
            blank=self.row(field, BLANK, {}),
            numbered=self.saying.word(words.ROW, title=self.row_title(field), number="{number}"),
            most=field.bounds.high or 0,
            add=self.saying.word(words.ADD_ROW, title=self.row_title(field)),
            remove=self.saying.word(words.REMOVE_ROW),
            when=when,
            fixed=field.fixed,
        )

    def row(self, field: Field, number: str, values: Json) -> Row:
        path = f"{field.path}.{number}"
        answers = values if isinstance(values, dict) else {}
        title = self.numbered(field, number)
        return Row(
            id=id_of(path),
            path=path,
            title=title,
            controls=tuple(
                control(
                    column,
                    f"{path}.{column.name}",
                    answers.get(column.name),
                    saying=self.saying,
                    within=title,
                )
                for column in field.columns
            ),
        )

    def row_title(self, field: Field) -> str:
        return self.saying.text(field.row if field.row.zh else field.title)

    def numbered(self, field: Field, number: str) -> str:
        shown_number = int(number) + 1 if number.isdigit() else number
        return self.saying.word(words.ROW, title=self.row_title(field), number=shown_number)

    def when(self, condition: Condition | None) -> When:
        if condition is None or condition.path not in self.beside:
            return ALWAYS
        field = self.fields[condition.path]
        answers = [str(v).lower() if isinstance(v, bool) else str(v) for v in condition.values]
        return When(
            name=condition.path,
            answers=json.dumps(answers, ensure_ascii=False),
            words=self.saying.word(
                words.ONLY_WHEN,
                title=self.saying.text(field.title),
                answers=self.saying.word(words.OR).join(
                    self.saying.answer(field, value) for value in condition.values
                ),
            ),
        )

    def problem(self, fault: Fault) -> Problem:
        field = self.fields.get(without_rows(fault.path))
        told = said_fault(fault, field, self.saying)
        if field is not None and "{title}" not in fault.words:
            told = self.saying.word(words.IN_FRONT, place=self.saying.text(field.title), told=told)
        table, _, tail = fault.path.rpartition(".")
        above = self.fields.get(without_rows(table))
        number = table.rpartition(".")[2]
        if tail and above is not None and number.isdigit():
            row = self.numbered(above, number)
            told = self.saying.word(words.IN_FRONT, place=row, told=told)
        return Problem(self.anchor(fault.path, field), told)

    def anchor(self, path: str, field: Field | None) -> str:
        radios = field is not None and is_radios(field, within=path != field.path)
        return f"{id_of(path)}-0" if radios else id_of(path)
