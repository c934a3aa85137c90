"""Loading a dossier: a listed matter becomes one that can be applied for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Length

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import dossiers
from tongban.kernel.catalogue.actions import storing
from tongban.kernel.catalogue.actions.imports import SCHEME
from tongban.kernel.catalogue.actions.versions import draft_version, publish
from tongban.kernel.catalogue.dossiers import Dossier
from tongban.kernel.catalogue.models import Matter, MatterVersion
from tongban.kernel.catalogue.rules import APPLICANTS_ORGAN
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.identity.queries import organs


@transaction.atomic
def load_dossier(folder: Path, act: Act, *, on: date) -> MatterVersion:
    """载入卷宗: publish what a dossier folder says as the next version of the listed matter with its item code.

    The same dossier a second time changes nothing and returns the version that has it.
    """
    dossier = dossiers.read(folder)
    matter = _listed(dossier.item_code)
    published = MatterVersion.objects.filter(matter=matter, status=Status.PUBLISHED)
    loaded = published.filter(dossier_digest=dossier.digest, valid__endswith__isnull=True).first()
    if loaded is not None:
        return loaded
    before = published.order_by("-ordinal").first()
    if before is None:
        raise _unlisted(dossier.item_code)
    content = replace(
        storing.content_of(before),
        **dossier.fields,
        performers=_bound(dossier, matter.home),
        dossier_digest=dossier.digest,
    )
    draft = draft_version(matter.pk, act, content=content)
    return publish(draft.pk, act, on=on)


def _listed(item_code: str) -> Matter:
    matter = Matter.objects.filter(codes__scheme=SCHEME, codes__value=item_code).first()
    if matter is None:
        raise _unlisted(item_code)
    return matter


def _unlisted(item_code: str) -> Refusal:
    return Refusal(
        "catalogue.not_listed",
        "No matter is listed under the item code {item_code}. Import the list of matters first, or correct the code in matter.yaml.",
        item_code=item_code,
    )


def _bound(dossier: Dossier, home: int) -> dict[str, Mapping[str, int | str]]:
    """Return the performers with their organs' ids; names are looked up in the matter's county, then in its towns."""
    return {
        key: {**named, "organ": _organ(key, named["organ"], home)}
        for key, named in dossier.performers.items()
    }


def _organ(key: str, name: str, home: int) -> int | str:
    if name == APPLICANTS_ORGAN:
        return name
    living = organs().filter(division__startswith=str(home), until__isnull=True)
    named = living.filter(Q(name=name) | Q(short_name=name))
    organ = named.order_by(Length("division"), "pk").first()
    if organ is None:
        raise Refusal(
            "catalogue.performer_unknown",
            "The performer “{key}” is to be {organ}, but {home} has no such organ. Correct the name in matter.yaml, or import the organ first.",
            key=key,
            organ=name,
            home=home,
        )
    return organ.pk
