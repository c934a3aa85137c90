"""Reading papers, templates and rules of numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tongban.kernel.identity.queries import Organ
from tongban.kernel.identity.queries.edition import standing
from tongban.kernel.papers.labels import KINDS
from tongban.kernel.papers.models import NumberRule, Paper, Template
from tongban.kernel.papers.rules import PATTERN, Kind, Stage, code_of

__all__ = [
    "KINDS",
    "NumberRule",
    "Numbering",
    "Paper",
    "Template",
    "draft_of",
    "kinds_drafted",
    "number_rule_of",
    "numbering_of",
    "paper_by_code",
    "paper_by_id",
    "papers_by_number",
    "papers_of",
    "template_by_id",
    "template_in_use",
    "templates_in_use",
    "versions_of",
]


@dataclass(frozen=True, slots=True)
class Numbering:
    """编号方式: the pattern of an organ's numbers, and the word that stands for the organ."""

    pattern: str
    organ_word: str


def papers_of(subject: str) -> list[Paper]:
    """Return the papers of a subject (`case/NUMBER`), oldest first, with organ and files."""
    return list(_papers().filter(subject=subject).order_by("pk"))


def paper_by_id(paper_id: int) -> Paper | None:
    """Return the paper with its organ, files and successor."""
    return _papers().filter(pk=paper_id).first()


def paper_by_code(code: str) -> Paper | None:
    """Return the paper with that verification code, however it was typed."""
    known = code_of(code)
    return _papers().filter(code=known).first() if known else None


def papers_by_number(number: str, organ_ids: Iterable[int]) -> list[Paper]:
    """Return the papers of these organs that have exactly this number."""
    return list(_papers().filter(number=number, organ__in=list(organ_ids)).order_by("pk"))


def number_rule_of(organ: Organ) -> NumberRule | None:
    """Return the rule of numbers of the organ, else that of the nearest above it; `None` where the general one holds."""
    found = {row.organ_id: row for row in NumberRule.objects.filter(organ__in=_upwards(organ))}
    return next((found[one] for one in _upwards(organ) if one in found), None)


@standing
def numbering_of(organ: Organ) -> Numbering:
    """Return how the organ's papers are numbered; the word of a superior organ is not its own."""
    rule = number_rule_of(organ)
    own = rule.organ_word if rule and rule.organ_id == organ.pk else ""
    return Numbering(rule.pattern if rule else PATTERN, own or organ.short_name)


def template_by_id(template_id: int) -> Template | None:
    """Return the template with its organ."""
    return Template.objects.select_related("organ").filter(pk=template_id).first()


def templates_in_use(organ: Organ) -> dict[str, Template]:
    """Return the template in use by kind: the organ's own, else of the nearest above it, else that of all organs."""
    rows = Template.objects.select_related("organ").filter(
        Q(organ__in=_upwards(organ)) | Q(organ__isnull=True), state=Stage.PUBLISHED
    )
    # From the general one to the organ's own, so that the nearer one stays.
    nearest = sorted(rows, key=lambda row: len(row.organ.path) if row.organ else 0)
    return {row.kind: row for row in nearest}


def template_in_use(kind: Kind | str, organ: Organ) -> Template | None:
    """Return the template that papers of the kind are composed with; `None` for the platform's own wording."""
    return templates_in_use(organ).get(str(kind))


def draft_of(kind: Kind | str, organ_id: int | None) -> Template | None:
    """Return the draft that waits to be published."""
    return Template.objects.filter(kind=kind, organ=organ_id, state=Stage.DRAFT).first()


def kinds_drafted(organ_id: int) -> set[str]:
    """Return the kinds of which the organ has a draft."""
    rows = Template.objects.filter(organ=organ_id, state=Stage.DRAFT)
    return set(rows.values_list("kind", flat=True))


def versions_of(kind: Kind | str, organ_id: int | None) -> list[Template]:
    """Return all versions of a template of one organ, or of all organs, newest first."""
    return list(Template.objects.filter(kind=kind, organ=organ_id).order_by("-ordinal"))


def _papers() -> QuerySet[Paper]:
    return Paper.objects.select_related("organ", "document", "scan", "successor")


def _upwards(organ: Organ) -> list[int]:
    """Return the ids of the organ and of those above it, itself first."""
    return [int(one) for one in reversed(organ.path.strip("/").split("/"))]
