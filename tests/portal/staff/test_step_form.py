"""What a step fills in of the form, on the case page: shown, kept, marked, and gone where it is hidden."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builders.casepage import page, step_of
from builders.fields import SECRET, a_guarded_place, answers, at_survey, surveyed
from builders.files import a_pdf

pytestmark = pytest.mark.django_db
TYPED = {"office.visited_on": "2026-02-13", "office.finding": "情况属实", "applicant.note": "低保"}


@pytest.fixture
def place(in_step):
    made = a_guarded_place()
    in_step(made)
    return made


def handle(client, number, **typed):
    given = {
        **step_of(client, number),
        **{key.replace("__", "."): one for key, one in typed.items()},
    }
    return client.post(reverse("staff:handle", args=[number]), given)


def values(place, number):
    return place.content(number, place.case(number).form)["values"]


def test_the_step_shows_what_it_fills_in_and_completes_with_it(place, as_):
    number = at_survey(place)
    client = as_(place.people["survey"])
    shown = page(client, number)
    assert 'name="office.finding"' in shown
    assert 'name="applicant.income"' not in shown
    answer = handle(client, number, outcome="agreed", words="同意", **TYPED)
    assert answer.status_code == 302
    assert values(place, number)["office"]["finding"] == "情况属实"
    assert values(place, number)["applicant"]["note"] == "低保"
    assert place.open(number, "joint")


@pytest.mark.parametrize("press", [{"outcome": "agreed", "words": "同意"}, {"_fill": "1"}])
def test_a_second_click_writes_nothing_more_and_is_led_on_as_the_first(place, as_, press):
    number = at_survey(place)
    client = as_(place.people["survey"])
    photo = SimpleUploadedFile("现场.pdf", a_pdf())
    given = {**step_of(client, number), **TYPED, **press, "office.photo": photo}
    said = []
    for _click in range(2):
        photo.seek(0)
        said.append(client.post(reverse("staff:handle", args=[number]), given))
    assert [answer.status_code for answer in said] == [302, 302]
    assert said[0].url == said[1].url
    assert place.types(number).count("item.filled") == 1


def test_a_second_click_on_an_acceptance_that_fills_in_accepts_once(in_step, as_):
    place = a_guarded_place(accept='t:write="office.finding"')
    in_step(place)
    number = place.submit(values=answers()).number
    client = as_(place.people["window"])
    given = {**step_of(client, number), "office.finding": "齐全", "happened": str(place.today())}
    door = reverse("staff:handle", args=[number])
    assert [client.post(door, given).status_code for _click in range(2)] == [302, 302]
    assert place.types(number).count("case.accepted") == 1
    assert place.types(number).count("item.filled") == 1


def test_a_missing_must_comes_back_marked_with_all_that_was_typed(place, as_):
    number = at_survey(place)
    client = as_(place.people["survey"])
    answer = handle(
        client, number, outcome="agreed", words="我的意见", **{**TYPED, "office.visited_on": ""}
    )
    told = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="f-office-visited_on-error"' in told
    assert "情况属实" in told
    assert "我的意见" in told
    assert "office" not in values(place, number)


def test_what_is_kept_for_now_leaves_the_step_open(place, as_):
    number = at_survey(place)
    client = as_(place.people["survey"])
    assert handle(client, number, _fill="1", **{"office.finding": "先记"}).status_code == 302
    assert values(place, number)["office"] == {"finding": "先记"}
    assert 'name="office.finding" value="先记"' in page(client, number)


def test_a_row_is_added_without_a_script_and_nothing_is_kept_yet(place, as_):
    number = at_survey(place)
    client = as_(place.people["survey"])
    answer = handle(client, number, _add="office.visits", **TYPED)
    assert 'name="office.visits.0.who"' in answer.content.decode()
    assert "office" not in values(place, number)


def test_a_cell_is_filled_in_and_its_row_cannot_be_taken_away(place, as_):
    number = at_survey(place)
    client = as_(place.people["survey"])
    shown = page(client, number)
    assert 'value="household.people.0"' not in shown
    handle(client, number, _fill="1", **{"household.people.1.checked": "true"})
    people = values(place, number)["household"]["people"]
    assert [one.get("checked") for one in people] == [None, True]
    assert people[0]["pay"] == SECRET


def test_what_is_hidden_is_nowhere_on_the_page_and_its_file_is_not_handed_out(place, as_):
    number = surveyed(place)
    hidden = page(as_(place.people["police"]), number)
    assert SECRET not in hidden
    assert "收入证明" not in hidden.partition('id="content"')[2].partition("</section>")[0]
    assert SECRET in page(as_(place.people["survey"]), number)
    proof = values(place, number)["papers"]["proof"].partition("/")[2]
    for name in ("staff:preview", "staff:document"):
        address = reverse(name, args=[number, proof])
        assert as_(place.people["police"]).get(address).status_code == 404
    assert (
        as_(place.people["police"]).get(reverse("staff:flow_table", args=[number])).status_code
        == 200
    )
