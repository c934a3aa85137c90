"""The reference models of the BPMN interchange group: each runs or is refused where it should be."""

from pathlib import Path

import pytest
from lxml.etree import fromstring

from builders.flows import problems
from builders.models import stepped
from tongban.kernel.flows import compiled, enabled, start

MODELS = sorted((Path(__file__).parents[4] / "shared/data/bpmn-miwg/Reference").glob("*.bpmn"))

RUNNING = {"A.1.0", "A.3.0", "A.4.0", "A.4.1"}
"""The others have choices without a default, or conditions in another language."""
BY_ITSELF = [
    ("C.1.0", "sid-5FBB6CB3-8A7C-42B5-9024-15BB2684EC57"),
    ("C.2.0", "WFP-Page_1-1"),
    ("C.2.0", "WFP-Page_1-2"),
    ("C.2.0", "WFP-Page_1-4"),
    ("C.4.0", "_f0035388-f829-470c-b82b-0b15c3da3399"),
    ("C.4.0", "_3486bf55-0a7f-4ff1-be15-1555669f58ad"),
]

pytestmark = pytest.mark.skipif(
    not MODELS, reason="the reference models are not beside the repository"
)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_reference_model_runs_or_is_refused_at_elements_and_lines_that_exist(path):
    root = fromstring(path.read_bytes())
    named = {each.get("id"): each for each in root.iter() if each.get("id")}
    found = problems(path.read_bytes())
    assert bool(found) != (path.stem in RUNNING)
    for problem in found:
        # Start tags of these models stand on one line each, so that libxml2 counts right.
        inside = [each for each in named[problem.element].iter() if each.sourceline == problem.line]
        assert inside
        tag, _, rest = problem.reason.partition(" ")
        if rest.startswith("is not supported"):
            assert any(each.tag.endswith(tag) for each in inside)


@pytest.mark.parametrize(
    ("name", "process"), [*((name, None) for name in sorted(RUNNING)), *BY_ITSELF]
)
def test_a_reference_model_that_runs_gets_to_its_end_by_whatever_comes_first(name, process):
    flow = compiled((MODELS[0].parent / f"{name}.bpmn").read_bytes(), process)
    marking, done = start(flow, {}).marking, 0
    while ready := enabled(flow, marking):
        marking, done = stepped(flow, marking, ready[0].element, {}), done + 1
        assert done < 50
    assert marking.tokens == ()
    assert done > 0
