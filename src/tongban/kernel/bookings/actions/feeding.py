"""日历订阅: the secret address of one's own calendar, made anew or taken back."""

import secrets

from django.db import transaction

from tongban.kernel import Act
from tongban.kernel.bookings.models import Feed
from tongban.kernel.bookings.rules import digest_of
from tongban.kernel.identity.queries import Person


def make_feed(person: Person, act: Act) -> str:
    """Return a new secret token for somebody's own calendar; the one before is over. It is shown once and kept by no one here."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        revoke_feed(person, act)
        Feed.objects.create(person=person.pk, digest=digest_of(token), made_at=act.at)
    return token


def revoke_feed(person: Person, act: Act) -> None:
    """Take the address back: whoever has it reads nothing any more."""
    Feed.objects.filter(person=person.pk, revoked_at__isnull=True).update(revoked_at=act.at)
