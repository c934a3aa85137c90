"""发布联办方案: a plan comes into force as the next edition of its bundle."""

import hashlib
from datetime import date, timedelta

import yaml
from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.bundles.events import BundleEnded, BundlePublished, plan_entry
from tongban.kernel.bundles.forming import Chosen, united_form, versions_of
from tongban.kernel.bundles.models import Bundle, Edition
from tongban.kernel.bundles.plan import Member, Plan, read
from tongban.kernel.cases.forming import form_of
from tongban.kernel.catalogue.queries import matter_by_code
from tongban.kernel.clock import day_of
from tongban.kernel.forms.rules import Kind
from tongban.kernel.identity.queries import Organ, organs
from tongban.kernel.ledger.actions import append

SCHEME = "item_code"


def publish(text: str, act: Act, *, on: date | None = None) -> Edition:
    """发布: put the plan of a `bundle.yaml` into force from a day on, today as a rule; the edition before ends the day before.

    Refused are a plan that does not hang together, an organ or a matter that does not exist, and members whose forms
    make no one form. The same text published again changes nothing.
    """
    plan, since = read(text), on or day_of(act.at)
    digest = hashlib.sha256(text.encode()).hexdigest()
    organ = _organ(plan.organ)
    matters = {one.key: _matter(one) for one in plan.members()}
    with transaction.atomic():
        bundle, _new = Bundle.objects.select_for_update().get_or_create(
            code=plan.code,
            defaults={"home": organ.home, "organ": organ.pk, "kind": plan.kind, "name": plan.name},
        )
        last = bundle.editions.order_by("-ordinal").first()
        if last is not None and last.digest == digest and (last.valid.upper is None):
            return last
        _joins(plan, matters, on=since)
        ordinal = last.ordinal + 1 if last is not None else 1
        _end_before(last, since)
        bundle.organ, bundle.kind = organ.pk, plan.kind
        bundle.name, bundle.english = plan.name, plan.english
        bundle.save(update_fields=["organ", "kind", "name", "english"])
        edition = Edition.objects.create(
            bundle=bundle,
            ordinal=ordinal,
            plan={**yaml.safe_load(text), "matters": matters},
            digest=digest,
            valid=(since, None),
            published_at=act.at,
        )
        event = BundlePublished(plan.code, ordinal, digest, since.isoformat())
        append([plan_entry(event, act, home=bundle.home)])
    edition.refresh_from_db()
    return edition


def end_bundle(code: str, act: Act) -> None:
    """停办: nobody can apply for the bundle from tomorrow on; what was applied for goes on."""
    until = day_of(act.at)
    with transaction.atomic():
        bundle = Bundle.objects.select_for_update().filter(code=code).first()
        last = bundle.editions.order_by("-ordinal").first() if bundle is not None else None
        if bundle is None or last is None or last.valid.upper is not None:
            raise Refusal(
                "bundle.not_in_force", "There is no such bundle in force. Choose one of the list."
            )
        _end_before(last, until + timedelta(days=1))
        append([plan_entry(BundleEnded(code, until.isoformat()), act, home=bundle.home)])


def _end_before(last: Edition | None, since: date) -> None:
    """Let the edition before end the day before; refuse a day on which another is in force already."""
    if last is None or (last.valid.upper is not None and last.valid.upper <= since):
        return
    if last.valid.lower >= since:
        raise Refusal(
            "bundle.edition_same_day",
            "An edition of this plan is in force from {day} on. Publish the next one for a later day.",
            day=last.valid.lower,
        )
    last.valid = (last.valid.lower, since)
    last.save(update_fields=["valid"])


def _joins(plan: Plan, matters: dict[str, int], *, on: date) -> None:
    """Refuse members that cannot be applied for on the day, or whose forms make no one form."""
    for stage in plan.stages:
        united_form(plan, versions_of(stage.members, matters, on=on))
    _papers_known(plan, versions_of(list(plan.members()), matters, on=on))


def _papers_known(plan: Plan, chosen: tuple[Chosen, ...]) -> None:
    """Refuse names of materials that a guide does not have, and a paper made here that a form asks for: it is not there yet."""
    for shared in plan.materials:
        for one in chosen:
            key = shared.of.get(one.member.key, "")
            known = {material.key for material in one.version.materials.all()}
            if key and key not in known:
                raise Refusal(
                    "bundle.material_unknown",
                    "The plan names the material “{key}” of {matter}, which its guide does not have. Correct the key.",
                    key=key,
                    matter=one.version.name,
                )
            files = (f.name for f in form_of(one.version).fields() if f.kind is Kind.FILE)
            if shared.made_by and key in files:
                raise Refusal(
                    "bundle.made_but_asked",
                    "{paper} is made by this bundle, but the form of {matter} asks for it as a file. Take the question out of the form first.",
                    paper=shared.name,
                    matter=one.version.name,
                )


def _organ(name: str) -> Organ:
    found = [one for one in organs() if name in (one.name, one.short_name)]
    if len(found) != 1:
        raise Refusal(
            "bundle.organ_unknown",
            "There is no organ called {organ}. Write its name as it stands among the organs.",
            organ=name,
        )
    return found[0]


def _matter(member: Member) -> int:
    found = matter_by_code(SCHEME, member.matter)
    if found is None:
        raise Refusal(
            "bundle.matter_unknown",
            "There is no matter with the item code {item_code}. Publish the matter first, or correct the code.",
            item_code=member.matter,
        )
    return int(found.pk)
