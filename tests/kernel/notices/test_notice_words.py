"""Every kind has plain words, and no subject line or message says anything personal."""

import re

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from builders.notices import AT, NUMBER
from tongban.kernel.notices.rules import Fact, Kind
from tongban.kernel.notices.words import WORDS, letter, told

LANGUAGES = ("zh-hans", "en")
FACTS = {
    "due": "2026-03-30",
    "until": "2026-04-01",
    "apply_by": "2026-02-01",
    "at": AT.isoformat(),
    "days": 60,
}
days = st.dates().map(lambda day: day.isoformat())


def test_every_kind_has_words():
    assert set(WORDS) == set(Kind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_a_title_is_short_in_one_line_and_the_same_for_everybody(kind, language):
    with override(language):
        title = told(kind, FACTS).title
        assert title == told(kind, {}).title
    assert "\n" not in title
    assert not re.search(r"[\d@{}%<>]", title)
    assert len(title) <= (20 if language == "zh-hans" else 50)


@pytest.mark.parametrize("kind", Kind)
def test_the_chinese_words_are_chinese(kind):
    with override("zh-hans"):
        found = letter(kind, FACTS, subject=f"case/{NUMBER}")
    assert not re.search(r"[A-Za-z]", found.title + found.body)


@given(kind=st.sampled_from(Kind), day=days, left=st.integers(0, 400))
def test_a_letter_says_its_figures_and_the_case_number_and_leaves_no_place_unfilled(
    kind, day, left
):
    facts = {"due": day, "until": day, "apply_by": day, "at": AT.isoformat(), "days": left}
    found = letter(kind, facts, subject=f"case/{NUMBER}")
    assert NUMBER in found.body
    assert NUMBER not in found.title
    assert not re.search(r"[{}]", found.body)
    if Fact.DAYS in WORDS[kind].more:
        assert str(left) in found.body


def test_a_sentence_whose_figure_is_unknown_is_left_out():
    with override("zh-hans"):
        whole = told(Kind.CASE_ACCEPTED, {"due": "2026-03-30"}).body
        part = told(Kind.CASE_ACCEPTED, {}).body
    assert whole.startswith(part)
    assert "2026年3月30日" in whole
    assert "2026" not in part


def test_an_instant_is_said_as_in_shanghai():
    with override("zh-hans"):
        body = told(Kind.HEARING_SCHEDULED, {"at": "2026-03-01T17:30:00+00:00"}).body
    assert "2026年3月2日 01:30" in body


def test_a_certificate_has_no_case_number():
    with override("en"):
        assert (
            "Case number" not in letter(Kind.CERTIFICATE_EXPIRED, {}, subject="certificate/1").body
        )
