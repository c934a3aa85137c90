"""The reference page of all procedures with their state diagrams: `python -m tongban.standards.procedures.page`."""

import sys

from tongban.standards.procedures.procedure import NEW, SAME, Procedure
from tongban.standards.procedures.shelf import names, procedure

_HEAD = """# Procedures

Made from `src/tongban/standards/procedures/` by `python -m tongban.standards.procedures.page`; a test compares. A matter
names its procedure; the procedure says which verb may be done on a case in which state, which papers are issued, and
which legal numbers set its limits. Walks over real cases are tested to keep to these diagrams. Confidence **check** means
that nobody has compared the article with its text (未核实).
"""


def page() -> str:
    """Return the page in Markdown."""
    return "\n".join([_HEAD, *(_one(procedure(name)) for name in names())])


def diagram(one: Procedure) -> str:
    """Return the state diagram of a procedure in Mermaid."""
    lines = ["stateDiagram-v2"]
    for move in one.moves.values():
        for source in move.sources:
            target = source if move.target == SAME else move.target
            begins = "[*]" if source == NEW else source
            lines.append(f"    {begins} --> {target}: {move.verb}")
    return "\n".join(lines)


def _one(one: Procedure) -> str:
    law = "; ".join(f"{ref.law} {ref.article} ({ref.rule}, {ref.confidence})" for ref in one.law)
    facts = [
        f"Clock: {'yes' if one.clock else 'no'}",
        f"silence accepts: {'yes' if one.silence_accepts else 'no'}",
        f"by telephone: {'yes' if one.telephone else 'no'}",
        f"extension: {_number(one.extension)}",
        f"delivery: {_number(one.delivery)}",
    ]
    outcomes = ", ".join(f"`{key}` {words['zh']}" for key, words in one.outcomes.items())
    papers = ", ".join(f"{event} → `{kind}`" for event, kind in one.papers.items())
    return (
        f"## {one.title} `{one.name}`\n\n{one.english}. {one.meaning}\n\n{'. '.join(facts)}. Outcomes: {outcomes}.\n\n"
        f"Papers: {papers}.\n\nSource: {law}.\n\n```mermaid\n{diagram(one)}\n```\n"
    )


def _number(name: str) -> str:
    return f"`{name}`" if name else "none"


if __name__ == "__main__":
    sys.stdout.write(page())
