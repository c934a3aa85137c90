"""The reference page of all legal numbers, made from the data: `python -m tongban.standards.parameters.page`."""

import sys

from tongban.standards.parameters.parameter import NATIONAL, Answer, Confidence, Dated, Parameter
from tongban.standards.parameters.shelf import names, parameter

_HEAD = """# Legal numbers

Made from `src/tongban/standards/parameters/` by `python -m tongban.standards.parameters.page`; a test compares.
Read one with `parameter("licensing/decision_limit").on(day, region="511602")`. A region's own value goes before
that of the county, city, province and nation above it. What a place has set for itself is merged in by
`tongban.kernel.law.queries.parameter`. How to add one: [add a legal number](../how-to/add-a-legal-number.md).

Confidence: **sure·v** read in a public copy; **sure** firmly known, not read again; **check** not verified (未核实),
and shown so on screen.
"""


def page() -> str:
    """Return the page in Markdown."""
    shelves = dict.fromkeys(name.split("/")[0] for name in names())
    return "\n".join([_HEAD, *(_shelf(shelf) for shelf in shelves)])


def _shelf(shelf: str) -> str:
    rows = [
        _row(parameter(name), region, dated)
        for name in names()
        if name.startswith(f"{shelf}/")
        for region, series in parameter(name).regions.items()
        for dated in series
    ]
    head = "| name | 名称 | value | since | region | ground | rules | confidence |\n|---|---|---|---|---|---|---|---|"
    return "\n".join([f"## {shelf}\n", head, *rows, ""])


def _row(one: Parameter, region: str, dated: Dated) -> str:
    grounds = "; ".join(f"{ref.law} {ref.article}" for ref in dated.references)
    rules = ", ".join(dict.fromkeys(ref.rule for ref in dated.references))
    sure = dated.references[0].confidence
    confidence = "check 未核实" if sure is Confidence.CHECK else sure
    place = "national" if region == NATIONAL else region
    cells = [
        f"`{one.name}`",
        one.title,
        _shown(dated.value, one.unit),
        dated.since.isoformat(),
        place,
        grounds,
        rules,
        confidence,
    ]
    return f"| {' | '.join(cells)} |"


def _shown(value: Answer, unit: str) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value} {unit.replace('_', ' ')}"
        case str():
            return value
        case _:
            return ", ".join(map(str, value))


if __name__ == "__main__":
    sys.stdout.write(page())
