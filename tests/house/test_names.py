"""Words that are no names, and tables that are reached through their own door."""

import ast

import pytest
from django.apps import apps
from django.db.models import ForeignObject, ManyToManyField

from builders.sources import PACKAGE, TESTS, modules, shown, tree

DRAWERS = {"utils", "helpers", "common", "misc", "core", "base", "manager", "extras", "mixins"}
FLOORS = (
    ("sheets",),
    ("ledger",),
    ("identity",),
    ("law", "parties"),
    ("forms", "allowances", "bookings", "documents", "notices"),
    ("papers", "certificates", "concerns", "registers"),
    ("catalogue",),
    ("cases", "mirrors"),
    ("archives", "overview"),
    ("vehicles", "hall"),
    ("ui", "portal", "api"),
)
FRAMEWORK = {"auth", "contenttypes", "sessions", "messages", "staticfiles", "postgres", "axes"}


def floor(label: str) -> int:
    """Return how high a room lies; the framework is the ground."""
    if label in FRAMEWORK:
        return -1
    return next(height for height, rooms in enumerate(FLOORS) if label in rooms)


def own_models():
    return [m for m in apps.get_models() if m.__module__.startswith("tongban.")]


@pytest.mark.parametrize("below", [PACKAGE, TESTS], ids=["src", "tests"])
def test_no_folder_or_file_is_a_drawer_for_odds_and_ends(below):
    words = {
        part for path in modules(below) for part in path.relative_to(below).with_suffix("").parts
    }
    assert words & DRAWERS == set()


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_downstairs_only(model):
    here = model._meta.app_label
    for field in model._meta.get_fields():
        if not isinstance(field, ForeignObject | ManyToManyField):
            continue
        there = field.related_model._meta.app_label
        assert there == here or floor(there) < floor(here), f"{field} points to {there}"


def test_rows_are_reached_in_queries_and_actions_only():
    doors = {"queries", "actions"}
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        if not doors & set(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert found == []


def test_no_room_imports_the_tables_of_another():
    found = []
    for path in modules():
        room = path.parent.relative_to(PACKAGE)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models"):
                owner = "/".join((node.module or "").split(".")[1:-1])
                if node.module.startswith("tongban.") and not str(room).startswith(owner):
                    found.append(f"{shown(path)}:{node.lineno} {node.module}")
    assert found == []
