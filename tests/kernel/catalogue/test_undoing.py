"""A published list is taken back by two keepers, and what two keepers had ended stays ended."""

import pytest

from builders.catalogue import a_guide_draft, a_row, agreed, imported, two_keepers
from builders.identity import FIRST_DAY, an_act
from tongban.kernel import Refusal
from tongban.kernel.catalogue.actions import agree, ask, cancel, publish, submit_for_review
from tongban.kernel.catalogue.exchange import actions
from tongban.kernel.catalogue.models import ImportBatch, Matter, MatterVersion
from tongban.kernel.catalogue.reviews import Asked
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db


def day(number: int):
    return FIRST_DAY.replace(day=number)


def listed_twice() -> tuple[Matter, ImportBatch]:
    """A matter whose name a second delivery changed on the fifth."""
    row = a_row(name="旧名称")
    imported(row)
    imported({**row, "name": "新名称"}, on=day(5))
    return Matter.objects.get(), ImportBatch.objects.latest("pk")


def test_one_keeper_alone_takes_no_published_list_back():
    imported(a_row())
    batch, (one, two) = ImportBatch.objects.get(), two_keepers(Matter.objects.get())
    with pytest.raises(Refusal) as refused:
        actions.undo(batch.pk, an_act(by=one.actor_id))
    assert refused.value.code == "catalogue.undo_needs_second"
    actions.ask_undo(batch.pk, an_act(by=one.actor_id))
    assert events_of(511602, "catalogue/511602")[-1].type == "matters.undo_asked"
    for again in (actions.undo, actions.ask_undo):
        with pytest.raises(Refusal):
            again(batch.pk, an_act(by=one.actor_id))
    assert MatterVersion.objects.get().valid.upper is None
    assert actions.undo(batch.pk, an_act(by=two.actor_id, on=day(9))).taken_back == 1
    assert MatterVersion.objects.get().valid.upper.day == 9


def test_undoing_does_not_revive_what_two_keepers_ended():
    matter, batch = listed_twice()
    one, two = two_keepers(matter)
    review = ask(
        matter.versions.latest("ordinal").pk,
        an_act(by=one.actor_id, on=day(6)),
        asked=Asked.CANCEL,
        on=day(8),
        reason="部门撤并",
    )
    agree(review.pk, an_act(by=two.actor_id, on=day(6)))
    undone = actions.undo(batch.pk, an_act(on=day(9)))
    assert [each.why.code for each in undone.kept] == ["catalogue.already_over"]
    undone = actions.undo(batch.pk, an_act(on=day(7)))
    assert undone.taken_back == 1
    last = matter.versions.latest("ordinal")
    assert (last.name, last.valid.upper) == ("旧名称", day(8))


def test_undoing_brings_back_what_was_in_force_and_not_what_was_dropped_before_its_day():
    row = a_row(name="旧名称")
    imported(row)
    matter = Matter.objects.get()
    prepared = publish(
        agreed(a_guide_draft(matter, "system", name="未施行")).pk, an_act(), on=day(20)
    )
    cancel(prepared.pk, an_act(), on=day(2))
    imported({**row, "name": "新名称"}, on=day(5))
    actions.undo(ImportBatch.objects.latest("pk").pk, an_act(on=day(9)))
    assert matter.versions.latest("ordinal").name == "旧名称"


def test_undoing_brings_back_what_had_begun_on_the_very_day_of_the_import():
    row = a_row(name="旧名称")
    imported(row)
    matter = Matter.objects.get()
    publish(agreed(a_guide_draft(matter, "system", name="当日")).pk, an_act(), on=day(5))
    imported({**row, "main_item": "新主项"}, on=day(5))
    actions.undo(ImportBatch.objects.latest("pk").pk, an_act(on=day(9)))
    last = matter.versions.latest("ordinal")
    assert (last.name, last.main_item) == ("当日", "")


def test_what_was_agreed_before_a_new_delivery_is_not_published_over_it():
    row = a_row(name="旧名称")
    imported(row)
    matter = Matter.objects.get()
    one, two = two_keepers(matter)
    draft = a_guide_draft(matter, one.actor_id, name="旧名称")
    agreed(draft)
    imported({**row, "name": "新名称"}, on=day(5))
    with pytest.raises(Refusal) as refused:
        publish(draft.pk, an_act(by=one.actor_id, on=day(6)), on=day(6))
    assert refused.value.code == "catalogue.not_agreed"
    review = submit_for_review(draft.pk, an_act(by=one.actor_id, on=day(6)))
    agree(review.pk, an_act(by=two.actor_id, on=day(6)))
    assert publish(draft.pk, an_act(by=one.actor_id, on=day(6)), on=day(6)).status == "published"
