"""A matter bears several codes; one code names one matter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.catalogue import a_row, imported
from builders.identity import FIRST_DAY, a_clerk, an_act, an_organ
from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import queries
from tongban.kernel.catalogue.actions import code_matter
from tongban.kernel.catalogue.models import Matter
from tongban.kernel.ledger.queries import events_of
from tongban.standards.codes.faults import Fault

pytestmark = pytest.mark.django_db
BASIC = "000101001000"


@pytest.fixture
def matters() -> list[Matter]:
    """Two listed matters."""
    imported(a_row(name="食品经营许可"), a_row(name="药品零售许可"))
    return list(Matter.objects.order_by("pk"))


def test_a_matter_is_found_by_each_of_its_codes_and_the_guide_shows_them(matters):
    first = matters[0]
    code = code_matter(first.pk, an_act(), value=BASIC)
    assert code.scheme == "basic"
    assert queries.matter_by_code("basic", BASIC) == first
    shown = queries.guide(first.pk, on=FIRST_DAY)
    assert {one.scheme for one in shown.codes} == {"basic", "item_code"}


def test_the_same_code_again_changes_nothing(matters):
    first = matters[0]
    code_matter(first.pk, an_act(), value=BASIC)
    before = len(events_of(first.home, f"matter/{first.pk}"))
    code_matter(first.pk, an_act(), value=BASIC)
    assert len(events_of(first.home, f"matter/{first.pk}")) == before


def test_a_code_of_another_matter_is_refused(matters):
    code_matter(matters[0].pk, an_act(), value=BASIC)
    with pytest.raises(Refusal, match="that of another matter"):
        code_matter(matters[1].pk, an_act(), value=BASIC)


def test_a_misspelt_code_is_refused_with_its_fault(matters):
    with pytest.raises(Fault, match="power type"):
        code_matter(matters[0].pk, an_act(), value="009901001000")


def test_only_a_keeper_gives_codes(matters):
    clerk, _ = a_clerk(an_organ(), "window")
    with pytest.raises(Refusal, match="keeper"):
        code_matter(matters[0].pk, Act(clerk.actor_id, "", an_act().at, "k"), value=BASIC)


def test_a_code_is_given_in_the_order_in_which_an_import_locks(matters):
    with CaptureQueriesContext(connection) as told:
        code_matter(matters[0].pk, an_act(), value=BASIC)
    said = [each["sql"] for each in told]
    table = next(n for n, sql in enumerate(said) if sql.startswith("LOCK TABLE"))
    assert table < next(n for n, sql in enumerate(said) if "FOR UPDATE" in sql)
