"""What the documents on the catalogue promise is so."""

import json
import re
from pathlib import Path

import pytest

from builders.catalogue import HOUSING
from builders.identity import FIRST_DAY, an_act
from tongban.kernel.catalogue import actions, dossiers, queries, sheets
from tongban.kernel.catalogue.events import Happening

DOCS = Path(__file__).parents[3] / "docs"
ROOM = Path(dossiers.__file__).parent


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.django_db
def test_the_tutorial_leads_to_a_matter_that_can_be_applied_for(tmp_path):
    blocks = dict(
        re.findall(
            r"```(csv|yaml|json|xml)\n(.*?)```", page("tutorial/your-first-matter.md"), re.DOTALL
        )
    )
    names = {"yaml": "matter.yaml", "json": "form.schema.json", "xml": "flow.bpmn"}
    for kind, name in names.items():
        (tmp_path / name).write_text(blocks[kind], encoding="utf-8")
    report = actions.import_matters(sheets.read("list.csv", blocks["csv"].encode()), an_act())
    assert (report.created, len(report.warnings)) == (1, 1)
    assert not queries.search("dzz", on=FIRST_DAY).rows[0].online
    actions.load_dossier(tmp_path, an_act(), on=FIRST_DAY)
    assert queries.search("dzz", on=FIRST_DAY).rows[0].online


def test_every_column_and_its_other_names_are_described():
    text = page("how-to/import-matters.md")
    for field, others in sheets.HEADERS.items():
        assert f"| `{field}` | {'、'.join(others)} |" in text


def test_every_key_of_a_dossier_is_described():
    schema = json.loads((ROOM / "dossier.schema.json").read_text(encoding="utf-8"))
    text = page("reference/dossier.md")
    lists = [one["items"] for one in schema["properties"].values() if "items" in one]
    parts = [one["properties"] for one in lists if "properties" in one]
    named = {*schema["properties"], *(name for part in parts for name in part)}
    assert [name for name in sorted(named) if f"`{name}`" not in text] == []
    for name in schema["required"]:
        assert f"| `{name}` * |" in text


def test_every_event_of_the_catalogue_is_described():
    text = page("reference/dossier.md")
    assert [event.type for event in Happening.__args__ if f"`{event.type}`" not in text] == []


def test_the_dossier_of_the_demo_can_be_read():
    assert dossiers.read(HOUSING).fields["online"]
