"""What is missing in a matter's implementation list, and how complete it is. Pure: tables are unknown here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongban.kernel.catalogue import rules
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.vocabulary import PowerType

Asks = Callable[[Content], object]

# Begun by the organ itself: nobody applies for a penalty, coercion, a levy or an inspection.
EX_OFFICIO = (PowerType.PENALTY, PowerType.COERCION, PowerType.LEVY, PowerType.INSPECTION)
_FREE = ("不收费", "免费", "无收费", "不收取")
_WITHOUT_REMEDY = ("consultation", "internal")
# How a field of `Content` is called among the values that nobody has compared with a source.
_UNVERIFIED_AS = {"result_name": "result", "result_sample": "result"}


def _always(_content: Content) -> bool:
    return True


def _asked_for(content: Content) -> bool:
    return content.power_type not in EX_OFFICIO


def _ours(content: Content) -> bool:
    return _asked_for(content) and content.handling == "own"


def _clocked(content: Content) -> bool:
    return content.procedure not in rules.CLOCKLESS


def _charged(content: Content) -> bool:
    return bool(content.fee) and not content.fee.strip().startswith(_FREE)


def _reviewable(content: Content) -> bool:
    served = content.power_type == PowerType.PUBLIC_SERVICE
    return not served and content.procedure not in _WITHOUT_REMEDY


def _by(name: str) -> Asks:
    return lambda content: getattr(content, name)


def _entered(name: str) -> Asks:
    return lambda content: getattr(content, name) is not None


@dataclass(frozen=True, slots=True)
class Check:
    """完整度检查: what must be filled in, what it weighs, why, and by which rule of the domain.

    `applies` says for which contents it counts; `asks` whether it is fulfilled, where that is more than a filled
    field; `within` is the field that must be mended, where it is called otherwise.
    """

    name: str
    label: Promise
    weight: int
    why: Promise
    rule: str
    applies: Asks = _always
    asks: Asks | None = None
    within: str = ""

    @property
    def field(self) -> str:
        """Return the field of `Content` that must be mended."""
        return self.within or self.name

    def holds(self, content: Content) -> bool:
        """Tell whether the content fulfils it."""
        return bool(getattr(content, self.name) if self.asks is None else self.asks(content))


@dataclass(frozen=True, slots=True)
class Missing:
    """缺项: a check that does not hold, or holds by a value that nobody has verified."""

    check: Check
    unverified: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """完整度: a score of 0 to 100, and what is missing, the weightiest first."""

    score: int
    missing: tuple[Missing, ...]

    @property
    def lacking(self) -> list[str]:
        """Return the names of the checks that are not fulfilled, unverified values among them."""
        return [one.check.name for one in self.missing]


_GUIDE = _("The guide must say it (GB/T 39554.2).")
CHECKS: Final[tuple[Check, ...]] = (
    Check(
        "bases",
        _("Legal basis"),
        12,
        _("No power without a basis: law, article and text (Regulation 716, art. 4)."),
        "SX-03",
    ),
    Check(
        "materials",
        _("Materials"),
        10,
        _("Each paper is named; there is no catch-all entry."),
        "SX-16",
        _asked_for,
    ),
    Check(
        "conditions",
        _("Conditions"),
        8,
        _("Who may apply, and when it is accepted."),
        "SX-16",
        _asked_for,
    ),
    Check(
        "promised",
        _("Promised limit"),
        6,
        _("A limit is promised even where no law sets one."),
        "SX-15",
        _clocked,
        asks=_entered("promised"),
    ),
    Check(
        "form", _("Form"), 6, _("Without a form nobody can apply online."), "GB/T 39554.2", _ours
    ),
    Check("flow", _("Flow"), 6, _("Without a flow no case can run."), "GB/T 39554.2", _ours),
    Check(
        "statutory",
        _("Statutory limit"),
        5,
        _("The promise is measured against it."),
        "SX-15",
        _clocked,
        asks=_entered("statutory"),
    ),
    Check(
        "visits",
        _("Visits on site"),
        5,
        _("How often one must come, with the reason."),
        "SX-14",
        _asked_for,
        asks=_entered("visits"),
    ),
    Check("result_name", _("Result"), 5, _GUIDE, "GB/T 39554.2"),
    Check(
        "procedure", _("Procedure"), 4, _("It decides which law a case follows."), "GB/T 39554.2"
    ),
    Check("fee", _("Fee"), 4, _("Whether it costs anything (art. 35)."), "SX-16"),
    Check(
        "charges",
        _("Charges"),
        4,
        _("Who charges names basis and standard."),
        "GB/T 39554.2",
        _charged,
    ),
    Check(
        "basis_text",
        _("Text of the articles"),
        4,
        _("Each basis is quoted with article and text."),
        "GB/T 39554.2",
        _by("bases"),
        asks=lambda content: all(one.article and one.text for one in content.bases),
        within="bases",
    ),
    Check("place", _("Place"), 4, _GUIDE, "GB/T 39554.2"),
    Check("contacts", _("Enquiries"), 4, _GUIDE, "GB/T 39554.2"),
    Check("audience", _("For whom"), 3, _("The search narrows by it."), "SX-12"),
    Check(
        "case_type",
        _("Case type"),
        3,
        _("Decided at once or within a promised limit."),
        "SX-10",
        _clocked,
    ),
    Check(
        "summary", _("Summary"), 3, _("A sentence that says what the matter is."), "GB/T 39554.2"
    ),
    Check(
        "steps",
        _("Steps"),
        3,
        _("Who does what by when; a flow says it too."),
        "GB/T 39554.2",
        asks=lambda content: content.steps or content.flow,
    ),
    Check(
        "material_standard",
        _("Acceptance standard of the materials"),
        3,
        _("Each paper has a standard, a blank form or a sample."),
        "SX-16",
        _by("materials"),
        asks=lambda content: all(
            one.standard or one.form or one.sample for one in content.materials
        ),
        within="materials",
    ),
    Check("channels", _("Channels"), 3, _GUIDE, "GB/T 39554.2", _asked_for),
    Check(
        "online_url",
        _("Address online"),
        3,
        _("What another system handles is reached there."),
        "GB/T 39554.2",
        lambda content: content.handling != "own",
    ),
    Check("hours", _("Opening hours"), 3, _GUIDE, "GB/T 39554.2"),
    Check("complaints", _("Complaints"), 3, _("Where one complains."), "SX-17"),
    Check(
        "remedies",
        _("Legal remedies"),
        3,
        _("Reconsideration and court, with name of the body."),
        "GB/T 39554.2",
        _reviewable,
    ),
    Check("serves", _("Whom it serves"), 2, _("The code list."), "SX-12"),
    Check("themes", _("Themes"), 2, _("Lists by theme are made of it."), "SX-12"),
    Check("body_nature", _("Nature of the body"), 2, _("Organ, authorised or entrusted."), "SX-13"),
    Check("window", _("Window"), 2, _GUIDE, "GB/T 39554.2", _asked_for),
    Check(
        "depth",
        _("Online depth"),
        2,
        _("How far it goes online."),
        "SX-11",
        lambda content: content.online or "online" in content.channels,
    ),
    Check(
        "result_sample", _("Sample of the result"), 2, _GUIDE, "GB/T 39554.2", _by("result_name")
    ),
    Check("supervision", _("Supervision afterwards"), 2, _GUIDE, "GB/T 39554.2", _asked_for),
    Check(
        "questions",
        _("Frequent questions"),
        2,
        _("What people ask most, answered."),
        "GB/T 39554.2",
        _asked_for,
    ),
    Check("reach", _("Taken in across"), 1, _("Over which borders."), "SX-13", _asked_for),
)
NAMES = tuple(check.name for check in CHECKS)


def completeness(content: Content) -> Completeness:
    """Return how complete a content is: an unverified value counts half, what does not apply counts nothing."""
    asked = [check for check in CHECKS if check.applies(content)]
    missing: list[Missing] = []
    got = 0
    for check in asked:
        unverified = _UNVERIFIED_AS.get(check.field, check.field) in content.unverified
        if not check.holds(content):
            missing.append(Missing(check, unverified=False))
        elif unverified or _bases_unverified(check, content):
            missing.append(Missing(check, unverified=True))
            got += check.weight
        else:
            got += 2 * check.weight
    missing.sort(key=lambda one: (-one.check.weight, one.unverified))
    return Completeness(got * 100 // (2 * sum(check.weight for check in asked)), tuple(missing))


def _bases_unverified(check: Check, content: Content) -> bool:
    """Tell whether the check rests on a basis that nobody has looked up yet."""
    return check.name == "bases" and any(one.confidence == "check" for one in content.bases)
