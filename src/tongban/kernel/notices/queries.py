"""Reading notices."""

from django.db.models import QuerySet

from tongban.kernel.notices.models import Notice

__all__ = ["Notice", "notices_of"]


def notices_of(party: int) -> QuerySet[Notice]:
    """Return the notices left for a party, the newest first."""
    return Notice.objects.filter(party=party).order_by("-at", "-n")
