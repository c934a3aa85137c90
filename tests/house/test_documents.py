"""What the documents promise: links that lead somewhere, words that the code knows, commands that exist."""

import ast
import re
import shlex
from pathlib import Path

import pytest
from django.apps import apps

from builders.events import event_classes, events_page, opening, place_of, rooms
from builders.sources import PACKAGE, ROOT, modules, shown, tracked, tree
from tongban.project.command import headers
from tongban.project.reference import commands_page

READMES = ("README.md", "README.zh-CN.md")
BUDGETS = {"README.md": 120, "README.zh-CN.md": 120, "ARCHITECTURE.md": 200}
PAGES = [path for path in tracked() if path.suffix == ".md"]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CITED_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
TERM = re.compile(r"^\| (.+?) \| `(\w+)` \| `([\w/]+)` \| (.*?) \| (.*?) ?\|$", re.MULTILINE)

TYPE = re.compile(r"`[a-z_]+\.[a-z_]+`")


def text(path: str | Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def anchor(heading: str) -> str:
    """Return the anchor that a heading gets where Markdown is shown."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {anchor(each) for each in re.findall(r"^#+ (.+)$", text(path), re.MULTILINE)}


def links(path: str | Path) -> list[str]:
    return [each for each in LINK.findall(FENCED.sub("", text(path))) if "://" not in each]


def terms() -> list[tuple[str, str, str, str]]:
    """Return the rows of the glossary: term, identifier, room, meaning or type."""
    return [row[:4] for row in TERM.findall(text("docs/glossary.md"))]


def known(room: str) -> set[str]:
    """Return every name that the modules of a room give to something."""
    found: set[str] = set()
    for path in modules(PACKAGE / room):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return found


def own_models() -> list[type]:
    return [each for each in apps.get_models() if each.__module__.startswith("tongban.")]


@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_that_everybody_reads_stays_short(name):
    assert len(text(name).splitlines()) <= BUDGETS[name]


def test_both_readmes_show_the_same_commands_and_lead_to_the_same_pages():
    english, chinese = READMES
    blocks = [re.sub(r"\s+#.*|(?<=/) .*", "", "".join(FENCED.findall(text(n)))) for n in READMES]
    assert blocks[0].split() == blocks[1].split()
    assert [each for each in links(english) if each != chinese] == [
        each for each in links(chinese) if each != english
    ]


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_every_link_leads_somewhere(path):
    broken = []
    for link in links(path):
        name, _, place = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (place and place not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_page_of_the_docs_is_in_the_index():
    index = {(ROOT / "docs" / link).resolve() for link in links("docs/index.md")}
    pages = {path for path in PAGES if ROOT / "docs" in path.parents}
    assert {shown(path) for path in pages - index} == {"docs/index.md"}


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_every_command_that_a_page_names_exists(path):
    whole = re.findall(r"(?:\.venv/bin/|`)tongban ([a-z][^\n`#…]*)", text(path))
    reference = commands_page()
    unknown = []
    for command in whole:
        words = [
            word
            for word in shlex.split(command)
            if re.fullmatch("[a-z]+(?:-[a-z]+)*|--[a-z-]+", word)
        ]
        name, verb = words[0], words[1] if len(words) > 1 else ""
        known_verb = f"## tongban {name} {verb}\n" in reference or verb.startswith("-")
        if name not in headers() or (f"## tongban {name}\n" not in reference and not known_verb):
            unknown.append(command)
        unknown += [each for each in words if each[:2] == "--" and f"`{each}" not in reference]
    assert [each for each in unknown if each != "--help"] == []


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_every_make_target_that_a_page_names_exists(path):
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text(path), re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_every_test_that_a_page_names_exists(path):
    for name, function in CITED_TEST.findall(text(path)):
        assert f"def {function}(" in text(name) if function else (ROOT / name).exists(), function


def test_every_module_that_the_architecture_names_exists():
    named = re.findall(r"`((?:kernel|portal|project)/[\w/]+\.py)`", text("ARCHITECTURE.md"))
    assert len(named) > 20
    assert [each for each in named if not (PACKAGE / each).exists()] == []


def test_every_word_of_the_glossary_is_a_name_in_its_room():
    assert len(terms()) > 80
    assert [row[:3] for row in terms() if row[1] not in known(row[2])] == []


def test_the_glossary_has_one_term_for_one_thing():
    names = [(name, room) for _term, name, room, _meaning in terms()]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_table_is_in_the_glossary_under_the_term_of_its_docstring(model):
    parts = model.__module__.split(".")[1:-1]
    room = "/".join(parts[:2] if parts[0] == "domains" else parts)
    row = (opening(model)[0].partition(" (")[0], model.__name__, room)
    assert row in {each[:3] for each in terms()}


@pytest.mark.parametrize("room", rooms())
def test_every_event_is_in_the_glossary_under_the_term_of_its_docstring(room):
    rows = [row for row in terms() if row[2] == place_of(room) and TYPE.fullmatch(row[3])]
    wanted = [
        (opening(event)[0], event.__name__, place_of(room), f"`{event.type}`")
        for event in event_classes(room)
    ]
    assert sorted(rows) == sorted(wanted)


def test_the_page_of_events_is_what_the_code_says():
    assert text("docs/reference/events.md") == events_page()
