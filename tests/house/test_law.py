"""The law is data: dated and cited."""

import ast

import pytest
import yaml

from builders.sources import PACKAGE, modules, shown, tree

PARAMETERS = sorted((PACKAGE / "standards" / "parameters").rglob("*.yaml"))


@pytest.mark.parametrize("path", PARAMETERS, ids=shown)
def test_every_legal_number_cites_an_article(path):
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert raw["values"].keys() == raw["references"].keys()
    for sources in raw["references"].values():
        assert sources
        assert all(source.get("law") and source.get("article") for source in sources)


def test_there_are_legal_numbers():
    assert len(PARAMETERS) >= 20


def test_only_the_doors_read_the_clock():
    doors = {"portal", "api", "project"}
    readers = {"now", "today", "utcnow"}
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        if path.relative_to(PACKAGE).parts[0] not in doors and not path.match("domains/*/doors.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in readers
    ]
    assert found == []


def test_the_zone_of_the_house_is_named_once():
    named = [
        shown(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Call) and "'Asia/Shanghai'" in map(ast.unparse, node.args))
        or (
            isinstance(node, ast.Assign)
            and ast.unparse(node.targets[0]) in {"SHANGHAI", "_SHANGHAI"}
        )
    ]
    assert set(named) == {"src/tongban/standards/calendars/zone.py"}
