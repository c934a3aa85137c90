"""管理文书模板: a keeper writes the wording of papers, publishes it, and says how the organ's papers are numbered."""

from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import Organ, may_use, organ_by_id
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.actions import append
from tongban.kernel.papers.events import NumberRuleSet, TemplatePublished, keeping_entry
from tongban.kernel.papers.models import NumberRule, Template
from tongban.kernel.papers.rules import Kind, Stage, kind_of, pattern_fault
from tongban.kernel.papers.shipped import Wording
from tongban.kernel.papers.wording import fault, too_long

LONGEST_WORD = 20


def draft_template(kind: str, organ_id: int | None, act: Act, *, wording: Wording) -> Template:
    """起草模板: write the draft of the next version of an organ's wording; `None` is the wording of all organs.

    A draft may be unfinished: what it names is looked at when it is published.
    """
    known = kind_of(kind)
    _may_keep(act, _organ(organ_id) if organ_id is not None else None)
    if (refusal := too_long(wording.title, wording.body)) is not None:
        raise refusal
    try:
        with transaction.atomic():
            return _drafted(known, organ_id, act, wording)
    except IntegrityError:
        raise Refusal(
            "papers.drafted_together",
            "Somebody else began a draft at the same moment. Open the page again and go on from that one.",
        ) from None


@transaction.atomic
def publish_template(template_id: int, act: Act) -> Template:
    """发布模板: from now on papers of the kind are composed with this draft. Papers made before stay as they are."""
    named = Template.objects.filter(pk=template_id).select_related("organ").first()
    if named is None:
        raise Refusal(
            "papers.no_template", "There is no such template. Open the list of templates."
        )
    _may_keep(act, named.organ)
    versions = list(_versions(Kind(named.kind), named.organ_id).select_for_update())
    row = next(version for version in versions if version.pk == named.pk)
    if row.state != Stage.DRAFT:
        raise Refusal(
            "papers.not_a_draft",
            "This version was published already. Write a new draft and publish that.",
        )
    if (refusal := fault(Kind(row.kind), row.title, row.body)) is not None:
        raise refusal
    _retire([version for version in versions if version.state == Stage.PUBLISHED])
    row.state, row.since = Stage.PUBLISHED.value, act.at
    row.save(update_fields=["state", "since"])
    digest = sha256(f"{row.title}\n{row.body}".encode()).hexdigest()
    event = TemplatePublished(row.pk, row.kind, row.organ_id, row.ordinal, digest)
    append([keeping_entry(event, act, home=named.organ.home if named.organ else 0)])
    return row


@transaction.atomic
def set_number_rule(organ_id: int, act: Act, *, pattern: str, organ_word: str) -> NumberRule:
    """设定文号规则: from now on the organ's papers are numbered by this pattern; empty `organ_word` is its short name."""
    organ = _organ(organ_id)
    _may_keep(act, organ)
    pattern, organ_word = pattern.strip(), organ_word.strip()
    if (refusal := pattern_fault(pattern)) is not None:
        raise refusal
    if len(organ_word) > LONGEST_WORD or not organ_word.isprintable():
        raise Refusal(
            "papers.organ_word",
            "The word of the organ has {most} signs at most. Shorten it.",
            most=LONGEST_WORD,
        )
    row, _made = NumberRule.objects.update_or_create(
        organ=organ,
        defaults={"pattern": pattern, "organ_word": organ_word, "by": act.by, "at": act.at},
    )
    event = NumberRuleSet(organ.pk, pattern, organ_word)
    append([keeping_entry(event, act, home=organ.home)])
    return row


def _drafted(kind: Kind, organ_id: int | None, act: Act, wording: Wording) -> Template:
    versions = _versions(kind, organ_id)
    row = versions.select_for_update().filter(state=Stage.DRAFT).first()
    if row is None:
        last = versions.aggregate(last=Max("ordinal"))["last"] or 0
        row = Template(kind=kind.value, organ_id=organ_id, ordinal=last + 1)
    row.title, row.body = wording.title.strip(), wording.body.replace("\r\n", "\n").strip() + "\n"
    row.by, row.at = act.by, act.at
    row.save()
    return row


def _versions(kind: Kind, organ_id: int | None) -> QuerySet[Template]:
    return Template.objects.filter(kind=kind, organ=organ_id).order_by("ordinal")


def _retire(rows: list[Template]) -> None:
    for row in rows:
        row.state = Stage.RETIRED.value
        row.save(update_fields=["state"])


def _organ(organ_id: int) -> Organ:
    organ = organ_by_id(organ_id)
    if organ is None:
        raise Refusal(
            "papers.no_organ", "There is no such organ. Name the organ that issues the paper."
        )
    return organ


def _may_keep(act: Act, organ: Organ | None) -> None:
    if not may_use(act.by, Power.KEEP_CATALOGUE, organ, on=day_of(act)):
        raise Refusal(
            "papers.may_not_keep",
            "Only a catalogue keeper for this organ may do this. Ask one, or have the power granted.",
        )
