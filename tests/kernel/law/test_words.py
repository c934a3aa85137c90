"""The words of standards and law in Chinese: all there, with the same places for facts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import tongban

PACKAGE = Path(tongban.__file__).parent
CATALOGUE = PACKAGE / "kernel/law/locale/zh_Hans/LC_MESSAGES/django.po"
ROOMS = ("standards/codes", "standards/parameters", "standards/elements", "kernel/law")


def spoken() -> Iterator[str]:
    """Yield the words of every fault and refusal."""
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                if named and node.func.id in ("Fault", "Refusal"):
                    yield ast.literal_eval(node.args[1])


@pytest.mark.parametrize("words", sorted(set(spoken())))
def test_every_fault_and_refusal_is_said_in_chinese_with_the_same_facts(words):
    with CATALOGUE.open("rb") as file:
        message = read_po(file, locale="zh_Hans").get(words)
    assert message is not None, words
    assert not message.fuzzy
    chinese = str(message.string)
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert set(re.findall(r"{\w+}", chinese)) <= set(re.findall(r"{\w+}", words))
