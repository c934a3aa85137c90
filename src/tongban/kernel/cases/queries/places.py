"""Reading what takes the places of a matter that is limited in number, and who came first."""

from datetime import datetime

from django.db.models import Q

from tongban.kernel.cases.models import Case

MOST_NAMED = 50
"""So many applications that came before are named; more than a page shows."""


def granted_between(home: int, matter_id: int, since: datetime, until: datetime) -> int:
    """Return how many new applications for a matter were granted from one instant to before another."""
    within = Q(decided_at__gte=since, decided_at__lt=until)
    cases = Case.objects.filter(within, home=home, matter=matter_id)
    return cases.filter(outcome="granted", purpose="new").count()


def accepted_before(case: Case) -> list[str]:
    """Return the numbers of new applications for the same matter that were accepted earlier and are not yet decided.

    Where places are limited, who was accepted first is granted first, unless the law has it otherwise.
    """
    if case.accepted_on is None:
        return []
    same = Case.objects.filter(home=case.home, matter=case.matter, state="accepted", purpose="new")
    sooner = Q(accepted_on__lt=case.accepted_on)
    sooner |= Q(accepted_on=case.accepted_on, accepted_at__lt=case.accepted_at)
    earlier = same.filter(sooner).order_by("accepted_on", "accepted_at", "id")
    return list(earlier.values_list("number", flat=True)[:MOST_NAMED])
