"""Fills a form as far as the form itself demands, and says who of the demo handles it; nothing is read from tables."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from tongban.kernel.flows import Flow, compiled, complete, start
from tongban.kernel.forms.rules import check, steps
from tongban.kernel.forms.shapes import Field, Form, Kind, without_rows
from tongban.project.demo.people import BODIES, CITIZENS, STAFF, number_of

FILE = "file"
"""Stands for a paper: a browser attaches one, a test names the document that was kept."""
_AGENT = {
    "agent.name": "范小雨",
    "agent.phone": "13800005555",
    "project.code": "2611-511602-04-01-123456",
    "vehicle.plate": "川X12345",
    "person.name": "范小雨",
    "person.identity_number": number_of("51160219900210"),
}
_ADDRESS = "广安区北辰街道滨河路 18 号 3 栋 502 室"


def known_of(username: str) -> dict[str, str]:
    """What is known of an applicant of the demo, by data element."""
    for login, name, born, phone in CITIZENS:
        if login == username:
            person = {"name": name, "identity_number": number_of(born), "phone": phone}
            person["address"] = person["registered_address"] = _ADDRESS
            return _AGENT | {f"person.{key}": value for key, value in person.items()}
    for login, _, name, code, phone in BODIES:
        if login == username:
            body = {"name": name, "credit_code": code, "phone": phone, "address": _ADDRESS}
            body["legal_representative"] = "杜渠江"
            return _AGENT | {f"org.{key}": value for key, value in body.items()}
    raise LookupError(username)


def steps_of(
    form: Form, known: Mapping[str, str], chosen: Mapping[str, str] | None = None
) -> tuple[dict[str, str], ...]:
    """The least answers that satisfy the form, section by section; `chosen` answers some questions otherwise."""
    given = dict(chosen or {})
    fields = {each.path: each for each in form.fields()}
    while faults := [
        fault for fault in check(form, typed(form, given), whole=True) if fault.path not in given
    ]:
        for fault in faults:
            given.update(_answered(fault.path, fields[without_rows(fault.path)], known))
    order = list(fields)
    named = sorted(given, key=lambda path: order.index(without_rows(path)))
    return tuple(
        {path: given[path] for path in named if path.startswith(f"{section.name}.")}
        for section in steps(form, typed(form, given))
    )


def typed(form: Form, given: Mapping[str, str]) -> dict[str, Any]:
    """The answers as the kernel keeps them: numbers are numbers, rows are rows."""
    kinds = {each.path: each.kind for each in form.fields()}
    values: dict[str, Any] = {}
    for path, value in given.items():
        section, name, *row = path.split(".")
        answers = values.setdefault(section, {})
        if row:
            rows = answers.setdefault(name, [{}])
            rows[int(row[0])][row[1]] = _as(kinds[without_rows(path)], value)
        else:
            answers[name] = _as(kinds[path], value)
    return values


def handlers_of(folder: Path, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Who takes each step, from the first to the last; nobody takes two, and each who signs along takes one."""
    flow = compiled((folder / "flow.bpmn").read_bytes())
    matter = yaml.safe_load((folder / "matter.yaml").read_text(encoding="utf-8"))
    found: list[str] = []
    for key in _performers(flow, walked(flow, values)):
        bound = matter["performers"][key]
        able = [
            staff.username
            for staff in reversed(STAFF)
            if (staff.organ, staff.duty) == (bound["organ"], bound["duty"])
        ]
        found.append(next((name for name in able if name not in found), able[-1]))
    return tuple(found)


def _performers(flow: Flow, nodes: Iterable[str]) -> Iterator[str]:
    """Who is named for each step: who hands it out, then all who sign it."""
    for manner in (flow.nodes[node].manner for node in nodes):
        yield from ((manner.dispatcher,) if manner.dispatcher else ())
        yield from manner.performers


def walked(flow: Flow, values: Mapping[str, Any]) -> list[str]:
    """The tasks that a case with these answers passes, in their order."""
    data = {"form": values}
    step, passed = start(flow, data), []
    while not step.ended:
        token = next(each for each in step.marking.tokens if flow.nodes[each.node].kind == "user")
        passed.append(token.node)
        step = complete(flow, step.marking, token.id, data)
    return passed


def _as(kind: Kind, value: str) -> Any:
    if kind is Kind.INTEGER:
        return int(value)
    return value == "true" if kind in {Kind.YES_NO, Kind.PLEDGE} else value


def _answered(path: str, field: Field, known: Mapping[str, str]) -> dict[str, str]:
    """An answer to one question; a table gets its first row."""
    if field.kind is Kind.TABLE:
        return {
            name: value
            for column in field.columns
            if column.required
            for name, value in _answered(f"{path}.0.{column.name}", column, known).items()
        }
    return {path: known.get(field.element) or _example(field)}


def _example(field: Field) -> str:
    low, high = field.bounds.low or 0, field.bounds.high
    examples = {
        Kind.DATE: "2026-12-01",
        Kind.PHONE: "13800009999",
        Kind.EMAIL: "someone@example.com",
        Kind.INTEGER: str(max(low, min(10, high or 10))),
        Kind.YES_NO: "false",
        Kind.PLEDGE: "true",
        Kind.FILE: FILE,
    }
    if field.kind is Kind.CHOICE:
        return field.choices[0].value
    return examples.get(field.kind, f"{field.title.zh}已核实"[: high or 60])
