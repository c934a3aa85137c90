"""What the law asks of one licence, lived through in a browser: 补正, pause, hearing, extension, refusal, silence, renewal."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from builders.browser import chromium, follow
from builders.dossier_answers import STEPS
from builders.house import House
from builders.journeys import (
    APPLY,
    apply,
    deliver,
    do,
    fill_in,
    handle,
    next_step,
    open_case,
    page_of,
    send,
)
from tongban.project.demo.courses.answers import APPLICANTS
from tongban.project.demo.papers import paper

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("house")]
SILENCE = "逾期未告知，即为受理"
LICENCE = "城镇污水排入排水管网许可"
WINDOW, OFFICER, OTHER, LEADER, OWNER = "wangmin", "tangli", "zengli", "wujianguo", "qujiang"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("law") / "data")
    house.start()
    yield house
    for room in ("cases", "ledger"):
        said = json.loads(house.tongban(room, "verify", "--json").stdout)
        assert said["ok"], said
    house.stop()


@pytest.fixture(autouse=True)
def today(house):
    """However late it was for the house in the test before, now it is today again."""
    if house.later:
        house.stop()
        house.start()


@pytest.fixture
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def applied(house, browser, tmp_path: Path):
    """Hand in an application for the licence; return its number."""
    (tmp_path / "paper.pdf").write_bytes(paper("材料"))

    def hand_in() -> str:
        page = page_of(browser, house, OWNER)
        return apply(page, LICENCE, STEPS["drainage_licence"], tmp_path / "paper.pdf")

    return hand_in


def day(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


def text(page) -> str:
    return page.locator("main").inner_text()


def own(browser, house, number):
    page = page_of(browser, house, OWNER)
    page.goto(f"{house.url}/my/{number}/")
    return page


def test_what_is_missing_is_asked_for_once_and_then_accepted(house, browser, applied, tmp_path):
    number = applied()
    page = open_case(browser, house, WINDOW, number)
    fold = page.locator('details.act:has(form[action*="/act/request_supplement/"])')
    fold.locator("summary").first.click()
    form = fold.locator("form")
    form.locator("select").first.select_option(index=1)
    form.locator('input[name$=".what"], input[name*="what"]').first.fill("水质检测报告已过期")
    follow(page, form.locator("button:not([name])").last)
    assert "待补正" in text(page)
    citizen = own(browser, house, number)
    assert "补正" in text(citizen)
    citizen.goto(f"{house.url}/my/{number}/supplement/")
    for field in citizen.locator('main input[type="file"]').all():
        field.set_input_files(tmp_path / "paper.pdf")
    follow(citizen, citizen.locator("main form .btn-main").last)
    expect(citizen.locator("[role=alert]")).to_have_count(0)
    handle(browser, house, WINDOW, number)
    assert "办理中" in text(open_case(browser, house, OFFICER, number))


def test_expert_review_moves_the_due_day_and_the_page_says_why(house, browser, applied):
    number = applied()
    handle(browser, house, WINDOW, number)
    page = open_case(browser, house, OFFICER, number)
    before = page.locator(".both-days").inner_text()
    do(page, "open_special", kind="expert_review", announced=day(9), reasons="组织专家评审")
    assert page.locator(".both-days").inner_text() != before
    assert "专家评审" in text(page)
    assert "专家评审" in text(own(browser, house, number))
    do(page, "conclude_special", text="专家组同意", people="甲\n乙\n丙", happened=day(0))
    handle(browser, house, OFFICER, number, "同意。")
    handle(browser, house, LEADER, number, "准予许可。")
    deliver(browser, house, WINDOW, number, "范小雨")


def test_a_hearing_is_offered_asked_for_arranged_in_time_and_held(house, browser, applied):
    number = applied()
    handle(browser, house, WINDOW, number)
    page = open_case(browser, house, OFFICER, number)
    do(page, "offer_hearing", words="拟不予许可，您有权要求听证。")
    assert "听证" in text(own(browser, house, number))
    do(page, "ask_hearing", words="申请人当面要求听证")
    send(page, "arrange_special", on=f"{day(3)}T10:00", place="三楼会议室")
    expect(page.locator("[role=alert]")).to_contain_text("7")
    form = page.locator('form[action*="/act/arrange_special/"]').first
    form.locator('select[name="chair"]').select_option(index=1)
    do(page, "arrange_special", on=f"{day(14)}T10:00", place="三楼会议室")
    assert "三楼会议室" in text(page)
    house.stop()
    house.start(later=15)
    page = open_case(browser, house, OFFICER, number)
    held = {
        "text": "双方到场，申请人陈述意见。",
        "people": "曾莉",
        "happened": day(15),
        "signed": "1",
    }
    do(page, "conclude_special", **held)
    handle(browser, house, OFFICER, number, "听证后审查，符合条件。")
    handle(browser, house, LEADER, number, "准予许可。")
    assert "准予行政许可" in text(own(browser, house, number))


def test_an_extension_needs_the_leader_and_a_refusal_its_reasons(house, browser, applied):
    number = applied()
    handle(browser, house, WINDOW, number)
    page = open_case(browser, house, OFFICER, number)
    before = page.locator(".both-days").inner_text()
    do(page, "extension", days="10", reason="需要补充核实")
    assert page.locator(".both-days").inner_text() == before
    handle(browser, house, LEADER, number, "同意延期。")
    page.reload()
    assert page.locator(".both-days").inner_text() != before
    handle(browser, house, OFFICER, number, "建议不予许可。")
    leader = open_case(browser, house, LEADER, number)
    leader.fill("#handle #words", "")
    follow(leader, '#handle button[value="refused"]')
    expect(leader.locator("[role=alert]")).to_have_count(1)
    leader.fill("#handle #words", "排放水质不符合标准。")
    follow(leader, '#handle button[value="refused"]')
    assert "不予行政许可" in text(open_case(browser, house, LEADER, number))


def test_silence_over_a_stop_accepts_once_and_the_certificate_is_revoked_by_two(
    house, browser, applied
):
    number = applied()
    house.stop()
    house.start(later=12)
    page = open_case(browser, house, OFFICER, number)
    assert "办理中" in text(page)
    assert page.locator("#story").inner_text().count(SILENCE) == 1
    handle(browser, house, OFFICER, number, "同意。")
    handle(browser, house, LEADER, number, "准予许可。")
    revoke_by_two(browser, house)
    house.stop()
    house.start(later=14)
    assert (
        open_case(browser, house, OFFICER, number).locator("#story").inner_text().count(SILENCE)
        == 1
    )


def revoke_by_two(browser, house) -> None:
    """One proposes, himself cannot confirm; the leader confirms."""
    page = page_of(browser, house, OFFICER)
    page.goto(f"{house.url}/certificates/")
    follow(page, 'main a[href*="/certificates/"]:has-text("川广排")')
    address = page.url
    form = page.locator('form[action$="/propose/"]').first
    fold = page.locator('details:has(form[action$="/propose/"])').first
    if fold.count() and fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    for select in form.locator("select").all():
        select.select_option(index=1)
    form.locator("textarea").first.fill("以欺骗手段取得许可。")
    follow(page, form.locator("button").last)
    assert page.locator('form[action$="/confirm/"] button').count() == 0
    leader = page_of(browser, house, LEADER)
    leader.goto(address)
    follow(leader, 'form[action$="/confirm/"] .btn-main')
    assert any(word in text(leader) for word in ("撤销", "撤回", "吊销", "注销"))


def test_a_licence_that_ends_soon_is_renewed_from_the_holders_own_page(house, browser, tmp_path):
    holder, told = "hengsheng", APPLICANTS["hengsheng"]
    (tmp_path / "paper.pdf").write_bytes(paper("材料"))
    first, *others = STEPS["drainage_licence"]
    own_words = {f"applicant.{name}": value for name, value in told.items()}
    page = page_of(browser, house, holder)
    page.goto(f"{house.url}/my/certificates/")
    way = page.locator('a[href*="purpose=renewal"]').first
    address = way.get_attribute("href")
    follow(page, way)
    follow(page, APPLY)
    fill_in(page, [{**first, **own_words}, *others], tmp_path / "paper.pdf")
    next_step(page)
    number = page.locator(".receipt .large").all_inner_texts()[0].split()[0]
    for who in (WINDOW, OFFICER, LEADER):
        handle(browser, house, who, number, "准予延续。")
    page.goto(f"{house.url}/my/{number}/")
    assert "准予行政许可" in text(page)
    page.goto(f"{house.url}/my/certificates/")
    assert page.locator(f'a[href="{address}"]').count() == 0
