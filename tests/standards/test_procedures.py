"""Procedures are data: what they allow, which papers they issue, and what their page says."""

import pytest

from builders.sources import ROOT
from tongban.kernel.catalogue.vocabulary import Procedure as Choice
from tongban.standards.codes import Fault
from tongban.standards.parameters import parameter
from tongban.standards.procedures import SAME, names, procedure
from tongban.standards.procedures.page import page

ENDS = {"delivered", "declined", "returned", "terminated", "withdrawn", "void", "archived"}


def test_every_procedure_of_the_catalogue_is_there_and_no_other():
    assert names() == sorted(Choice.values)


def test_the_page_of_procedures_is_what_the_data_says():
    assert (ROOT / "docs/reference/procedures.md").read_text(encoding="utf-8") == page()


def test_an_unknown_procedure_is_refused_with_the_known_ones_named():
    with pytest.raises(Fault, match="licence"):
        procedure("ritual")


@pytest.mark.parametrize("name", names())
def test_from_every_state_a_case_can_still_be_archived(name):
    one = procedure(name)
    reached, waiting = set(), ["new"]
    while waiting:
        state = waiting.pop()
        reached.add(state)
        for move in one.moves.values():
            target = one.after(move.verb, state)
            if state in move.sources and target not in reached:
                waiting.append(target)
    assert reached >= {source for move in one.moves.values() for source in move.sources}
    can_end = {"archived"}
    for _round in reached:
        can_end |= {
            source
            for move in one.moves.values()
            for source in move.sources
            if move.target in can_end and move.target != SAME
        }
    assert reached <= can_end


@pytest.mark.parametrize("name", names())
def test_nothing_leads_back_out_of_an_end(name):
    one = procedure(name)
    for move in one.moves.values():
        assert move.verb == "archive" or not ENDS & set(move.sources)


def test_silence_and_licensing_papers_belong_to_licences_alone():
    for name in names():
        one = procedure(name)
        licence = name == "licence"
        assert one.silence_accepts is licence
        assert ("accept_by_silence" in one.moves) is licence
        assert ("renew_by_silence" in one.moves) is licence
        own = {"grant", "refusal", "deemed_acceptance", "deemed_renewal"}
        assert bool(own & set(one.papers.values())) is licence


def test_a_consultation_has_no_clock_and_no_acceptance():
    one = procedure("consultation")
    assert not one.clock
    assert one.allows("answer", "submitted")
    assert "accept" not in one.moves
    assert not one.allows("answer", "decided")


@pytest.mark.parametrize("name", names())
def test_the_legal_numbers_that_a_procedure_names_exist(name):
    one = procedure(name)
    for number in filter(None, (one.extension, one.delivery)):
        assert parameter(number).name == number


@pytest.mark.parametrize("name", names())
def test_an_outcome_is_called_by_its_name_in_both_languages(name):
    one = procedure(name)
    for outcome in one.outcomes:
        assert one.outcome(outcome, "zh-hans") != one.outcome(outcome, "en")
    assert one.outcome("odd", "en") == "odd"
