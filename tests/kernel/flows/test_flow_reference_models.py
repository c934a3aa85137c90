"""The reference models of the BPMN interchange group: each compiles or is refused where it should be."""

from pathlib import Path

import pytest
from lxml.etree import fromstring

from builders.flows import problems

MODELS = sorted((Path(__file__).parents[4] / "shared/data/bpmn-miwg/Reference").glob("*.bpmn"))

pytestmark = pytest.mark.skipif(
    not MODELS, reason="the reference models are not beside the repository"
)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_reference_model_is_refused_at_elements_and_lines_that_exist(path):
    root = fromstring(path.read_bytes())
    named = {each.get("id"): each for each in root.iter() if each.get("id")}
    found = problems(path.read_bytes())
    assert found
    for problem in found:
        # Start tags of these models stand on one line each, so that libxml2 counts right.
        inside = [each for each in named[problem.element].iter() if each.sourceline == problem.line]
        assert inside
        tag, _, rest = problem.reason.partition(" ")
        if rest.startswith("is not supported"):
            assert any(each.tag.endswith(tag) for each in inside)
