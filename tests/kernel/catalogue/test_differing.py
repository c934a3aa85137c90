"""A difference names exactly what differs: fields, entries of lists, words."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.catalogue.content import Article, Content, Paper
from tongban.kernel.catalogue.differing import Fate, diff, marked
from tongban.kernel.catalogue.rules import Limit

WORDS = st.text("甲乙丙 ab,。1\n", max_size=20)
PAPERS = st.lists(
    st.builds(Paper, key=st.sampled_from(["id", "deed", "map"]), name=WORDS, shared=st.booleans()),
    max_size=4,
).map(tuple)
BASES = st.lists(st.builds(Article, law=WORDS, article=WORDS, text=WORDS), max_size=3).map(tuple)
STEPS = st.lists(
    st.fixed_dictionaries({"name": WORDS, "role": WORDS}, optional={"limit": st.just("3wd")}),
    max_size=3,
).map(tuple)
CONTENTS = st.builds(
    Content,
    name=WORDS,
    power_type=st.sampled_from([1, 20]),
    organ_id=st.just(1),
    level=st.just(4),
    visits=st.none() | st.integers(0, 3),
    statutory=st.none() | st.just(Limit(20, "wd")),
    bases=BASES,
    materials=PAPERS,
    steps=STEPS,
    remedies=st.dictionaries(st.just("court"), WORDS),
)


@given(CONTENTS)
def test_equal_contents_do_not_differ(content):
    assert diff(content, replace(content)) == ()


@given(CONTENTS, CONTENTS)
def test_exactly_the_changed_fields_are_named(old, new):
    names = [each.name for each in fields(Content)]
    changed = [name for name in names if getattr(old, name) != getattr(new, name)]
    assert [each.field for each in diff(old, new)] == changed


@given(PAPERS, PAPERS)
def test_every_entry_is_kept_added_removed_or_changed(old, new):
    content = Content(name="", power_type=1, organ_id=1, level=4)
    found = diff(replace(content, materials=old), replace(content, materials=new))
    entries = found[0].entries if found else ()
    fates = [entry.fate for entry in entries]
    assert len(new) - len(old) == fates.count(Fate.ADDED) - fates.count(Fate.REMOVED)
    for entry in entries:
        if entry.fate is Fate.CHANGED:
            assert entry.facts
            assert all(fact.old != fact.new for fact in entry.facts)


@given(WORDS, WORDS)
def test_the_marked_runs_give_both_texts_back(old, new):
    runs = marked(old, new)
    assert "".join(run.words for run in runs if run.old) == old
    assert "".join(run.words for run in runs if run.new) == new
    assert all(run.old and run.new for run in runs) == (old == new)


def test_a_changed_character_is_marked_and_no_more():
    runs = [(run.words, run.old, run.new) for run in marked("二十个工作日", "三十个工作日")]
    assert runs == [("二", True, False), ("三", False, True), ("十个工作日", True, True)]


def test_entries_are_the_same_by_their_key_wherever_they_stand():
    content = Content(name="", power_type=1, organ_id=1, level=4)
    one, two = Paper(key="id", name="身份证"), Paper(key="deed", name="不动产证")
    before = replace(content, materials=(one, two))
    [moved] = diff(before, replace(content, materials=(two, one)))
    assert moved.entries == ()
    [renamed] = diff(before, replace(content, materials=(replace(one, copies=2), two)))
    [entry] = renamed.entries
    assert (entry.fate, [(f.key, f.old, f.new) for f in entry.facts]) == (Fate.CHANGED, [("copies", 1, 2)])  # fmt: skip
