"""Papers of an organ, with facts that a case would give, in one readable line."""

from datetime import date

from builders.identity import an_act, an_organ
from tongban.kernel.identity.queries import Organ
from tongban.kernel.papers.actions import NewPaper, compose, issue
from tongban.kernel.papers.queries import Paper
from tongban.kernel.papers.shipped import sample

SPRING = date(2026, 3, 25)
SUBJECT = "case/5116022026032400012"
FACTS = dict(sample())


def issued(
    organ: Organ | None = None, kind: str = "acceptance", *, on: date = SPRING, subject: str = ""
) -> Paper:
    """A numbered paper without a PDF."""
    organ = organ or an_organ()
    plan = NewPaper(kind, subject or SUBJECT, organ.pk, organ.home, on)
    return issue(plan, an_act(on=on))


def composed(
    organ: Organ | None = None, kind: str = "acceptance", *, on: date = SPRING, **facts: object
) -> Paper:
    """A paper with its PDF."""
    paper = issued(organ, kind, on=on)
    return compose(paper.pk, {**FACTS, **facts}, an_act(on=on))
