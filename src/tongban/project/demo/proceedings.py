"""Invented cases at every turn that a case can take: each as far as its course says, by its own people."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext

from tongban.kernel.clock import day_of
from tongban.project.demo.courses import certificates, licences, services
from tongban.project.demo.courses.course import Course, run

ORDER = 60
COURSES: tuple[tuple[str, Callable[[Course], None]], ...] = (
    ("wangmin", services.card_archived),
    ("hengsheng", licences.granted_and_collected),
    ("qujiang", licences.hearing_arranged),
    ("longtai", licences.refused),
    ("lixiuying", services.reward_under_review),
    ("longtai", licences.expert_review),
    ("qujiang", licences.granted_and_waiting),
    ("qujiang", licences.accepted_by_silence),
    ("hengsheng", licences.extension_asked),
    ("lixiuying", services.payment_before_the_leader),
    ("wenlvju", services.internal_before_the_leader),
    ("hengsheng", licences.not_competent),
    ("qujiang", services.ruling_with_originals),
    ("qujiang", certificates.renewal_asked),
    ("hengsheng", licences.supplement_asked),
    ("lixiuying", services.consultation_answered),
    ("liangchen", services.card_with_the_agent),
    ("longtai", services.filing_before_the_leader),
    ("wangmin", licences.decided_on_the_spot),
    ("wangmin", licences.came_by_post),
)
"""Who hands each in, and its course, the oldest first; its name is its key: what was taken is never taken again."""


def load(at: datetime) -> str:
    """Take each course that was not taken yet, whole or not at all."""
    taken = [run(_key(tell), first, tell, day_of(at)) for first, tell in COURSES]
    count = sum(taken)
    return gettext("{n} cases in every state").format(n=count) if count else ""


def _key(tell: Callable[[Course], None]) -> str:
    return tell.__name__.replace("_", "-")
