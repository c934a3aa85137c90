"""未提交的联办申请: forms of bundles that somebody began and did not send."""

from django.urls import reverse

from tongban.kernel.forms import queries as drafts
from tongban.kernel.identity.queries import Person
from tongban.portal.public.bundles.asked import PURPOSE, asked_of
from tongban.portal.public.drafting import Begun


def bundle_drafts_of(person: Person) -> list[Begun]:
    """Return what the person began for bundles, the last touched first."""
    own = [one for one in drafts.open_drafts(person.actor_id) if one.purpose.startswith(PURPOSE)]
    found = [(one, asked_of(one.purpose)) for one in own]
    return [
        Begun(asked.plan.name, reverse("bundles:draft", args=[one.id]), one.updated_at)
        for one, asked in found
        if asked is not None
    ]
