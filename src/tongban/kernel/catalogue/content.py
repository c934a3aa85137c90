"""What a version says, before it is stored: its words, limits, bases and materials. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.catalogue import rules, shapes
from tongban.kernel.catalogue.rules import Limit, Wholeness


@dataclass(frozen=True, slots=True)
class Article:
    """设定依据: a law with its `number` 文号 and article; `since`, an ISO day, is when it came into force.

    `confidence` is `sure` or `check`.
    """

    law: str
    article: str = ""
    text: str = ""
    confidence: str = "check"
    number: str = ""
    since: str = ""


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
    fields whose values nobody has compared with a source. A `certificate` has its `series`, and how long it is `valid`
    unless for ever; each of `special` has its `kind`, and how long it takes at most as `limit`.

    The mappings in the other lists, and in `remedies`, have the keys that `dossier.schema.json` gives them.
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
    certificate: Mapping[str, str] | None = None
    purposes: tuple[str, ...] = ("new",)
    special: tuple[Mapping[str, str], ...] = ()
    delivery: tuple[str, ...] = ("window", "post", "electronic")
    body_nature: str | None = None
    entrusted: str = ""
    serves: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    scope: str = ""
    quantity: str = ""
    quota: int | None = None
    steps: tuple[Mapping[str, str], ...] = ()
    charges: tuple[Mapping[str, Any], ...] = ()
    result_sample: str = ""
    result_valid: str = ""
    channels: tuple[str, ...] = ()
    depth: tuple[int, ...] = ()
    online_url: str = ""
    reach: str | None = None
    conveniences: tuple[str, ...] = ()
    handling: str = "own"
    handling_system: str = ""
    window: str = ""
    contacts: str = ""
    complaints: str = ""
    place: str = ""
    hours: str = ""
    remedies: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Mapping[str, str], ...] = ()
    agencies: tuple[Mapping[str, str], ...] = ()
    supervision: str = ""
    rated: bool = True
    form: Mapping[str, Any] | None = None
    flow: str | None = None
    performers: Mapping[str, Mapping[str, int | str]] = field(default_factory=dict)
    handlers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dossier_digest: str = ""
    unverified: tuple[str, ...] = ()
    bases: tuple[Article, ...] = ()
    materials: tuple[Paper, ...] = ()


def wholeness(content: Content) -> Wholeness:
    """Return what of the things that online application rests on is entered."""
    clockless = content.procedure in rules.CLOCKLESS
    return Wholeness(
        procedure=content.procedure is not None,
        statutory_limit=clockless or content.statutory is not None,
        promised_limit=clockless or content.promised is not None,
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
    if (refusal := _key_twice(content.materials)) is not None:
        return refusal
    if content.visits and not content.visits_reason:
        return Refusal(
            "catalogue.visits_without_reason",
            "The matter asks for {visits} visits without a reason. Give the reason, or ask for none.",
            visits=content.visits,
        )
    if content.promised is not None and content.statutory is not None:
        refusal = rules.promise_too_long(content.promised, content.statutory)
        if refusal is not None:
            return refusal
    return _wrong_terms(content) or shapes.fault(
        {name: getattr(content, name) for name in shapes.LISTS}
    )


def _key_twice(papers: Iterable[Paper]) -> Refusal | None:
    """Say that two materials have one key, by which the form names them."""
    named: dict[str, str] = {}
    for paper in papers:
        if paper.key in named:
            return Refusal(
                "catalogue.material_key_twice",
                "The key “{key}” stands for “{first}” and for “{second}”. Give each material a key of its own.",
                key=paper.key,
                first=named[paper.key],
                second=paper.name,
            )
        named[paper.key] = paper.name
    return None


def _wrong_terms(content: Content) -> Refusal | None:
    """Say what is wrong with certificate, kinds of application, special procedures and delivery."""
    limits = [one["limit"] for one in content.special if "limit" in one]
    if content.certificate and content.certificate.get("valid"):
        limits.append(content.certificate["valid"])
    for limit in limits:
        rules.parse_limit(limit)
    return rules.purposes_fault(content.purposes, content.certificate) or rules.lists_fault(
        content.delivery, [one["kind"] for one in content.special]
    )


def not_whole(content: Content) -> Refusal | None:
    """Say everything that is missing before the matter can be applied for online; `None` if nothing is."""
    if not content.online:
        return None
    if content.handling != "own":
        return Refusal(
            "catalogue.handled_elsewhere",
            "The matter is handled in {system}. Publish it as a guide with the address there; its cases are shown here, and not taken in.",
            system=content.handling_system or content.handling,
        )
    missing = rules.missing_for_online(wholeness(content))
    if not missing:
        return None
    return Refusal(
        "catalogue.not_whole",
        "The matter cannot be opened to online application: {missing} not entered. Enter them, or publish it as a guide only.",
        missing=", ".join(missing),
    )
