"""Leaving notices."""

from datetime import datetime

from tongban.kernel.notices.models import Notice


def tell(*, party: int, number: str, title: str, kind: str, n: int, at: datetime) -> None:
    """告知: leave the party a notice; telling the same event twice leaves one."""
    Notice.objects.bulk_create(
        [Notice(party=party, number=number, title=title, kind=kind, n=n, at=at)],
        ignore_conflicts=True,
    )
