"""等候: the case page says what the flow waits for and until when, and tells what came of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from builders.casepage import done, form_in, page
from builders.cases import a_place
from builders.waiting import BESIDE, LATE, NOTICE, ORGANS, REPLY, TOLD

pytestmark = pytest.mark.django_db


def surveyed(flow):
    place = a_place(*ORGANS, flow=flow)
    number = place.accepted()
    place.review(number, "survey")
    return place, number


def later(place, clock, days=30):
    place.wait(days=days)
    place.sweep()
    clock.now = place.now + timedelta(minutes=1)


def test_the_page_of_a_case_that_waits_says_for_what_and_until_when(as_, clock):
    place, number = surveyed(NOTICE)
    client = as_(place.people["officer"])
    shown = page(client, number)
    assert "2月27日" in shown.partition('id="going"')[2].partition("</section>")[0]
    assert "公示" in shown.partition('id="going"')[2]
    assert "办件正在等待，到时流程自动继续，不因此作出任何决定。" in shown
    assert "在办" in shown.partition("<b>公示</b>")[2][:80]
    listed = client.get(reverse("staff:timers")).content.decode()
    assert "流程计时" in listed
    later(place, clock)
    shown = page(client, number)
    assert "到时：公示" in shown
    assert "办件正在等待" not in shown


@pytest.mark.parametrize(
    ("flow", "before", "after"),
    [
        (LATE, "“civil”届时未办结的，该环节终止", "到时：逾期未办"),
        (BESIDE, "“civil”届时未办结的，另行开启", "到时：督办"),
    ],
)
def test_the_page_says_what_comes_of_a_step_that_is_not_done_in_time(
    as_, clock, flow, before, after
):
    place, number = surveyed(flow)
    client = as_(place.people["officer"])
    assert before in page(client, number)
    later(place, clock)
    shown = page(client, number)
    assert after in shown
    assert "“civil”届时未办结。" in shown
    assert before not in shown


def test_the_applicant_sees_the_wait_among_the_steps(as_, clock):
    place, number = surveyed(NOTICE)
    shown = as_(place.citizen).get(reverse("public:own", args=[number])).content.decode()
    assert "公示" in shown


def test_who_leads_the_case_notes_what_arrived_with_the_facts_that_the_flow_asks_for(as_):
    place, number = surveyed(REPLY)
    client = as_(place.people["officer"])
    shown = page(client, number)
    assert "尚未收到" in shown
    form = form_in(shown, "note_message")
    assert 'name="reply.result"' in form
    assert 'name="reply.area"' in form
    typed = {"message": "reply", "words": "消防来函", "reply.result": "合格", "reply.area": "80"}
    done(client, number, "note_message", **typed)
    shown = page(client, number)
    for said in ("收到：等待复函", "消防来函", "result：合格", "area：80"):
        assert said in shown, said
    assert not form_in(shown, "note_message")
    assert place.open(number, "decide")
    assert not form_in(page(as_(place.people["survey"]), number), "note_message")


def test_who_only_takes_part_is_offered_no_noting_and_is_refused(as_):
    place, number = surveyed(TOLD)
    client = as_(place.people["civil"])
    assert not form_in(page(client, number), "note_message")
    version = place.case(number).n
    typed = {"version": version, "key": "k", "message": "new", "words": "新证据"}
    assert (
        client.post(reverse("staff:act", args=[number, "note_message"]), typed).status_code == 404
    )
    form = form_in(page(as_(place.people["officer"]), number), "note_message")
    assert all(one in form for one in ("新证据", "举报线索"))
