"""一件事联办: somebody opens a restaurant, so that the pages of joint applications have something to show."""

from datetime import datetime, timedelta
from io import BytesIO
from random import Random

from django.utils.translation import gettext

from tongban.kernel.bundles.actions import Applying, Call, apply, call_gathering
from tongban.kernel.bundles.forming import united_form, versions_of
from tongban.kernel.bundles.queries import (
    edition_in_force,
    joints_visible_to,
    matters_of,
    plan_of,
)
from tongban.kernel.clock import day_of
from tongban.kernel.documents.actions import keep
from tongban.kernel.identity.queries import person_by_username
from tongban.kernel.parties.queries import party_of
from tongban.project.demo.acting import as_person
from tongban.project.demo.life.filling import Writer, filled
from tongban.project.demo.life.names import Applicant
from tongban.project.demo.papers import paper
from tongban.project.demo.people import BODIES

ORDER = 85
CODE, WHO, MANAGER = "YJS-CY-01", "yuwei", "zhengkai"
LARGEST = 100_000
ONCE = "joint"


def load(at: datetime) -> str:
    """Let a company apply for all that opening a restaurant needs, and the duty manager call a joint survey."""
    person, manager = person_by_username(WHO), person_by_username(MANAGER)
    on = day_of(at)
    edition = edition_in_force(CODE, on=on)
    if person is None or manager is None or edition is None:
        return ""
    party = party_of(person)
    if party is None or joints_visible_to(person, on=on).exists():
        return ""
    plan = plan_of(edition)
    stage = plan.stages[0]
    chosen = versions_of(stage.members, matters_of(edition), on=on)

    def attached(name: str) -> str:
        act = as_person(person, at, f"{ONCE}-{name}")
        content = BytesIO(paper(name))
        return keep(content, name=f"{name}.pdf", act=act, allowed=["pdf"], max_bytes=LARGEST).reference  # fmt: skip

    drawn = Random(ONCE)  # noqa: S311 - invented answers
    writer = Writer("restaurant", _applicant(at), on, drawn, attached, {})
    values = filled(united_form(plan, chosen).form, writer)
    if values is None:
        return ""
    answers = {m.member.when.question: m.member.when.answers[0] for m in chosen if m.member.when}
    wish = Applying(edition.pk, stage.key, party.pk, answers, values, "portal")
    joint = apply(wish, as_person(person, at, ONCE), person)
    call = Call(
        "survey", stage.key, at + timedelta(days=1), "申请人经营场所", "消防、食品、招牌一次看完"
    )
    call_gathering(joint.number, call, as_person(manager, at, f"{ONCE}-survey"), manager)
    return gettext("a joint application over {n} departments").format(n=len(chosen))


def _applicant(at: datetime) -> Applicant:
    _login, kind, name, number, phone = next(one for one in BODIES if one[0] == WHO)
    return Applicant(
        key=WHO,
        kind=kind,
        name=name,
        number=number,
        phone=phone,
        address="广安区北辰街道滨河路 18 号",
        legal="余薇",
        contact="余薇",
        born=day_of(at - timedelta(days=400)),
        online=True,
    )
