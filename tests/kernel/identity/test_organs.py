"""The tree of organs, their codes, and how they are found."""

import pytest
from django.db import IntegrityError, transaction

from builders.identity import FIRST_DAY, a_post, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.identity.actions import (
    GivenCode,
    NewOrgan,
    ensure_organ,
    found_organ,
    open_office,
    open_post,
)
from tongban.kernel.identity.queries import (
    Organ,
    organ_by_code,
    organs,
    organs_below,
    post_by_id,
    posts_for,
)
from tongban.kernel.ledger.queries import events_of, size

pytestmark = pytest.mark.django_db
CREDIT = GivenCode("credit-code", "11511301008778255F")
ODD = GivenCode("other", "11736", warning="五位，不属于任何已知编码方案")


def ensured(name="区住建局", codes=(CREDIT,), **facts):
    return ensure_organ(name=name, division="511602000000", codes=codes, act=an_act(), **facts)


def test_the_path_lists_the_ids_from_the_root_down():
    root = an_organ()
    bureau = an_organ(parent=root)
    assert root.path == f"{root.pk}/"
    assert bureau.path == f"{root.pk}/{bureau.pk}/"


def test_organs_below_are_all_of_the_subtree_and_no_neighbour():
    root = an_organ()
    bureau, neighbour = an_organ(parent=root), an_organ(parent=root)
    station = an_organ(parent=bureau)
    assert list(organs_below(root)) == [bureau, station, neighbour]
    assert list(organs_below(bureau)) == [station]
    assert list(organs_below(station)) == []


def test_superiors_come_before_those_below_them():
    paths = [organ.path for organ in (an_organ(parent=an_organ()), an_organ())]
    assert set(paths) < {organ.path for organ in organs()}


def test_an_organ_takes_level_and_home_from_its_division_however_it_is_padded():
    organ = an_organ(division="511602000000")
    assert (organ.division, organ.level, organ.home) == ("511602", 4, 511602)
    city = an_organ(division="5116")
    assert (city.division, city.level, city.home) == ("511600", 3, 511600)


@pytest.mark.parametrize("division", ["", "1", "51160", "区", "５１", "511602001003001"])
def test_a_division_that_is_no_code_is_refused(division):
    with pytest.raises(Refusal, match="no division code"):
        an_organ(division=division)


def test_a_name_is_given_once_in_a_division_and_again_elsewhere():
    an_organ("区住建局")
    with pytest.raises(Refusal, match="exists already"):
        an_organ("区住建局")
    assert an_organ("区住建局", division="511603")


def test_an_organ_under_no_known_superior_is_refused():
    with pytest.raises(Refusal, match="no organ 999"):
        found_organ(NewOrgan(name="某局", division="511602", parent_id=999), an_act())


def test_ensuring_an_organ_twice_writes_once():
    first = ensured(codes=[CREDIT, ODD])
    before = size()
    assert ensured(codes=[CREDIT, ODD]) == first
    assert size() == before
    assert organ_by_code("other", "11736") == first
    assert organ_by_code("other", "11737") is None


def test_an_organ_is_known_by_short_name_or_code_where_the_full_name_differs():
    full = "广安市广安区住房和城乡建设局"
    organ = found_organ(NewOrgan(name=full, short_name="区住建局", division="511602"), an_act())
    assert ensured() == organ
    assert ensured(name="区城乡建设局") == organ
    assert organ.codes.get().value == CREDIT.value


def test_an_odd_code_is_kept_as_given_with_its_warning():
    given = GivenCode("organisation-code", "008778685", given="00877868-5", warning="含连字符")
    code = ensured(name="区司法局", codes=[given]).codes.get()
    assert (code.value, code.given, code.warning) == ("008778685", "00877868-5", "含连字符")


def test_a_code_of_another_organ_is_refused():
    ensured()
    an_organ("区水务局")
    with pytest.raises(Refusal, match="belongs to 区住建局"):
        ensured(name="区水务局")


def test_founding_and_coding_are_in_the_log_of_the_organ():
    organ = ensured()
    events = events_of(511602, organ.actor_id)
    assert [event.type for event in events] == ["organ.founded", "organ.coded"]
    assert events[0].data["division"] == "511602"


def test_a_post_is_found_by_organ_and_duty_from_its_first_day():
    organ = an_organ()
    post = a_post(organ, "officer")
    a_post(organ, "leader")
    a_post(None, "officer")
    assert posts_for(organ.pk, "officer", on=FIRST_DAY) == [post]
    assert posts_for(organ.pk, "keeper", on=FIRST_DAY) == []
    assert posts_for(organ.pk, "officer", on=FIRST_DAY.replace(year=2025)) == []
    assert post_by_id(post.pk).home == 511602


def test_a_post_is_opened_only_in_an_office_of_its_own_organ():
    organ = an_organ()
    own, foreign = open_office(organ.pk, name="住房保障股"), open_office(an_organ().pk, name="股")
    assert open_post(organ.pk, an_act(), name="承办", duty="officer", office=own).office == own
    with pytest.raises(Refusal, match="no office of"):
        open_post(organ.pk, an_act(), name="承办", duty="officer", office=foreign)


@pytest.mark.parametrize(
    "wrong", [{"division": "5"}, {"division": "51160X"}, {"path": "a/"}, {"level": 9}]
)
def test_the_database_refuses_an_impossible_organ(wrong):
    facts = {"name": "某局", "division": "511602", "level": 4, "path": "900/", "since": FIRST_DAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        Organ.objects.create(**{**facts, **wrong})
    assert Organ.objects.create(**facts)
