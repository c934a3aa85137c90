"""审核: what one keeper asks, a second one agrees to or sends back; suspending, resuming, cancelling."""

from datetime import date
from typing import assert_never

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import dossiers
from tongban.kernel.catalogue.actions import storing, versions
from tongban.kernel.catalogue.actions.keeping import may_keep
from tongban.kernel.catalogue.actions.periods import backdated, close, make_room, over
from tongban.kernel.catalogue.events import (
    MatterResumed,
    MatterSuspended,
    ReviewAgreed,
    ReviewAsked,
    ReviewReturned,
)
from tongban.kernel.catalogue.models import Matter, MatterVersion, Review
from tongban.kernel.catalogue.queries import base_of, version_in_force
from tongban.kernel.catalogue.reviews import Answer, Asked
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.identity.plans import day_of


@transaction.atomic
def submit_for_review(version_id: int, act: Act) -> Review:
    """提交审核: ask a second keeper to agree to the draft as it is now; only what could be published is asked for."""
    version, matter = _held(version_id, act)
    content = storing.content_of(version)
    faults = (versions.not_a_draft(version), versions.not_whole(version))
    for refusal in (*faults, dossiers.parts_fault(content), _waits(version)):
        if refusal is not None:
            raise refusal
    return _asked(version, matter, act, Review(asked=Asked.PUBLISH, reason=version.reason))


@transaction.atomic
def ask(version_id: int, act: Act, *, asked: Asked, on: date, reason: str) -> Review:
    """申请挂起、恢复或取消: ask a second keeper to agree that the version is out of force, or in force again, from `on`."""
    version, matter = _held(version_id, act)
    if asked is Asked.PUBLISH:
        return submit_for_review(version_id, act)
    faults = (_unreasoned(reason), backdated(act, on), _cannot(version, asked, on))
    for refusal in (*faults, _waits(version)):
        if refusal is not None:
            raise refusal
    return _asked(version, matter, act, Review(asked=asked, on=on, reason=reason.strip()))


@transaction.atomic
def agree(review_id: int, act: Act, *, words: str = "") -> Review:
    """审核通过: a second keeper agrees. A draft may then be published; what else was asked for happens at once."""
    review, version, matter = _open(review_id, act)
    asked = Asked(review.asked)
    if review.on is not None:
        for refusal in (backdated(act, review.on), _cannot(version, asked, review.on)):
            if refusal is not None:
                raise refusal
    _answer(review, act, Answer.AGREED, words)
    event = ReviewAgreed(review.pk, version.pk, review.edition, asked.value)
    versions.record(event, matter, act)
    _effect(review, version, matter, act)
    return review


@transaction.atomic
def send_back(review_id: int, act: Act, *, words: str) -> Review:
    """审核退回: a second keeper does not agree, and says why."""
    review, version, matter = _open(review_id, act)
    if (refusal := _unreasoned(words)) is not None:
        raise refusal
    _answer(review, act, Answer.RETURNED, words)
    event = ReviewReturned(review.pk, version.pk, review.edition, review.asked)
    versions.record(event, matter, act)
    return review


def _held(version_id: int, act: Act) -> tuple[MatterVersion, Matter]:
    """Return version and matter, held, for a keeper of theirs."""
    version = versions.version_of(version_id)
    matter = versions.hold_matter(version.matter_id)
    version.refresh_from_db()
    may_keep(act, matter.organ, version.organ)
    return version, matter


def _open(review_id: int, act: Act) -> tuple[Review, MatterVersion, Matter]:
    """Return what waits for an answer, for a keeper who may give it: neither asked for it nor wrote the draft."""
    review = Review.objects.filter(pk=review_id).first()
    if review is None:
        raise Refusal(
            "catalogue.no_review",
            "There is no review {review}. Open the reviews and choose one.",
            review=review_id,
        )
    version, matter = _held(review.version_id, act)
    review.refresh_from_db()
    if review.state != Answer.OPEN:
        raise Refusal(
            "catalogue.review_over",
            "“{name}” waits for no answer any more: it was answered, or the draft was changed. Open the matter anew.",
            name=version.name,
        )
    if act.by in (review.by, version.edited_by):
        raise Refusal(
            "catalogue.own_review",
            "Nobody reviews his own work: you wrote or submitted “{name}”. Another keeper must look at it.",
            name=version.name,
        )
    return review, version, matter


def _asked(version: MatterVersion, matter: Matter, act: Act, review: Review) -> Review:
    review.version, review.edition = version, version.edition
    review.by, review.at = act.by, act.at
    review.save()
    on = "" if review.on is None else review.on.isoformat()
    event = ReviewAsked(review.pk, version.pk, review.edition, Asked(review.asked).value, on)
    versions.record(event, matter, act)
    return review


def _answer(review: Review, act: Act, state: Answer, words: str) -> None:
    review.state, review.words = state, words.strip()
    review.answered_by, review.answered = act.by, act.at
    review.save(update_fields=["state", "words", "answered_by", "answered"])


def _effect(review: Review, version: MatterVersion, matter: Matter, act: Act) -> None:
    asked = Asked(review.asked)
    if asked is Asked.PUBLISH or review.on is None:
        return
    if asked in (Asked.SUSPEND, Asked.CANCEL):
        versions.disagree(matter)
    if asked is Asked.SUSPEND:
        close(version, review.on)
        event = MatterSuspended(review.pk, version.pk, review.on.isoformat())
        versions.record(event, matter, act)
    elif asked is Asked.RESUME:
        _resumed(review, version, matter, act)
    elif asked is Asked.CANCEL:
        versions.ended(version, matter, act, on=review.on)
    else:
        assert_never(asked)


def _resumed(review: Review, version: MatterVersion, matter: Matter, act: Act) -> None:
    """Put a copy of the suspended version in force; what a case was begun under stays as it was."""
    content = storing.content_of(version)
    _, until = make_room(matter, review.on or day_of(act))
    copy = MatterVersion(
        matter=matter,
        ordinal=versions.next_ordinal(matter),
        status=Status.PUBLISHED,
        valid=DateRange(review.on, until),
        created=act.at,
        **storing.columns(content, department=version.organ.short_name),
    )
    copy.save()
    versions.write_lists(copy, content)
    since = (review.on or day_of(act)).isoformat()
    versions.record(MatterResumed(review.pk, copy.pk, version.pk, since), matter, act)


def _waits(version: MatterVersion) -> Refusal | None:
    if not Review.objects.filter(version=version, state=Answer.OPEN).exists():
        return None
    return Refusal(
        "catalogue.review_waits",
        "“{name}” waits for a review already. Wait for the answer, or change the draft and submit it anew.",
        name=version.name,
    )


def _unreasoned(reason: str) -> Refusal | None:
    if reason.strip():
        return None
    return Refusal(
        "catalogue.reason_needed",
        "Nothing was said why. Give the reason; it is kept with the matter.",
    )


def _cannot(version: MatterVersion, asked: Asked, on: date) -> Refusal | None:
    """Say why this cannot be done with the version on that day; `None` lets it pass."""
    if asked is Asked.RESUME:
        return _in_force_then(version, on)
    if version.status == Status.DRAFT:
        return Refusal(
            "catalogue.draft_is_dropped",
            "Version {ordinal} of “{name}” is a draft. Drop it yourself; nobody else has to agree.",
            ordinal=version.ordinal,
            name=version.name,
        )
    if asked is Asked.SUSPEND and version.valid is not None and on < version.valid.lower:
        return Refusal(
            "catalogue.not_yet_in_force",
            "Version {ordinal} of “{name}” is not in force on {day}. Cancel it, or choose a later day.",
            ordinal=version.ordinal,
            name=version.name,
            day=on,
        )
    return over(version, on)


def _in_force_then(version: MatterVersion, on: date) -> Refusal | None:
    was_published = version.status != Status.DRAFT and version.valid is not None
    if was_published and version_in_force(version.matter_id, on=on) is None:
        return None
    now = base_of(version.matter_id, on=on) or version
    return Refusal(
        "catalogue.in_force_already",
        "“{name}” is in force on {day}, or only a draft. Publish a successor instead.",
        name=now.name,
        day=on,
    )
