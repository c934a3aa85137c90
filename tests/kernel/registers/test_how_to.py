"""The guide for domain authors: what it says of the example is what the example is."""

import re

import pytest

from builders.sources import ROOT
from tongban.kernel.registers import declaring, registry
from tongban.kernel.registers.declaring import Register

GUIDE = (ROOT / "docs/how-to/bring-a-register.md").read_text(encoding="utf-8")
DEPOT = ROOT / "tests/builders/depot"


def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)


def test_the_declaration_of_the_guide_is_one_that_can_be_made_and_part_of_the_example():
    found: dict[str, object] = {}
    exec(blocks()[1], found)
    register = found["GENERATORS"]
    assert isinstance(register, Register)
    example = registry.of_kind(register.kind).register
    assert all(each in example.fields for each in register.fields)
    assert (register.key, register.title) == (example.key, example.title)


@pytest.mark.parametrize("number", [0, 2])
def test_each_line_of_table_and_app_stands_in_the_example(number):
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(DEPOT.glob("*.py")))
    for line in blocks()[number].splitlines():
        assert line.strip() in code, line


def test_a_declaration_that_contradicts_itself_is_refused_when_it_is_made():
    key = declaring.Field("number", "编号", required=True)
    secret = declaring.Field("minder", "保管人", personal=True)
    wrong = [
        {"fields": (key, key)},
        {"fields": (key,), "public": ("nothing",)},
        {"fields": (key, secret), "public": ("minder",)},
        {"fields": (key, declaring.Field("x", "x", personal=True, dated=True))},
        {"fields": (declaring.Field("number", "编号"),)},
        {"fields": (key,), "kind": "Depot"},
    ]
    for said in wrong:
        with pytest.raises(ValueError, match=r":"):
            Register(**{"kind": "depot.thing", "title": "x", "key": "number", **said})
