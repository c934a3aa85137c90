"""What docs/reference/flows.md promises, the code keeps."""

import re
from pathlib import Path
from typing import get_args

import pytest

from tongban.kernel.flows import condition
from tongban.kernel.flows.conditions import DEPTH
from tongban.kernel.flows.definitions import IN_COLLABORATION, IN_DEFINITIONS, IN_PARTICIPANT
from tongban.kernel.flows.duties import ACTS, NAMES, PLACES, RULES, TONGBAN
from tongban.kernel.flows.elements import IN_ACTIVITY, IN_EVENT, IN_SCOPE
from tongban.kernel.flows.lexemes import LENGTH, WORDS
from tongban.kernel.flows.nesting import DEEPEST
from tongban.kernel.flows.parts import Act, Rule
from tongban.kernel.flows.reading import IN_ARROW
from tongban.kernel.flows.repeating import IN_LOOP, IN_SEVERAL, LANGUAGE
from tongban.kernel.flows.repeats import MOST_TIMES
from tongban.kernel.flows.source import MAX_BYTES, TEXT_LIMIT
from tongban.kernel.flows.terms import SIGNS
from tongban.kernel.flows.triggers import ALLOWED, definition_tags
from tongban.kernel.flows.walking import MOST_MOVES

PAGE = (Path(__file__).parents[3] / "docs/reference/flows.md").read_text(encoding="utf-8")
EXAMPLES = re.search(r"```\n(.*?)```", PAGE, re.DOTALL)[1].splitlines()


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_page_are_conditions(text):
    assert condition(text).holds({}) in {True, False}


def test_what_the_page_says_about_null_is_so():
    for text, expected in [
        ("form.age != 3", False),
        ("form.age == null", True),
        ("form.age != null", False),
        ("form.age in [1, null]", True),
        ("not form.age < 18", True),
    ]:
        assert text in PAGE
        assert condition(text).holds({"form": {}}) is expected


def test_every_element_that_is_let_through_stands_on_the_page():
    allowed = IN_DEFINITIONS | IN_COLLABORATION | IN_PARTICIPANT | IN_SCOPE | IN_ACTIVITY | IN_EVENT
    allowed |= IN_ARROW | IN_LOOP | IN_SEVERAL
    for tag in ALLOWED:
        allowed |= definition_tags(tag)
    silent = {"process", "incoming", "outgoing"}
    for tag in allowed - silent:
        assert f"`{tag.rpartition('}')[2]}`" in PAGE


def test_every_word_and_limit_of_the_room_stands_on_the_page():
    words = [*ACTS, *RULES, *(f"tongban:{name}" for name in (*NAMES, *PLACES)), *SIGNS, TONGBAN]
    for word in words:
        assert f"`{word}`" in PAGE
    assert f'language="{LANGUAGE}"' in PAGE
    assert all(re.search(rf"`{word}|{word} \[", PAGE) for word in WORDS)
    assert f"{LENGTH} characters and {DEPTH} parentheses" in PAGE
    assert f"{MAX_BYTES // 1024 // 1024} MiB" in PAGE
    assert f"({TEXT_LIMIT} characters)" in PAGE
    assert f"{MOST_TIMES} at most" in PAGE
    assert f"{DEEPEST} deep" in PAGE
    assert f"{MOST_MOVES} tokens" in PAGE


def test_the_types_name_the_same_acts_and_rules_as_the_checks():
    assert (get_args(Act), get_args(Rule)) == (ACTS, RULES)
