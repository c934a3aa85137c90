"""What a version says, before it is stored: its words, limits, bases and materials. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.catalogue import rules
from tongban.kernel.catalogue.rules import Limit, Wholeness


@dataclass(frozen=True, slots=True)
class Article:
    """设定依据: a law and its article; `confidence` is `sure` or `check`."""

    law: str
    article: str = ""
    text: str = ""
    confidence: str = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """申请材料 (SX-16). `key` is how the form's file field names it."""

    key: str
    name: str
    kind: str = "original"
    copies: int = 1
    necessity: str = "required"
    source: str = "applicant"
    form: str = ""
    sample: str = ""
    standard: str = ""
    shared: bool = False
    exempt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """实施清单的内容. Field names are those of `MatterVersion`; `None` is what nobody has entered yet.

    `performers` maps a performer key of the flow to `{"organ": organ id, "duty": duty}`; `unverified` names the
    fields whose values nobody has compared with a source.
    """

    name: str
    power_type: int
    organ_id: int
    level: int
    main_item: str = ""
    online: bool = False
    procedure: str | None = None
    audience: str | None = None
    case_type: int | None = None
    summary: str = ""
    conditions: str = ""
    statutory: Limit | None = None
    promised: Limit | None = None
    clock_starts: str = "acceptance"
    visits: int | None = None
    visits_reason: str = ""
    fee: str = ""
    result_name: str = ""
    result_kind: str = ""
    contacts: str = ""
    place: str = ""
    hours: str = ""
    form: Mapping[str, Any] | None = None
    flow: str | None = None
    performers: Mapping[str, Mapping[str, int | str]] = field(default_factory=dict)
    dossier_digest: str = ""
    unverified: tuple[str, ...] = ()
    bases: tuple[Article, ...] = ()
    materials: tuple[Paper, ...] = ()


def wholeness(content: Content) -> Wholeness:
    """Return what of the things that online application rests on is entered."""
    return Wholeness(
        procedure=content.procedure is not None,
        statutory_limit=content.statutory is not None,
        promised_limit=content.promised is not None,
        basis=bool(content.bases),
        form=content.form is not None,
        flow=content.flow is not None,
    )


def fault(content: Content) -> Refusal | None:
    """Say why this must not be stored as a version, draft or not; `None` lets it pass."""
    for paper in content.materials:
        refusal = rules.catch_all(paper.name)
        if refusal is not None:
            return refusal
    if content.visits and not content.visits_reason:
        return Refusal(
            "catalogue.visits_without_reason",
            "The matter asks for {visits} visits without a reason. Give the reason, or ask for none.",
            visits=content.visits,
        )
    if content.promised is not None and content.statutory is not None:
        return rules.promise_too_long(content.promised, content.statutory)
    return None


def not_whole(content: Content) -> Refusal | None:
    """Say everything that is missing before the matter can be applied for online; `None` if nothing is."""
    missing = rules.missing_for_online(wholeness(content))
    if not content.online or not missing:
        return None
    return Refusal(
        "catalogue.not_whole",
        "The matter cannot be opened to online application: {missing} not entered. Enter them, or publish it as a guide only.",
        missing=", ".join(missing),
    )
