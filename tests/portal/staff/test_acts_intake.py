"""收件审查的办理事项: each act before acceptance done from its own form, and refused at it."""

from datetime import date

import pytest
from django.urls import reverse

from builders.casepage import do, done, form_in, form_of, page, step_of, url
from builders.cases import ANSWERS, a_licence, a_place
from builders.identity import a_clerk, an_organ


@pytest.fixture
def place(db):
    return a_licence("health", "fire")


def test_what_is_missing_is_asked_for_row_by_row_and_the_case_waits(place, as_, in_step):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    rows = {"point": ["proof", "", ""], "what": ["缺平面图", "", ""], "how": ["补一份", "", ""]}
    done(client, number, "request_supplement", **rows)
    assert place.case(number).state == "supplementing"
    shown = page(client, number)
    assert "缺平面图 · 补一份" in shown
    assert "待申请人补正" in shown


def test_a_demand_without_a_point_comes_back_to_its_own_form(place, as_, in_step):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    answer = do(client, number, "request_supplement", point=["proof"], what=[""], how=["补一份"])
    assert answer.status_code == 422
    form = answer.content.decode().partition('id="do-request_supplement"')[2]
    assert form.startswith(" open>")
    assert 'role="alert"' in form.partition("</form>")[0]
    assert 'value="补一份"' in form.partition("</form>")[0]


def test_another_row_keeps_what_was_typed(place, as_, in_step):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    rows = {"point": ["proof", "report"], "what": ["缺图", "过期"], "how": ["", ""], "_add": "1"}
    form = do(client, number, "request_supplement", **rows).content.decode()
    form = form.partition('id="do-request_supplement"')[2].partition("</form>")[0]
    assert form.count('name="what"') == 3
    assert 'value="过期"' in form
    assert place.case(number).state == "submitted"


def test_a_second_demand_asks_for_its_reason(place, as_, in_step):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    rows = {"point": ["proof"], "what": ["缺平面图"], "how": [""]}
    assert 'name="reason"' not in form_in(page(client, number), "request_supplement")
    done(client, number, "request_supplement", **rows)
    place.on("supplement", number, by=place.citizen, values=ANSWERS, happened=place.today())
    in_step(place)
    assert do(client, number, "request_supplement", **rows, reason=" ").status_code == 422
    done(client, number, "request_supplement", **rows, reason="首次漏列")
    assert "首次漏列" in page(client, number)


@pytest.mark.parametrize(("outcome", "organ"), [("not_needed", ""), ("not_competent", "市住建局")])
def test_an_application_is_not_taken_on_with_reasons_and_the_right_organ(
    place, as_, in_step, outcome, organ
):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    assert (
        do(client, number, "decline", outcome=outcome, organ=organ, reasons="").status_code == 422
    )
    done(client, number, "decline", outcome=outcome, organ=organ, reasons="不属于本机关")
    assert place.case(number).outcome == outcome
    assert organ in page(client, number)


def test_who_is_not_competent_names_the_organ_that_is(place, as_, in_step):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    given = {"outcome": "not_competent", "organ": "", "reasons": "不属于本机关"}
    assert do(client, number, "decline", **given).status_code == 422
    assert place.case(number).state == "submitted"


def test_a_small_error_is_put_right_on_the_spot_as_the_form_takes_it(place, as_, in_step):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    assert do(client, number, "mend", path="applicant.income", value="很多").status_code == 422
    done(client, number, "mend", path="applicant.income", value="31000")
    form = place.content(number, place.case(number).form)
    assert form["values"]["applicant"]["income"] == 31000
    assert "年收入" in page(client, number)


def test_a_remark_beforehand_moves_nothing(place, as_, in_step):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    done(client, number, "pre_review", words="材料基本齐全")
    assert place.case(number).state == "submitted"
    assert "材料基本齐全" in page(client, number)


@pytest.mark.parametrize("verdict", ["same", "different", "not_shown"])
def test_a_material_is_compared_with_its_original(place, as_, in_step, verdict):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    done(client, number, "check_materials", material="proof", verdict=verdict)
    assert place.last(number, "case.material_checked")["verdict"] == verdict
    form = form_of(client, number, "check_materials")
    wrong = {**form, "material": "nothing", "verdict": verdict}
    assert client.post(url(number, "check_materials"), wrong).status_code == 404


def test_what_was_compared_before_is_not_noted_again(place, as_, in_step):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    done(client, number, "check_materials", material="proof", verdict="same")
    answer = do(client, number, "check_materials", material="proof", verdict="same")
    assert answer.status_code == 422
    assert "请选择" in answer.content.decode()
    assert place.types(number).count("case.material_checked") == 1
    done(client, number, "check_materials", material="proof", verdict="different")
    assert place.types(number).count("case.material_checked") == 2


def test_what_an_agent_took_in_is_received_first(place, as_, in_step):
    town = an_organ("某街道办事处", division="511602001000")
    agent = a_clerk(town, "window")[0]
    number = place.submit(by=agent, channel="agent").number
    in_step(place)
    client = as_(place.people["window"])
    shown = page(client, number)
    assert 'id="do-request_supplement"' not in shown
    assert "材料尚在代办点" in shown
    done(client, number, "receive", happened="2026-02-13")
    assert place.case(number).materials_on == date(2026, 2, 13)
    assert 'id="do-receive"' not in page(client, number)


def test_a_question_is_answered_by_whoever_reviews_it(as_, in_step, db):
    flow = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:tongban:bpmn:1" id="d">'
        '<process id="p"><startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="ans"/>'
        '<userTask id="ans" name="答复" t:act="review" t:performer="civil"/>'
        '<sequenceFlow id="b" sourceRef="ans" targetRef="e"/><endEvent id="e"/></process></definitions>'
    )
    place = a_place(
        "civil", procedure="consultation", power_type=20, flow=flow, statutory="", promised=""
    )
    number = place.submit().number
    in_step(place)
    client = as_(place.people["civil"])
    hidden = step_of(client, number)
    assert hidden["outcome"] == "agreed"
    door = reverse("staff:handle", args=[number])
    assert client.post(door, {**hidden, "words": ""}).status_code == 422
    assert client.post(door, {**hidden, "words": "请到三楼"}).status_code == 302
    assert place.case(number).outcome == "answered"
    assert "已答复" in page(client, number)
