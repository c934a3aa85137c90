"""收取材料: which matters a telephone is enough for, and how a window may take each material in."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases.events import TakenMaterial
from tongban.kernel.cases.labels import TAKEN
from tongban.kernel.cases.papering import attached_in
from tongban.kernel.catalogue.queries import Material, MatterVersion
from tongban.kernel.catalogue.vocabulary import Necessity
from tongban.kernel.certificates.queries import held_by
from tongban.standards.procedures import procedure

PHONE = "phone"
ON_PAPER = ("brought", "seen", "copy")
MISSING, LATER, KNOWN = "missing", "later", "known"


def phone_fault(version: MatterVersion) -> Refusal | None:
    """Say why a matter cannot be asked for by telephone; `None` where its procedure allows it."""
    if version.procedure and procedure(version.procedure).telephone:
        return None
    return Refusal(
        "case.no_telephone",
        "By telephone only enquiries and public services are taken in. "
        "Please ask the applicant to come, to send the papers by post, or to apply online.",
    )


def ways_of(material: Material, certificates: Mapping[str, str]) -> tuple[str, ...]:
    """Return how a material may be taken in: to follow later only where the guide says so, known only what is."""
    known = material.exempt or material.shared or material.name in certificates
    later = material.necessity == Necessity.LATER
    return (*ON_PAPER, MISSING, *([LATER] if later else []), *([KNOWN] if known else []))


def certificates_of(party_id: int, *, on: date) -> dict[str, str]:
    """Return the numbers of the certificates that a party holds on that day, by their title (免提交)."""
    return {one.title: one.number for one in held_by(party_id, on=on)}


def taken_as(
    taken: Iterable[tuple[str, str]], version: MatterVersion, party_id: int, *, on: date
) -> tuple[TakenMaterial, ...]:
    """Return what is noted of each material; refuse a material or a way that the guide does not know."""
    certificates = certificates_of(party_id, on=on)
    known = {one.key: one for one in version.materials.all()}
    found = []
    for key, how in taken:
        material = known.get(key)
        if material is None or how not in TAKEN or how not in ways_of(material, certificates):
            raise Refusal(
                "case.material_way",
                "{material} cannot be taken in that way. Only what the guide lets follow later may be missing now.",
                material=material.name if material else key[:60],
            )
        found.append(TakenMaterial(key, how))
    return tuple(found)


def all_spoken_of(
    version: MatterVersion, taken: Iterable[tuple[str, str]], values: Mapping[str, Any]
) -> None:
    """Refuse an intake at a window that neither notes nor has a file of a material that the guide requires."""
    noted = {key for key, _how in taken} | attached_in(values)
    for one in version.materials.all():
        if one.necessity == Necessity.REQUIRED and not one.exempt and one.key not in noted:
            raise Refusal(
                "case.material_open",
                "Please say of {material} whether and how it was brought. What is missing is asked for as a supplement.",
                material=one.name,
            )
