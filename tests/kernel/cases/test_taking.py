"""收取材料: what a window notes of each material, and what only comes over some channels."""

import pytest

from builders.cases import a_licence, a_place
from builders.identity import a_clerk, an_organ
from tongban.kernel import Refusal
from tongban.kernel.cases.contents import body_of
from tongban.kernel.cases.labels import TAKEN
from tongban.kernel.cases.papering import TAKEN as ON_RECEIPTS
from tongban.kernel.cases.queries.desk import often_taken_in
from tongban.kernel.cases.taking import all_spoken_of, ways_of
from tongban.kernel.catalogue.content import Paper
from tongban.kernel.papers.queries import papers_of
from tongban.standards.procedures import names, procedure

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db):
    return a_licence(
        "health",
        materials=(
            Paper(key="proof", name="场所平面图"),
            Paper(key="report", name="检测报告", necessity="later"),
            Paper(key="licence", name="营业执照", exempt=True),
        ),
    )


def taken(place, *rows, **more):
    """A case taken in at the window with these materials."""
    given = {"channel": "counter", "by": place.people["window"], "taken": rows, **more}
    return place.submit(**given).number


def refused(code, call, *args, **more):
    with pytest.raises(Refusal) as refusal:
        call(*args, **more)
    assert refusal.value.code == code


def receipt_of(place, number):
    case = place.case(number)
    facts = place.last(number, "paper.issued_in_case")["facts"]
    assert [one.kind for one in papers_of(f"case/{number}")] == ["material_receipt"]
    return body_of(case.home, case.id, facts["content"])["materials"]


def test_each_material_is_noted_in_the_log_and_on_the_receipt(place):
    number = taken(place, ("proof", "seen"), ("report", "later"), ("licence", "known"))
    assert place.last(number, "case.materials_taken")["taken"] == [
        {"material": "proof", "how": "seen"},
        {"material": "report", "how": "later"},
        {"material": "licence", "how": "known"},
    ]
    assert [(one["name"], one["original"]) for one in receipt_of(place, number)] == [
        ("场所平面图", "原件已核验退还"),
        ("检测报告", "容缺后补"),
        ("营业执照", "证照已核，免提交"),
    ]


@pytest.mark.parametrize("row", [("proof", "later"), ("proof", "known"), ("ghost", "seen"), ("proof", "x")])  # fmt: skip
def test_only_what_the_guide_lets_follow_may_follow_and_only_what_is_known_is_known(place, row):
    refused("case.material_way", taken, place, row)


def test_a_certificate_that_the_applicant_holds_stands_for_the_paper_of_that_name(place):
    place.decided()
    proof = place.version.materials.get(key="proof")
    proof.name = "卫生许可证"
    proof.save()
    assert taken(place, ("proof", "known"))
    assert "known" not in ways_of(proof, {})


def test_a_required_material_is_noted_or_attached(place):
    version = place.version
    refused("case.material_open", all_spoken_of, version, [], {})
    all_spoken_of(version, [("proof", "missing")], {})
    all_spoken_of(version, [], {"materials": {"proof": "document/1"}})


def test_what_was_to_follow_comes_later_and_is_noted_by_who_has_to_do_with_the_case(place):
    number = taken(place, ("proof", "seen"), ("report", "later"))
    refused("case.nothing_taken", place.on, "take_materials", number, taken=[("report", "later")])
    refused("case.not_found", place.on, "take_materials", number, taken=[("report", "seen")],
            by=a_clerk(an_organ("别的局"))[0])  # fmt: skip
    place.on("take_materials", number, taken=[("report", "seen")])
    assert place.last(number, "case.materials_taken")["taken"] == [
        {"material": "report", "how": "seen"}
    ]


def test_every_way_has_its_words_on_the_receipt():
    assert TAKEN.keys() == ON_RECEIPTS.keys()


def test_by_telephone_only_enquiries_and_public_services_are_taken_in(place):
    assert [name for name in names() if procedure(name).telephone] == ["consultation", "public_service"]  # fmt: skip
    refused("case.no_telephone", taken, place, channel="phone")


def test_a_public_service_is_taken_in_by_telephone(db):
    place = a_place(procedure="public_service", power_type=20)
    number = taken(place, channel="phone")
    assert place.case(number).channel == "phone"
    town = a_clerk(an_organ("某街道办事处", division="511602001000"), "window")[0]
    refused("case.not_the_applicant", taken, place, channel="phone", by=town)


def test_what_a_clerk_takes_in_most_comes_first(place):
    clerk, on = place.people["window"], place.today()
    assert often_taken_in(clerk, since=on, most=5) == []
    taken(place)
    place.submit()
    assert often_taken_in(clerk, since=on, most=5) == [place.version.matter_id]
    assert often_taken_in(place.people["officer"], since=on, most=5) == []
