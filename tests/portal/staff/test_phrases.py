"""常用语: kept by one person for himself, put in by a click, never by themselves."""

import pytest
from django.urls import reverse

from tongban.kernel import Refusal
from tongban.kernel.cases.actions import keep_phrase
from tongban.kernel.cases.actions.phrasing import LONGEST_PHRASE, MOST_PHRASES
from tongban.kernel.cases.queries.own import phrases_of

SAID = "经审查，材料齐全，同意。"


def keep(client, words=SAID):
    return client.post(reverse("staff:phrase_keep"), {"words": words}, follow=True)


def test_a_phrase_is_offered_at_the_step_and_prefilled_nowhere(place, as_, accepted):
    officer = place.people["civil"]
    keep(as_(officer))
    page = as_(officer).get(reverse("staff:case", args=[accepted])).content.decode()
    assert f'data-insert="words">{SAID}</button>' in page
    assert f">{SAID}</textarea>" not in page


def test_a_phrase_is_kept_once_and_nobody_else_sees_or_deletes_it(place, as_):
    officer, window = place.people["civil"], place.people["window"]
    keep(as_(officer))
    keep(as_(officer), f"  {SAID} ")
    (phrase,) = phrases_of(officer)
    assert SAID not in as_(window).get(reverse("staff:phrases")).content.decode()
    drop = reverse("staff:phrase_drop", args=[phrase.pk])
    as_(window).post(drop)
    assert phrases_of(officer) == [phrase]
    as_(officer).post(drop)
    assert phrases_of(officer) == []


def test_an_empty_or_too_long_phrase_comes_back_with_what_was_typed(place, as_):
    client = as_(place.people["civil"])
    assert keep(client, "  ").status_code == 422
    long = "长" * (LONGEST_PHRASE + 1)
    answer = keep(client, long)
    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert phrases_of(place.people["civil"]) == []


def test_nobody_keeps_more_phrases_than_one_can_look_through(place):
    act = place.act(place.people["civil"])
    for number in range(MOST_PHRASES):
        keep_phrase(act, words=f"常用语{number}")
    with pytest.raises(Refusal, match="Delete one first"):
        keep_phrase(act, words="再来一条")
    keep_phrase(act, words="常用语0")


def test_the_public_has_no_phrases(place, as_):
    client = as_(place.citizen)
    assert client.get(reverse("staff:phrases")).status_code == 404
    assert client.post(reverse("staff:phrase_keep"), {"words": SAID}).status_code == 404
