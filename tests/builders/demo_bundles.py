"""Somebody of the demo applies for a bundle of the demo, with answers that are made up as far as its forms ask."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from itertools import count
from random import Random
from typing import Any

from builders.filling import known_of
from tongban.kernel import Act
from tongban.kernel.bundles import plan
from tongban.kernel.bundles.actions import Applying, apply
from tongban.kernel.bundles.forming import united_form, versions_of
from tongban.kernel.bundles.queries import Joint, edition_in_force, matters_of, plan_of
from tongban.kernel.clock import day_of
from tongban.kernel.documents.actions import keep
from tongban.kernel.forms.rules import Form
from tongban.kernel.identity.queries import person_by_username
from tongban.kernel.parties.queries import party_of
from tongban.project.demo import bundles
from tongban.project.demo.life.filling import Writer, filled
from tongban.project.demo.life.names import Applicant
from tongban.project.demo.papers import paper

PLANS = {path.parent.name: plan.read(path.read_text("utf-8")) for path in bundles.PLANS}
APPLICANTS = {
    "elderly": "luoguilan", "factory": "juli", "four_stages": "juli", "relief": "luoguilan", "restaurant": "yuwei",
    "unemployment": "zhangwei",
}  # fmt: skip
_keys = count(1)


def whole_answers(
    asked: Form, who: Applicant, seed: int, attached: Callable[[str], str], at: datetime
) -> dict[str, Any] | None:
    """Whole answers of an applicant of the demo, as far as they can be made up."""
    return filled(asked, Writer("none", who, day_of(at), Random(seed), attached, {}))


def applicant(name: str) -> Applicant:
    """Who applies for a bundle, as the demo knows them."""
    known = known_of(APPLICANTS[name])
    kind, part, number = (
        ("enterprise", "org", "credit_code")
        if "org.name" in known
        else ("person", "person", "identity_number")
    )
    born = datetime(1960, 3, 7).date()
    return Applicant(
        key=APPLICANTS[name], kind=kind, name=known[f"{part}.name"], number=known[f"{part}.{number}"],
        phone="13800138000", address="广安区滨江路 1 号", legal="林晓梅", contact="林晓梅", born=born, online=True,
    )  # fmt: skip


def applied_for(name: str, at: datetime) -> Joint:
    """The first stage of a bundle of the demo, with all that it can ask for."""
    person, edition = (
        person_by_username(APPLICANTS[name]),
        edition_in_force(PLANS[name].code, on=day_of(at)),
    )
    assert person is not None
    assert edition is not None
    made = plan_of(edition)
    stage = made.stages[0]
    chosen = versions_of(stage.members, matters_of(edition), on=day_of(at))

    def attached(title: str) -> str:
        act = Act(person.actor_id, "", at, f"file-{name}-{title}-{next(_keys)}")
        return keep(BytesIO(paper(title)), name="扫描件.pdf", act=act, allowed=["pdf"], max_bytes=100_000).reference  # fmt: skip

    answers = {one.member.when.question: one.member.when.answers[0] for one in chosen if one.member.when}  # fmt: skip
    values = whole_answers(united_form(made, chosen).form, applicant(name), 1, attached, at)
    wish = Applying(edition.pk, stage.key, party_of(person).pk, answers, values or {}, "portal")
    return apply(wish, Act(person.actor_id, "", at, f"apply-{name}"), person)
