"""办理约定: what a guide says beside its limits — special procedures, certificate, kinds of application, delivery."""

from dataclasses import dataclass

from tongban.kernel.catalogue.queries import Delivery, MatterVersion, Purpose, SpecialKind
from tongban.portal.limits import limit_words


@dataclass(frozen=True, slots=True)
class Special:
    """特别程序: its name, the longest it takes in words, and whether the limits wait for it."""

    name: str
    longest: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """办理约定 in words. `valid` is empty where the certificate has no end, or none is given."""

    special: tuple[Special, ...]
    purposes: tuple[str, ...]
    delivery: tuple[str, ...]
    certificate: bool
    valid: str


def terms_of(version: MatterVersion) -> Terms:
    """Return the terms of the version; ways of delivery and kinds of application only of what can be applied for."""
    certificate = version.certificate or {}
    return Terms(
        special=tuple(_special(**one) for one in version.special),
        purposes=tuple(str(Purpose(one).label) for one in version.purposes) if certificate else (),
        delivery=tuple(str(Delivery(one).label) for one in version.delivery if version.online),
        certificate=bool(certificate),
        valid=limit_words(certificate.get("valid")),
    )


def _special(kind: str, limit: str = "") -> Special:
    named = SpecialKind(kind)
    return Special(str(named.label), limit_words(limit), named is not SpecialKind.SITE_VISIT)
