"""The demo flow as bpmn-js draws it: no warning, every label inside its box, nothing on top of another."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Page, sync_playwright

VIEWER = (
    Path(__file__).parents[3] / "node_modules/bpmn-js/dist/bpmn-navigated-viewer.production.min.js"
)
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
XML = (files("tongban") / "project/demo/matters/public_rental_housing/flow.bpmn").read_text("utf-8")
DRAW = """async xml => {
    const viewer = new BpmnJS({container: '#picture'});
    const {warnings} = await viewer.importXML(xml);
    return warnings.map(String);
}"""
BOXES = """() => [...document.querySelectorAll('.djs-shape')].map(shape => {
    const box = ({x, y, width, height}) => [x, y, x + width, y + height];
    const hit = shape.querySelector('.djs-hit').getBoundingClientRect();
    const lines = [...shape.querySelectorAll('text tspan')].filter(line => line.textContent);
    return [shape.dataset.elementId, box(hit), lines.map(line => box(line.getBoundingClientRect()))];
})"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and VIEWER.exists()), reason="needs Chromium and bpmn-js"),
]


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 900, "height": 260})
        page.set_content('<meta charset="utf-8"><div id="picture" style="height: 240px"></div>')
        page.add_script_tag(path=VIEWER)
        yield page
        browser.close()


def apart(one: list[float], other: list[float]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_the_picture_is_drawn_without_a_warning_and_every_label_has_room(page):
    assert page.evaluate(DRAW, XML) == []
    boxes = page.evaluate(BOXES)
    assert len(boxes) == 13
    for name, box, lines in boxes:
        assert len(lines) == (0 if name in {"split", "join", "start", "end"} else 1), name
        for left, top, right, bottom in lines:
            icon = 26 if "label" not in name else 0
            assert box[0] + icon <= left, name
            assert right <= box[2] + 1, name
            assert box[1] - 1 <= top < bottom <= box[3] + 1, name
    pairs = [(one, other) for one in boxes for other in boxes if one[0] < other[0]]
    assert all(apart(one[1], other[1]) for one, other in pairs)
