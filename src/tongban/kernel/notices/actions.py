"""Leaving notices."""

from collections.abc import Sequence

from tongban.kernel.notices.models import Notice


def tell(notices: Sequence[Notice]) -> None:
    """告知: leave notices; telling of the same event twice leaves one."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
