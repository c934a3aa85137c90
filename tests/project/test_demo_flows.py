"""Where a flow of the demo chooses, the answers of the applicant choose the way."""

import pytest

from builders.dossier_answers import APPLICANTS, FOLDERS, schema_of
from builders.filling import FILE, known_of, steps_of, typed, walked
from tongban.kernel.flows import compiled
from tongban.kernel.forms.loading import form
from tongban.kernel.forms.rules import check

PLEDGED = {"applicant.kind": "household", "felling.pledge_way": "true"}
BEDS = {"licence.beds_set": "true"}


def way(folder: str, chosen: dict[str, str]) -> list[str]:
    """The tasks that a case passes whose applicant answers some questions as `chosen`."""
    asked = form(schema_of(folder))
    steps = steps_of(asked, known_of(APPLICANTS[folder]), chosen)
    named = {name: value for step in steps for name, value in step.items()}
    papers = {name: "document/1" for name, value in named.items() if value == FILE}
    given = typed(asked, named | papers)
    assert check(asked, given, whole=True) == ()
    return walked(compiled((FOLDERS / folder / "flow.bpmn").read_bytes()), given)


@pytest.mark.parametrize(
    ("folder", "chosen", "passed"),
    [
        ("soil_conservation_plan", {"project.document": "book"}, ["expert"]),
        ("soil_conservation_plan", {"project.document": "sheet"}, ["formal"]),
        ("medical_institution_check", {}, ["paper_review"]),
        (
            "medical_institution_check",
            {**BEDS, "licence.beds": "99"},
            ["paper_review"],
        ),
        (
            "medical_institution_check",
            {**BEDS, "licence.beds": "100"},
            ["paper_review", "site_review"],
        ),
        (
            "medical_institution_check",
            {"practice.punished": "true"},
            ["paper_review", "site_review"],
        ),
        ("tree_felling_licence", {**PLEDGED, "felling.volume": "15"}, ["pledge_check"]),
        ("tree_felling_licence", {**PLEDGED, "felling.volume": "16"}, ["site"]),
        ("tree_felling_licence", {"applicant.kind": "body"}, ["site"]),
        ("road_excavation", {}, ["municipal", "traffic"]),
        ("planning_permit", {}, ["technical", "publicity", "summary"]),
    ],
)
def test_the_answers_choose_the_review(folder, chosen, passed):
    assert way(folder, chosen) == ["accept", *passed, "decide"]


@pytest.mark.parametrize(
    ("town", "use", "decided"),
    [
        ("longtai", "home", "town_decide"),
        ("longtai", "enterprise", "bureau_decide"),
        ("other", "home", "bureau_decide"),
    ],
)
def test_only_the_entrusted_town_decides_and_only_on_a_villagers_home(town, use, decided):
    passed = way("rural_planning_permit", {"site.town": town, "building.use": use})
    assert passed[-1] == decided
