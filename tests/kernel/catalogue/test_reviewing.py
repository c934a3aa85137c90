"""Nobody publishes, suspends, resumes or cancels alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.catalogue import HOUSING, a_guide_draft, a_matter, two_keepers
from builders.identity import FIRST_DAY, a_clerk, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.catalogue import actions, dossiers, queries
from tongban.kernel.catalogue.keeper.queries import content_of, suspension_of
from tongban.kernel.catalogue.models import Review
from tongban.kernel.catalogue.reviews import Asked
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db
NEXT_WEEK = FIRST_DAY + timedelta(days=7)
NEXT_MONTH = FIRST_DAY + timedelta(days=30)


def as_(person, *, on=FIRST_DAY):
    return an_act(by=person.actor_id, on=on)


def suspended(matter, one, other, *, on=FIRST_DAY):
    version = queries.version_in_force(matter.pk, on=on)
    review = actions.ask(
        version.pk, as_(one), asked=Asked.SUSPEND, on=on, reason="依据的办法停止执行"
    )
    return actions.agree(review.pk, as_(other))


def test_a_draft_is_published_by_a_keeper_when_a_second_one_has_agreed():
    matter = a_matter()
    one, other = two_keepers(matter)
    draft = a_guide_draft(matter, one.actor_id)
    with pytest.raises(Refusal, match="No second keeper has agreed"):
        actions.publish(draft.pk, as_(one), on=FIRST_DAY)
    review = actions.submit_for_review(draft.pk, as_(one))
    with pytest.raises(Refusal, match="No second keeper has agreed"):
        actions.publish(draft.pk, as_(one), on=FIRST_DAY)
    actions.agree(review.pk, as_(other))
    assert actions.publish(draft.pk, as_(one), on=NEXT_WEEK).valid.lower == NEXT_WEEK


def test_the_platform_needs_no_second_person():
    draft = a_guide_draft(a_matter(), "system")
    assert actions.publish(draft.pk, an_act(), on=FIRST_DAY).status == "published"


def test_neither_the_author_nor_who_submitted_it_agrees():
    matter = a_matter()
    one, other = two_keepers(matter)
    review = actions.submit_for_review(a_guide_draft(matter, one.actor_id).pk, as_(other))
    for person in (one, other):
        with pytest.raises(Refusal, match="Nobody reviews his own work"):
            actions.agree(review.pk, as_(person))
        with pytest.raises(Refusal, match="Nobody reviews his own work"):
            actions.send_back(review.pk, as_(person), words="不同意")
    third = a_clerk(matter.organ, "keeper")[0]
    assert actions.agree(review.pk, as_(third)).state == "agreed"


def test_the_database_refuses_who_answers_himself():
    matter = a_matter()
    one, _other = two_keepers(matter)
    review = actions.submit_for_review(a_guide_draft(matter, one.actor_id).pk, as_(one))
    with pytest.raises(IntegrityError, match="nobody_reviews"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(answered_by=one.actor_id)


def test_a_keeper_of_another_organ_does_not_answer():
    matter = a_matter()
    one, _other = two_keepers(matter)
    review = actions.submit_for_review(a_guide_draft(matter, one.actor_id).pk, as_(one))
    stranger = a_clerk(an_organ(), "keeper")[0]
    with pytest.raises(Refusal, match="Only a catalogue keeper"):
        actions.agree(review.pk, as_(stranger))


def test_any_change_after_the_agreement_voids_it():
    matter = a_matter()
    one, other = two_keepers(matter)
    draft = a_guide_draft(matter, one.actor_id)
    review = actions.submit_for_review(draft.pk, as_(one))
    actions.agree(review.pk, as_(other))
    a_guide_draft(matter, one.actor_id, fee="不收费")
    with pytest.raises(Refusal, match="No second keeper has agreed"):
        actions.publish(draft.pk, as_(one), on=FIRST_DAY)
    review.refresh_from_db()
    assert review.state == "void"


def test_a_change_while_it_waits_voids_what_was_asked():
    matter = a_matter()
    one, other = two_keepers(matter)
    review = actions.submit_for_review(a_guide_draft(matter, one.actor_id).pk, as_(one))
    a_guide_draft(matter, one.actor_id, fee="不收费")
    with pytest.raises(Refusal, match="waits for no answer any more"):
        actions.agree(review.pk, as_(other))


def test_sending_back_needs_words_and_leaves_the_draft_to_be_submitted_anew():
    matter = a_matter()
    one, other = two_keepers(matter)
    draft = a_guide_draft(matter, one.actor_id)
    review = actions.submit_for_review(draft.pk, as_(one))
    with pytest.raises(Refusal, match="waits for a review already"):
        actions.submit_for_review(draft.pk, as_(one))
    with pytest.raises(Refusal, match="Nothing was said why"):
        actions.send_back(review.pk, as_(other), words=" ")
    assert actions.send_back(review.pk, as_(other), words="电话不对").words == "电话不对"
    with pytest.raises(Refusal, match="No second keeper has agreed"):
        actions.publish(draft.pk, as_(one), on=FIRST_DAY)
    assert actions.submit_for_review(draft.pk, as_(one)).state == "open"


def test_what_could_not_be_published_is_not_submitted():
    matter = a_matter()
    one, _other = two_keepers(matter)
    half = a_guide_draft(matter, one.actor_id, online=True)
    with pytest.raises(Refusal, match="form, flow not entered"):
        actions.submit_for_review(half.pk, as_(one))
    broken = a_guide_draft(matter, one.actor_id, flow="<flow/>")
    with pytest.raises(Refusal, match="cannot be loaded"):
        actions.submit_for_review(broken.pk, as_(one))


def test_two_keepers_at_once_do_not_overwrite_each_other():
    matter = a_matter()
    one, other = two_keepers(matter)
    seen = queries.base_of(matter.pk, on=FIRST_DAY).stamp
    a_guide_draft(matter, one.actor_id, fee="不收费")
    content = content_of(queries.base_of(matter.pk, on=FIRST_DAY))
    with pytest.raises(Refusal, match="changed by somebody else meanwhile"):
        actions.draft_version(matter.pk, as_(other), content=content, seen=seen)
    assert queries.base_of(matter.pk, on=FIRST_DAY).fee == "不收费"
    seen = queries.base_of(matter.pk, on=FIRST_DAY).stamp
    assert actions.draft_version(matter.pk, as_(other), content=content, seen=seen).edition == 2


def test_a_keeper_alone_does_not_end_what_is_published():
    matter = a_matter()
    one, other = two_keepers(matter)
    version = queries.version_in_force(matter.pk, on=FIRST_DAY)
    with pytest.raises(Refusal, match="one keeper alone does not end it"):
        actions.cancel(version.pk, as_(one), on=NEXT_WEEK)
    asked = {"asked": Asked.CANCEL, "on": NEXT_WEEK, "reason": "上级取消该事项"}
    review = actions.ask(version.pk, as_(one), **asked)
    assert queries.version_in_force(matter.pk, on=NEXT_MONTH)
    actions.agree(review.pk, as_(other))
    assert queries.version_in_force(matter.pk, on=NEXT_MONTH) is None
    assert suspension_of(matter.pk, on=NEXT_MONTH) is None


def test_a_suspended_matter_is_out_of_force_from_its_day_and_says_why():
    matter = a_matter()
    one, other = two_keepers(matter)
    suspended(matter, one, other, on=NEXT_WEEK)
    assert queries.version_in_force(matter.pk, on=NEXT_WEEK - timedelta(days=1))
    assert queries.version_in_force(matter.pk, on=NEXT_WEEK) is None
    assert suspension_of(matter.pk, on=NEXT_WEEK - timedelta(days=1)) is None
    assert suspension_of(matter.pk, on=NEXT_WEEK).reason == "依据的办法停止执行"


def test_a_matter_is_resumed_by_a_copy_from_a_day():
    matter = a_matter()
    one, other = two_keepers(matter)
    review = suspended(matter, one, other, on=NEXT_WEEK)
    asked = {"asked": Asked.RESUME, "reason": "新办法施行"}
    with pytest.raises(Refusal, match="is in force on"):
        actions.ask(review.version_id, as_(one), on=FIRST_DAY, **asked)
    again = actions.ask(review.version_id, as_(one, on=NEXT_WEEK), on=NEXT_MONTH, **asked)
    actions.agree(again.pk, as_(other, on=NEXT_WEEK))
    resumed = queries.version_in_force(matter.pk, on=NEXT_MONTH)
    assert (resumed.ordinal, resumed.name) == (2, "公租房租金缴纳")
    assert suspension_of(matter.pk, on=NEXT_MONTH - timedelta(days=1))
    assert suspension_of(matter.pk, on=NEXT_MONTH) is None


def test_what_is_asked_has_a_reason_and_a_day_to_come():
    matter = a_matter()
    one, other = two_keepers(matter)
    version = queries.version_in_force(matter.pk, on=FIRST_DAY)
    asked = {"asked": Asked.SUSPEND, "on": FIRST_DAY}
    with pytest.raises(Refusal, match="Nothing was said why"):
        actions.ask(version.pk, as_(one), reason=" ", **asked)
    with pytest.raises(Refusal, match="has passed"):
        actions.ask(version.pk, as_(one, on=NEXT_WEEK), reason="停办", **asked)
    review = actions.ask(version.pk, as_(one), reason="停办", **asked)
    with pytest.raises(Refusal, match="has passed"):
        actions.agree(review.pk, as_(other, on=NEXT_WEEK))
    with pytest.raises(Refusal, match="There is no review 0"):
        actions.agree(0, as_(other))


def test_drafts_and_what_is_to_come_are_not_suspended():
    matter = a_matter()
    one, other = two_keepers(matter)
    draft = a_guide_draft(matter, one.actor_id)
    asked = {"asked": Asked.SUSPEND, "reason": "停办"}
    with pytest.raises(Refusal, match="is a draft"):
        actions.ask(draft.pk, as_(one), on=FIRST_DAY, **asked)
    review = actions.submit_for_review(draft.pk, as_(one))
    actions.agree(review.pk, as_(other))
    actions.publish(draft.pk, as_(one), on=NEXT_WEEK)
    with pytest.raises(Refusal, match="is not in force on"):
        actions.ask(draft.pk, as_(one), on=FIRST_DAY, **asked)


def test_each_step_is_in_the_log_without_a_word_of_what_was_said():
    matter = a_matter()
    one, other = two_keepers(matter)
    suspended(matter, one, other)
    events = events_of(matter.home, f"matter/{matter.pk}")
    assert [it.type for it in events] == [
        "matter.review_asked",
        "matter.review_agreed",
        "matter.suspended",
    ]
    assert "停止执行" not in str([it.data for it in events])
    assert str(Review.objects.get()).startswith("review/")


def test_what_binds_a_flow_and_a_form_to_the_matter_is_told_before_it_is_submitted():
    matter = a_matter()
    one, _other = two_keepers(matter)
    fields = dict(dossiers.read(HOUSING).fields)
    bound = {
        key: {"organ": matter.organ_id, "duty": "officer"}
        for key in dossiers.read(HOUSING).performers
    }
    draft = a_guide_draft(matter, one.actor_id, **fields | {"performers": {}})
    with pytest.raises(Refusal, match="Nobody is bound to the performers"):
        actions.submit_for_review(draft.pk, as_(one))
    a_guide_draft(matter, one.actor_id, **fields | {"performers": bound, "materials": ()})
    with pytest.raises(Refusal, match="which no material has as its key"):
        actions.submit_for_review(draft.pk, as_(one))
    a_guide_draft(matter, one.actor_id, **fields | {"performers": bound})
    assert actions.submit_for_review(draft.pk, as_(one)).state == "open"


def test_two_performers_of_one_department_are_refused_where_departments_have_the_voices():
    matter = a_matter()
    one, _other = two_keepers(matter)
    fields = dict(dossiers.read(HOUSING).fields)
    keys = list(dossiers.read(HOUSING).performers)
    bound = {key: {"organ": matter.organ_id, "duty": "officer"} for key in keys}
    joint = fields["flow"].replace(
        f'tongban:performer="{keys[-1]}"', f'tongban:performer="{keys[-1]}, {keys[0]}"', 1
    )
    assert joint != fields["flow"]
    more = {"performers": bound, "flow": joint}
    draft = a_guide_draft(matter, one.actor_id, **fields | more)
    with pytest.raises(Refusal, match="two performers are of one department"):
        actions.submit_for_review(draft.pk, as_(one))


def test_a_draft_that_was_dropped_is_not_resumed():
    matter = a_matter()
    one, _other = two_keepers(matter)
    suspended(matter, *two_keepers(matter))
    draft = a_guide_draft(matter, one.actor_id)
    actions.cancel(draft.pk, as_(one), on=FIRST_DAY)
    with pytest.raises(Refusal) as refused:
        actions.ask(draft.pk, as_(one), asked=Asked.RESUME, on=NEXT_WEEK, reason="误删")
    assert refused.value.code == "catalogue.in_force_already"


def test_what_is_published_for_a_later_day_is_read_and_found_on_it_and_not_before():
    matter = a_matter("旧事项")
    one, other = two_keepers(matter)
    draft = a_guide_draft(matter, one.actor_id, name="改名之后")
    review = actions.submit_for_review(draft.pk, as_(one))
    actions.agree(review.pk, as_(other))
    actions.publish(draft.pk, as_(one), on=NEXT_WEEK)
    for day, name in ((NEXT_WEEK - timedelta(days=1), "旧事项"), (NEXT_WEEK, "改名之后")):
        assert queries.guide(matter.pk, on=day).version.name == name
        assert [each.name for each in queries.search(name, on=day).rows] == [name]


@pytest.mark.parametrize("asked", [Asked.SUSPEND, Asked.CANCEL])
def test_what_two_keepers_took_out_of_force_no_earlier_agreement_brings_back(asked):
    matter = a_matter()
    one, other = two_keepers(matter)
    actions.publish(a_guide_draft(matter, "system").pk, an_act(), on=FIRST_DAY)
    version = queries.version_in_force(matter.pk, on=FIRST_DAY)
    draft = a_guide_draft(matter, one.actor_id)
    actions.agree(actions.submit_for_review(draft.pk, as_(one)).pk, as_(other))
    ending = actions.ask(version.pk, as_(one), asked=asked, on=NEXT_WEEK, reason="依据废止")
    actions.agree(ending.pk, as_(other))
    with pytest.raises(Refusal, match="No second keeper has agreed"):
        actions.publish(draft.pk, as_(one), on=NEXT_MONTH)
