"""Where a flow of the demo chooses, the answers of the form lead either way."""

import pytest

from builders.dossier_answers import APPLICANTS, FOLDERS, schema_of
from builders.filling import FILE, known_of, steps_of, typed, walked
from tongban.kernel.flows import compiled
from tongban.kernel.forms.loading import form
from tongban.kernel.forms.rules import check

CHOICES = [
    ("temporary_relief", "hardship.kind", "emergency", "urgent", True),
    ("temporary_relief", "hardship.kind", "expense", "urgent", False),
    ("unemployment_benefit", "work.reason", "forced", "investigate", True),
    ("unemployment_benefit", "work.reason", "expired", "investigate", False),
    ("disability_certificate", "disability.appraised", "false", "appraise", True),
    ("disability_certificate", "disability.appraised", "true", "appraise", False),
    ("household_registration", "birth.certificate", "false", "investigate", True),
    ("household_registration", "birth.certificate", "true", "investigate", False),
]


@pytest.mark.parametrize(("folder", "question", "answer", "node", "passed"), CHOICES)
def test_an_answer_decides_which_way_a_case_takes(folder, question, answer, node, passed):
    asked = form(schema_of(folder))
    chosen = {question: answer}
    if answer == "true" and folder == "household_registration":
        chosen["birth.certificate_number"] = "U510012345"
    steps = steps_of(asked, known_of(APPLICANTS[folder]), chosen)
    given = {name: value for step in steps for name, value in step.items()}
    kept = {name: "document/1" for name, value in given.items() if value == FILE}
    values = typed(asked, given | kept)
    assert check(asked, values, whole=True) == ()
    tasks = walked(compiled((FOLDERS / folder / "flow.bpmn").read_bytes()), values)
    assert (node in tasks) is passed
    assert tasks[-1] == "decide"
