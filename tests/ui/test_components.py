"""Components say in words what they say in colour."""

from datetime import UTC, date, datetime

from django.test import RequestFactory
from django.utils.translation import override

from tongban.ui.pieces import (
    Crumb,
    Day,
    DayKind,
    Due,
    DueState,
    Fault,
    Flow,
    FlowStep,
    Happening,
    NodeState,
    Square,
    Stage,
    Tone,
)


def test_a_due_bar_says_its_state_in_words_beside_the_colour(drawn):
    page = drawn('<c-due :due="due" />', due=Due(35, DueState.SOON, "剩 2 个工作日", 50))
    assert 'data-state="soon"' in page
    assert "剩 2 个工作日" in page
    assert 'width="35%"' in page
    assert 'x="50%"' in page


def test_a_due_bar_without_a_promise_draws_no_mark(drawn):
    assert "promise" not in drawn('<c-due :due="due" />', due=Due(35, DueState.OK, "fine"))


def test_no_component_needs_an_inline_style(drawn):
    day = Day(date(2026, 10, 12), "5", (DayKind.PROMISED,))
    assert "style=" not in drawn('<c-days :days="days" label="days" />', days=[day])
    assert "style=" not in drawn('<c-due :due="due" />', due=Due(35, DueState.OK, "fine"))


def test_the_promised_and_the_statutory_day_are_named(drawn):
    days = [
        Day(date(2026, 10, 12), "5", (DayKind.PROMISED,)),
        Day(date(2026, 10, 26), "15", (DayKind.LEGAL,)),
    ]
    with override("zh-hans"):
        page = drawn('<c-days :days="days" label="days" />', days=days)
    assert page.index("承诺") < page.index("法定")


def test_words_from_people_are_escaped(drawn):
    told = Happening(datetime(2026, 10, 9, tzinfo=UTC), "<b>ha</b>", tone=Tone.BAD)
    page = drawn('<c-story :story="story" />', story=[told])
    assert "<b>ha</b>" not in page
    assert "&lt;b&gt;ha" in page


def test_a_flow_is_a_list_before_it_is_a_picture(drawn):
    steps = (FlowStep("a", "受理", NodeState.PASSED), FlowStep("b", "审核", NodeState.CURRENT))
    with override("zh-hans"):
        page = drawn('<c-flow :flow="flow" />', flow=Flow("流程", steps, url="/flow.bpmn"))
    assert "<details open" in page
    assert page.index("受理") < page.index("审核")
    assert 'data-src="/flow.bpmn"' in page


def test_each_fault_leads_to_its_field(drawn):
    page = drawn('<c-faults :faults="faults" />', faults=[Fault("name", "Enter your name")])
    assert '<a href="#name">Enter your name</a>' in page
    assert "faults" not in drawn('<c-faults :faults="faults" />', faults=[])


def test_the_last_crumb_is_no_link(drawn):
    page = drawn('<c-crumbs :crumbs="c" />', c=[Crumb("Home", "/"), Crumb("Here")])
    assert '<a href="/">Home</a>' in page
    assert '<span aria-current="page">Here</span>' in page


def test_a_step_that_cannot_be_opened_is_no_link(drawn):
    stages = [Stage("One", "/1", done=True), Stage("Two", current=True), Stage("Three")]
    page = drawn('<c-stages :stages="stages" />', stages=stages)
    assert page.count("<a ") == 1
    assert page.count('aria-current="step"') == 1


def test_turning_the_page_keeps_the_question(drawn):
    request = RequestFactory().get("/matters/", {"q": "房", "page": "2"})
    page = drawn('<c-pages :number="2" :total="3" />', request=request)
    assert "?q=%E6%88%BF&amp;page=1" in page
    assert "?q=%E6%88%BF&amp;page=3" in page
    assert drawn('<c-pages :number="1" :total="1" />', request=request).strip() == ""


def test_a_square_code_draws_its_dark_modules_and_says_what_it_leads_to(drawn):
    square = Square(2, (b"\x01\x00", b"\x00\x01"))
    page = drawn('<c-square :square="square" label="查进度" />', square=square)
    assert square.path == "M0 0h1v1h-1zM1 1h1v1h-1z"
    assert 'aria-label="查进度"' in page
    assert 'viewBox="-4 -4 10 10"' in page


def test_the_legend_names_a_stopped_step_only_where_there_is_one(drawn):
    for state, shown in ((NodeState.CANCELLED, True), (NodeState.PASSED, False)):
        flow = Flow("进度", (FlowStep("a", "受理", state),), xml="<x/>")
        page = drawn('<c-flow :flow="flow" />', flow=flow)
        assert ('<li class="cancelled">' in page.split("<details")[0]) is shown
