"""Everything the rooms say is said in Chinese too, with the same places."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

import tongban.kernel
from tongban.kernel.forms import words

ROOMS = Path(tongban.kernel.__file__).parent


def sources(room: str) -> set[str]:
    """Return the words of refusals and names in one room."""
    found = set()
    for path in (ROOMS / room).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                last = (
                    node.args[min(len(node.args), 2) - 1]
                    if node.func.id == "Refusal"
                    else node.args[0]
                )
                if node.func.id in ("Refusal", "_") and isinstance(last, ast.Constant):
                    found.add(str(last.value))
    return found


@pytest.mark.parametrize("room", ["forms", "documents"])
def test_every_word_of_the_room_has_its_chinese(room):
    said = sources(room) | set(words.FAULTS + words.LABELS)
    assert len(said) > 60
    with translation.override("zh-hans"):
        untold = [
            one for one in said if gettext(one) == one and re.sub(r"\{\w+\}|[\s:,0-9A-Z-]", "", one)
        ]
        places = [
            one
            for one in said
            if set(re.findall(r"\{\w+\}", gettext(one))) != set(re.findall(r"\{\w+\}", one))
        ]
    assert untold == []
    assert places == []
