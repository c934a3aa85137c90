"""文书: numbers without gaps, codes, states, and the scan of the stamped print."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO

import pytest
from django.db import connection, transaction

from builders.files import DOCX, PNG
from builders.identity import an_act, an_organ
from builders.papers import composed, issued
from tongban.kernel import Refusal
from tongban.kernel.documents.actions import keep
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.papers.actions import attach_scan, revoke, set_number_rule, supersede
from tongban.kernel.papers.models import Paper
from tongban.kernel.papers.queries import paper_by_code, papers_of
from tongban.kernel.papers.rules import PATTERN, Kind, State, number_text, spaced
from tongban.kernel.remembering import remembering

pytestmark = pytest.mark.django_db


def a_file(content: bytes, name: str, kind: str) -> int:
    """A file that the clerk has just uploaded."""
    return keep(
        BytesIO(content), name=name, act=an_act(by="person/7"), allowed={kind}, max_bytes=10_000
    ).pk


def refused(code: str):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_papers_are_counted_by_organ_word_and_year():
    organ, other = an_organ("广安区住房和城乡建设局"), an_organ()
    numbers = [
        issued(organ).running,
        issued(organ).running,
        issued(organ, "supplement").running,
        issued(organ, on=date(2027, 1, 4)).running,
        issued(other).running,
    ]
    assert numbers == [1, 2, 1, 1, 1]


def test_a_number_shows_organ_word_year_and_running_number():
    organ = an_organ("广安区住房和城乡建设局")
    assert issued(organ).number == f"{organ.short_name}受字〔2026〕第1号"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_number_of_its_own(kind):
    organ = an_organ()
    assert issued(organ, kind).running == 1
    others = [each for each in Kind if each != kind]
    assert issued(organ, kind).number not in {issued(organ, each).number for each in others}


def test_a_rollback_leaves_no_gap():
    organ = an_organ()
    with transaction.atomic():
        issued(organ)
        transaction.set_rollback(True)
    assert issued(organ).running == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_and_no_doubles_under_parallel_threads_of_which_some_roll_back():
    organ = an_organ()

    def one(n: int) -> None:
        try:
            with transaction.atomic():
                issued(organ)
                if n % 3 == 0:
                    raise KeyError
        except KeyError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one, range(30)))
    numbers = sorted(Paper.objects.filter(organ=organ).values_list("running", flat=True))
    assert numbers == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_a_rule_of_numbers_set_beside_holds_for_the_next_paper_though_the_old_one_was_kept():
    organ = an_organ("广安区住房和城乡建设局")

    def next_number():
        with remembering():
            return issued(organ).number

    def elsewhere():
        set_number_rule(organ.pk, an_act(), pattern=PATTERN, organ_word="广住建")
        connection.close()

    assert next_number() == f"{organ.short_name}受字〔2026〕第1号"
    with ThreadPoolExecutor(1) as pool:
        pool.submit(elsewhere).result()
    assert next_number() == "广住建受字〔2026〕第2号"


def test_the_code_is_found_however_it_was_typed():
    paper = issued()
    assert paper_by_code(f" {spaced(paper.code).lower()} ") == paper
    assert paper_by_code(paper.code[:-1]) is None
    assert paper_by_code("' OR 1=1 --") is None


def test_codes_are_long_and_never_alike():
    organ = an_organ()
    codes = {issued(organ).code for _ in range(20)}
    assert len(codes) == 20
    assert {len(code) for code in codes} == {16}


def test_an_unknown_kind_is_refused():
    with refused("papers.unknown_kind"):
        issued(kind="diploma")


def test_a_superseded_paper_names_its_successor():
    organ = an_organ()
    old, new = issued(organ), issued(organ)
    supersede(old.pk, an_act(), by=new.pk)
    supersede(old.pk, an_act(), by=new.pk)
    found = papers_of(old.subject)
    assert [(each.state, each.successor) for each in found] == [
        (State.SUPERSEDED, new),
        (State.VALID, None),
    ]
    types = [each.type for each in events_of(old.home, f"paper/{old.pk}")]
    assert types == ["paper.issued", "paper.superseded"]


def test_only_another_paper_of_the_same_case_supersedes():
    organ = an_organ()
    old, elsewhere = issued(organ), issued(organ, subject="case/1")
    for by in (old.pk, elsewhere.pk):
        with refused("papers.wrong_successor"):
            supersede(old.pk, an_act(), by=by)


def test_a_revoked_paper_stays_revoked():
    paper = issued()
    revoke(paper.pk, an_act())
    assert revoke(paper.pk, an_act()).state == State.REVOKED
    with refused("papers.revoked"):
        supersede(paper.pk, an_act(), by=None)


def test_the_stamped_print_is_scanned_back_and_verifies_beside_the_file():
    paper = composed()
    scan = a_file(PNG, "scan.png", "png")
    done = attach_scan(paper.pk, scan, an_act(by="person/7"))
    assert done.matches(done.scan_sha256)
    assert done.matches(paper.sha256)
    assert not done.matches("")
    assert not done.matches("0" * 64)


def test_the_file_of_another_and_a_file_that_is_no_scan_are_refused():
    paper = composed()
    with refused("documents.not_found"):
        attach_scan(paper.pk, a_file(PNG, "scan.png", "png"), an_act(by="person/8"))
    with refused("papers.not_a_scan"):
        attach_scan(paper.pk, a_file(DOCX, "scan.docx", "docx"), an_act(by="person/7"))


def test_an_organ_numbers_by_its_own_pattern_and_those_below_by_that_too():
    above = an_organ()
    below = an_organ(parent=above)
    pattern = "{organ}〔{year}〕{word}{number:4}"
    set_number_rule(above.pk, an_act(), pattern=pattern, organ_word="广政")
    assert issued(above).number == "广政〔2026〕受0001"
    assert issued(below).number == f"{below.short_name}〔2026〕受0001"


def test_where_the_number_shows_no_word_all_kinds_are_counted_together():
    organ = an_organ()
    set_number_rule(organ.pk, an_act(), pattern="{organ}〔{year}〕{number}号", organ_word="甲")
    assert [issued(organ).number, issued(organ, "supplement").number] == [
        "甲〔2026〕1号",
        "甲〔2026〕2号",
    ]


@pytest.mark.parametrize(
    "pattern",
    ["", "{number}", "{year}", "{year}{number}{number}", "{year}{number}{subject}", "{year:4}{number}", "{year}{number}{", "x" * 60 + "{year}{number}"],
)  # fmt: skip
def test_a_pattern_that_cannot_tell_numbers_apart_is_refused(pattern):
    with refused("papers.pattern_unclear"):
        set_number_rule(an_organ().pk, an_act(), pattern=pattern, organ_word="")


def test_an_organ_word_is_never_read_as_a_pattern():
    text = number_text(PATTERN, organ="{year}", word="受", year=2026, running=3)
    assert text == "{year}受字〔2026〕第3号"
