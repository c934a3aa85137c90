"""`tongban flows`: check a BPMN file, and walk a case over it by a script."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.flows import (
    Enabled,
    Flow,
    FlowFault,
    Marking,
    Problem,
    Step,
    compiled,
    complete,
    enabled,
    happen,
    start,
)

NEEDS_DATABASE = False
EXAMPLE = """\
A script has a JSON object a line: {"complete": "<element id>", "data": {...}}. What the lines say under "data" adds up, and
is what conditions ask, such as form.income; a line without "complete" comes before the start. Each line of the answer is
{"enabled": ["<element id>", ...], "ended": ...}; the first is the state after the start. Enabled are tasks and events at which
the flow rests, one for each time it does so, then the boundary events of what is open. Where an element is enabled several
times, the one that came first is completed. Of a file with several processes that do not call each other all run beside each
other; --process chooses one.

  tongban flows check flow.bpmn --json
  tongban flows simulate flow.bpmn --script steps.jsonl --json
"""
Data = dict[str, Any]


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `flows` to the command's parsers."""
    flows = subparsers.add_parser("flows", help="check a flow, and walk a case over it")
    verbs = flows.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, words in (
        ("check", "say whether a BPMN file is a flow that is sure to run, or every reason why not"),
        ("simulate", "walk a case over a flow by a script"),
    ):
        parser = verbs.add_parser(
            verb, help=words, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        parser.add_argument("file", metavar="FILE.bpmn")
        parser.add_argument("--process", metavar="ID", help="the process of the file that runs")
        if verb == "simulate":
            parser.add_argument(
                "--script", metavar="FILE.jsonl", required=True, help="- is the input"
            )
        parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Check a flow or walk over it. Returns 2 for what cannot be read or walked, in words."""
    return _check(args) if args.verb == "check" else _simulate(args)


def _check(args: argparse.Namespace) -> int:
    """Tell whether the file compiles; 0 if it does, 1 if not."""
    problems = _problems(_bytes(args.file), args.process)
    if args.json:
        told = [
            {"element": one.element, "line": one.line, "reason": one.reason} for one in problems
        ]
        _print({"ok": not problems, "problems": told})
    else:
        print("\n".join(str(one) for one in problems) or "sound")
    return 1 if problems else 0


def _simulate(args: argparse.Namespace) -> int:
    """Tell what is enabled after the start and after each line of the script."""
    try:
        flow = compiled(_bytes(args.file), args.process)
    except FlowFault as fault:
        raise Refusal(
            "flows.unsound",
            "{file} is no sound flow. {problems}",
            file=args.file,
            problems=str(fault),
        ) from fault
    for step in _steps(flow, _bytes(args.script).decode("utf-8-sig", "replace").splitlines()):
        elements = [one.element for one in enabled(flow, step.marking)]
        if args.json:
            _print({"enabled": elements, "ended": step.ended})
        else:
            print("ended" if step.ended else ", ".join(elements))
    return 0


def _steps(flow: Flow, lines: list[str]) -> Iterator[Step]:
    """Yield the state after the start, and after each line that is not empty."""
    data: Data = {}
    told = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    while told and _asked(told[0][1], told[0][0])[0] is None:
        number, line = told.pop(0)
        _add(data, _asked(line, number)[1])
    step = start(flow, data)
    yield step
    for number, line in told:
        element, more = _asked(line, number)
        _add(data, more)
        found = [one for one in enabled(flow, step.marking) if one.element == element]
        if element is None or not found:
            raise _not_enabled(flow, step, number, element)
        step = _completed(flow, step.marking, found[0], data)
        yield step


def _completed(flow: Flow, marking: Marking, one: Enabled, data: Data) -> Step:
    """Complete a task or an event where the flow rests, or let an event happen at the edge of what is open."""
    token = next(each for each in marking.tokens if each.id == one.token)
    if token.node == one.element:
        return complete(flow, marking, token.id, data)
    return happen(flow, marking, token.id, one.element, data)


def _not_enabled(flow: Flow, step: Step, number: int, element: str | None) -> Refusal:
    if element is None:
        return _wrong(
            number, 'it has no "complete", which only lines before the first one may lack'
        )
    there = dict.fromkeys(one.element for one in enabled(flow, step.marking))
    shown = ", ".join(there) or "nothing, the case has ended"
    return _wrong(number, f"“{element[:200]}” is not enabled; enabled: {shown}")


def _asked(line: str, number: int) -> tuple[str | None, Mapping[str, Any]]:
    try:
        said = json.loads(line)
    except ValueError:
        raise _wrong(number, "it is no JSON") from None
    if not isinstance(said, dict) or not isinstance(said.get("complete", ""), str):
        raise _wrong(number, 'it must be an object with "complete": the id of an element')
    more = said.get("data", {})
    if not isinstance(more, dict):
        raise _wrong(number, '"data" must be an object')
    return said.get("complete"), more


def _add(data: Data, more: Mapping[str, Any]) -> None:
    """Add what a line says to what is known, objects member by member."""
    for name, value in more.items():
        known = data.get(name)
        if isinstance(known, dict) and isinstance(value, dict):
            _add(known, value)
        else:
            data[name] = value


def _problems(xml: bytes, process: str | None) -> tuple[Problem, ...]:
    try:
        compiled(xml, process)
    except FlowFault as fault:
        return fault.problems
    return ()


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Refusal(
            "flows.unreadable", "{file} cannot be read: {why}", file=name, why=error.strerror or ""
        ) from error


def _wrong(number: int, reason: str) -> Refusal:
    return Refusal(
        "flows.script", "Line {number} of the script: {reason}.", number=number, reason=reason
    )


def _print(said: Mapping[str, Any]) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)
