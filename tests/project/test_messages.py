"""The translations: what is collected, and what is found wrong."""

import gettext

import pytest

from tongban.project.messages import comparing, compiling, from_python, from_templates
from tongban.project.messages.entries import Entry
from tongban.project.messages.rooms import Room

HEADER = comparing._HEADER


@pytest.fixture
def room(tmp_path):
    room = Room("trial", tmp_path)
    room.catalogue.parent.mkdir(parents=True)
    room.catalogue.write_text(HEADER, encoding="utf-8")
    return room


def keep(room: Room, *entries: str) -> None:
    room.catalogue.write_text("\n".join([HEADER, *entries]), encoding="utf-8")


def python(room: Room, text: str, name: str = "pages.py") -> set[Entry]:
    path = room.folder / name
    path.write_text(text, encoding="utf-8")
    return from_python.entries(path)


def test_every_kind_of_call_is_collected(room):
    found = python(room, 'gettext("A")\n_("B")\nngettext("c", "cs", 2)\npgettext("day", "D")\n')
    assert found == {Entry("A"), Entry("B"), Entry("c", "cs"), Entry("D", context="day")}


def test_the_words_of_a_refusal_are_collected_but_not_its_code(room):
    found = python(room, 'raise Refusal("cases.stale", "Open it again.", key="no words")\n')
    assert found == {Entry("Open it again.")}


def test_words_that_reach_a_refusal_through_a_name_are_collected(room):
    source = 'STALE = {"a": "It is old.", "b": "It is new."}\ndef f():\n    words = "Go on."\n'
    source += '    Refusal("x", words)\n    Refusal("y", STALE[k])\n'
    assert python(room, source) == {Entry("Go on."), Entry("It is old."), Entry("It is new.")}


def test_a_module_named_words_is_collected_whole(room):
    assert python(room, 'YES = "Yes"\n', "words.py") == {Entry("Yes")}
    assert python(room, 'YES = "Yes"\n', "other.py") == set()


def test_templates_are_collected_as_django_reads_them(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        """{% load i18n %}<c-card title='{% translate "It's due" %}'>{{ _("Now") }}
        {% blocktranslate count n=n trimmed %}{{ n }} day
        {% plural %}{{ n }} days{% endblocktranslate %}{% translate "May" context "month" %}"""
    )
    assert from_templates.entries(path) == {
        Entry("It's due"),
        Entry("Now"),
        Entry("%(n)s day", "%(n)s days"),
        Entry("May", context="month"),
    }


def test_a_complete_catalogue_has_no_faults(room):
    python(room, 'gettext("Due on {day}")')
    keep(room, 'msgid "Due on {day}"\nmsgstr "{day}到期"')
    assert comparing.faults(room) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("", "missing"),
        ('msgid "Due on {day}"\nmsgstr ""', "not translated"),
        ('msgid "Due on {day}"\nmsgstr "到期"', "other places"),
        ('#, fuzzy\nmsgid "Due on {day}"\nmsgstr "{day}到期"', "fuzzy"),
        ('msgid "Due on {day}"\nmsgstr "{day}到期"\n\nmsgid "Gone"\nmsgstr "没了"', "obsolete"),
    ],
)
def test_an_incomplete_catalogue_is_told_its_one_fault(room, entry, fault):
    python(room, 'gettext("Due on {day}")')
    keep(room, entry)
    assert [each.startswith(fault) for each in comparing.faults(room)] == [True]


def test_missing_entries_are_added_and_nothing_else_is_touched(room):
    python(room, 'gettext("Old")\ngettext("New \\"one\\"")\nngettext("day", "days", 1)')
    keep(room, '# reason\nmsgid "Old"\nmsgstr "旧"')
    assert comparing.add_missing(room) == 2
    assert comparing.add_missing(room) == 0
    assert '# reason\nmsgid "Old"\nmsgstr "旧"' in room.catalogue.read_text(encoding="utf-8")
    assert {each.partition(":")[0] for each in comparing.faults(room)} == {"not translated"}


def test_what_is_compiled_is_what_gettext_reads(room):
    keep(room, 'msgid "Old"\nmsgstr "旧"')
    compiling._compile(room)
    with room.compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Old") == "旧"
    assert not compiling._is_stale(room)
    keep(room, 'msgid "Old"\nmsgstr "陈旧"')
    assert compiling._is_stale(room)


def test_a_word_that_two_rooms_say_differently_is_told_unless_its_context_differs(room, tmp_path):
    other = Room("other", tmp_path / "other")
    other.catalogue.parent.mkdir(parents=True)
    keep(room, 'msgid "Review"\nmsgstr "审查"')
    keep(other, 'msgid "Review"\nmsgstr "双人审核"')
    assert comparing.clashes([room, other]) == ["'Review': '审查' in trial, '双人审核' in other"]
    keep(other, 'msgctxt "two"\nmsgid "Review"\nmsgstr "双人审核"')
    assert comparing.clashes([room, other]) == []
