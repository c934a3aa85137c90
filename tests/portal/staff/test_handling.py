"""本环节办理: each step as its post takes it, and each refusal beside it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builders.files import a_pdf
from builders.identity import a_clerk, an_organ
from tongban.kernel.documents.models import Document
from tongban.kernel.ledger.models import Event
from tongban.kernel.papers.queries import papers_of


def url(number):
    return reverse("staff:handle", args=[number])


def posted(client, number, **more):
    """What the page would post: its hidden fields, and what is typed and pressed."""
    page = client.get(reverse("staff:case", args=[number])).content.decode()
    form = page.partition('id="handle"')[2].partition("</form>")[0]
    hidden = dict(
        re.findall(r'<input type="hidden" name="(act|item|version|key)" value="(.*?)">', form)
    )
    return {**hidden, **more}


def handled(client, number, **more):
    return client.post(url(number), posted(client, number, **more))


def events(number):
    return Event.objects.filter(stream=f"case/{number}").count()


def test_accepting_starts_the_limits_and_leads_back_to_the_desk_with_a_message(place, as_):
    number = place.submit().number
    answer = handled(as_(place.people["window"]), number, happened="2026-02-14")
    assert answer.url == reverse("staff:desk")
    assert place.case(number).state == "accepted"
    desk = as_(place.people["window"]).get(reverse("staff:desk"))
    assert desk.status_code == 200


def test_the_message_names_the_case_and_its_entry_in_the_log(place, as_):
    number, client = place.submit().number, as_(place.people["window"])
    answer = client.post(url(number), posted(client, number, happened="2026-02-14"), follow=True)
    assert number in answer.content.decode()
    assert place.case(number).hash[:12] in answer.content.decode()


def test_the_day_of_acceptance_is_today_unless_another_is_typed(place, as_):
    number = place.submit().number
    page = as_(place.people["window"]).get(reverse("staff:case", args=[number])).content.decode()
    assert 'name="happened" type="date" value="2026-02-14"' in page


@pytest.mark.parametrize("day", ["2026-02-12", "2026-02-15", "2026-02-31", ""])
def test_a_day_before_the_receipt_or_after_today_is_refused_and_stays_typed(place, as_, day):
    number = place.submit().number
    answer = handled(as_(place.people["window"]), number, happened=day)
    assert answer.status_code == 422
    assert f'value="{day}"' in answer.content.decode()
    assert place.case(number).state == "submitted"


@pytest.mark.parametrize("outcome", ["agreed", "refused"])
def test_a_review_is_recorded_with_its_opinion(accepted, place, as_, outcome):
    answer = handled(as_(place.people["civil"]), accepted, outcome=outcome, words="核对完毕")
    assert answer.status_code == 302
    page = as_(place.people["police"]).get(reverse("staff:case", args=[accepted]))
    assert "核对完毕" in page.content.decode()


def test_nothing_is_chosen_or_written_beforehand(accepted, place, as_):
    page = as_(place.people["civil"]).get(reverse("staff:case", args=[accepted])).content.decode()
    assert re.search(r'<textarea id="words"[^>]*></textarea>', page)


@pytest.mark.parametrize("outcome", ["refused", "", "perhaps"])
def test_a_refusal_without_reasons_and_no_choice_at_all_come_back(accepted, place, as_, outcome):
    before = events(accepted)
    answer = handled(as_(place.people["civil"]), accepted, outcome=outcome, words=" ")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert events(accepted) == before


def test_what_was_typed_on_a_page_gone_stale_is_kept_and_can_be_sent_again(accepted, place, as_):
    client = as_(place.people["civil"])
    old = posted(client, accepted, outcome="agreed", words="核对完毕", version="1")
    answer = client.post(url(accepted), old)
    assert answer.status_code == 422
    assert ">核对完毕</textarea>" in answer.content.decode()
    assert handled(client, accepted, outcome="agreed", words="核对完毕").status_code == 302


def test_what_was_typed_for_a_step_that_another_did_meanwhile_stands_on_the_page_with_the_reason(
    accepted, place, as_
):
    client = as_(place.people["civil"])
    old = posted(client, accepted, outcome="agreed", words="核对完毕，材料齐全")
    handled(client, accepted, outcome="agreed", words="同意")
    answer = client.post(url(accepted), old | {"key": "another"})
    assert answer.status_code == 422
    lost = answer.context["lost"]
    assert lost.words == ["核对完毕，材料齐全"]
    page = answer.content.decode()
    assert lost.fault in page
    assert "<blockquote>核对完毕，材料齐全</blockquote>" in page


def test_the_same_click_twice_is_done_once(accepted, place, as_):
    client = as_(place.people["civil"])
    form = posted(client, accepted, outcome="agreed", words="核对完毕")
    first = client.post(url(accepted), form)
    before = events(accepted)
    again = client.post(url(accepted), form)
    assert first.url == again.url == reverse("staff:desk")
    assert events(accepted) == before


def test_the_leader_decides_and_the_case_ends(accepted, place, as_):
    for name in ("civil", "police"):
        place.review(accepted, name)
    assert (
        handled(as_(place.people["leader"]), accepted, outcome="agreed", words="").status_code
        == 302
    )
    assert place.case(accepted).outcome == "granted"


def test_a_decision_against_the_applicant_needs_its_reasons(accepted, place, as_):
    for name in ("civil", "police"):
        place.review(accepted, name)
    client = as_(place.people["leader"])
    assert handled(client, accepted, outcome="refused", words="").status_code == 422
    assert handled(client, accepted, outcome="refused", words="收入超标").status_code == 302
    assert place.case(accepted).outcome == "refused"


def test_who_has_no_step_sees_no_form_and_cannot_take_anothers(accepted, place, as_):
    taken = posted(as_(place.people["civil"]), accepted, outcome="agreed", words="代办")
    leader = as_(place.people["leader"])
    page = leader.get(reverse("staff:case", args=[accepted])).content.decode()
    assert "本环节办理" not in page
    before = events(accepted)
    assert leader.post(url(accepted), taken).status_code == 404
    assert events(accepted) == before


def test_a_stranger_and_the_public_find_no_such_door(accepted, place, as_):
    taken = posted(as_(place.people["civil"]), accepted, outcome="agreed", words="代办")
    stranger, _post = a_clerk(an_organ())
    assert as_(stranger).post(url(accepted), taken).status_code == 404
    assert as_(place.citizen).post(url(accepted), taken).status_code == 404


def test_an_act_that_does_not_exist_is_not_found(accepted, place, as_):
    form = posted(as_(place.people["civil"]), accepted, act="abolish")
    assert as_(place.people["civil"]).post(url(accepted), form).status_code == 404


def test_there_is_one_primary_action(accepted, place, as_):
    page = as_(place.people["civil"]).get(reverse("staff:case", args=[accepted])).content.decode()
    assert page.count('class="btn-main"') == 1


def test_who_takes_part_and_does_not_lead_leaves_no_scan(accepted, place, as_):
    paper = papers_of(f"case/{accepted}")[-1]
    client = as_(place.people["police"])
    door = reverse("staff:scan", args=[accepted, paper.pk])
    assert client.get(reverse("staff:case", args=[accepted])).status_code == 200
    before = Document.objects.count()
    scan = SimpleUploadedFile("受理通知书.pdf", a_pdf(), content_type="application/pdf")
    assert client.post(door, {"scan": scan}).status_code == 404
    assert Document.objects.count() == before
