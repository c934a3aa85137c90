"""Plots by how they end: granted, refused, declined, withdrawn, void, terminated; and what becomes of certificates."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from tongban.kernel.archives.building import file_of
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Answer, Wish
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.story import story_of
from tongban.kernel.certificates.actions import (
    NewCertificate,
    confirm_revocation,
    issue,
    propose_revocation,
)
from tongban.kernel.certificates.queries import valid_for
from tongban.kernel.clock import SHANGHAI, Limit, Unit, day_of
from tongban.kernel.clock.counting import months_later
from tongban.project.demo.life.meanwhile import (
    accepted,
    approved,
    collected,
    demanded,
    finished,
    never_supplied,
    received,
    supplied,
)
from tongban.project.demo.life.walk import Walk

MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
HOME = 511602
RIGHT_ORGANS = ("广安市前锋区", "广安市岳池县", "华蓥市")


def granted(walk: Walk) -> None:
    """Accepted, reviewed, granted, delivered."""
    walk.submit()
    accepted(walk)
    finished(walk)
    collected(walk)


def never_collected(walk: Walk) -> None:
    """Granted, and still lying at the window."""
    walk.submit()
    accepted(walk)
    finished(walk)


def archived(walk: Walk) -> None:
    """Granted, delivered, and its file closed; where the type is missing in which papers are set it stays delivered."""
    granted(walk)
    walk.pass_days(4, 15)
    person, folder = walk.handler(), Path(settings.TONGBAN_TYPE)
    case = case_by_number(walk.number, person, on=day_of(walk.at))
    if case is not None and folder.is_dir():
        made = file_of(story_of(case, person, at=walk.at), fonts=folder)
        walk.do(actions.archive, person, digest=made.digest, papers=len(made.pieces))


def just_come(walk: Walk) -> None:
    """Handed in at the very end, and nobody has looked at it yet."""
    walk.submit()


def _declined(walk: Walk, outcome: str, organ: str = "") -> None:
    received(walk)
    answer = Answer(outcome, walk.said(outcome), organ)
    walk.pass_days(0, 2)
    walk.item("accept", actions.decline, answer=answer)


def not_needed(walk: Walk) -> None:
    """不予受理: nothing needs to be asked for."""
    walk.submit()
    _declined(walk, "not_needed")


def not_competent(walk: Walk) -> None:
    """不予受理: another organ is competent, and named."""
    walk.submit()
    place = walk.rng.choice(RIGHT_ORGANS)
    _declined(
        walk,
        "not_competent",
        f"{place}{walk.trade.version.organ.name.removeprefix('广安市广安区')}",
    )


def not_supplemented(walk: Walk) -> None:
    """不予受理: what was supplied was not what had been asked for."""
    walk.submit()
    received(walk)
    demanded(walk)
    supplied(walk, anew=False)
    _declined(walk, "not_supplemented")


def refused(walk: Walk) -> None:
    """不予许可: with reasons, and delivered."""
    walk.submit()
    accepted(walk)
    finished(walk, "refused")
    collected(walk)


def heard_and_refused(walk: Walk) -> None:
    """陈述申辩: the applicant was heard, and refused all the same."""
    walk.submit()
    accepted(walk)
    walk.pass_days(1, 3)
    if walk.known.login is not None:
        walk.do(actions.hear, walk.known.login, role="applicant", words=walk.said("hear"))
    finished(walk, "refused")
    collected(walk)


def withdrawn(walk: Walk) -> None:
    """撤回: after the acceptance the applicant takes it back."""
    walk.submit()
    accepted(walk)
    walk.pass_days(1, 3)
    _taken_back(walk)


def withdrawn_early(walk: Walk) -> None:
    """撤回: before anybody looked at it."""
    walk.submit()
    walk.pass_days(0)
    _taken_back(walk)


def _taken_back(walk: Walk) -> None:
    if walk.known.login is not None:
        walk.do(actions.withdraw, walk.known.login, reason=walk.said("withdraw"))


def applied_again(walk: Walk) -> None:
    """重新申请: what was asked for never came; later the applicant takes the application up again, whole, and it is granted."""
    never_supplied(walk)
    earlier = walk.number
    _again(walk, 3, 12)
    walk.submit(earlier=earlier)
    accepted(walk)
    finished(walk)
    collected(walk)


def void(walk: Walk) -> None:
    """作废: entered wrongly, and void with the duty manager's approval."""
    walk.submit()
    walk.pass_days(0)
    found = walk.turn("accept")
    if found is not None:
        wish = Wish("void", {"reason": walk.said("void")})
        walk.do(actions.ask, found[2], wish=wish)
        approved(walk)


def terminated(ground: str) -> Callable[[Walk], None]:
    """Return the plot of a termination on that ground, approved by the head of the organ."""

    def tell(walk: Walk) -> None:
        walk.submit()
        accepted(walk)
        walk.pass_days(1, 4)
        head = walk.leader()
        who = walk.handler(head.actor_id if head else "")
        wish = Wish("termination", {"ground": ground, "reason": walk.said("termination")})
        walk.do(actions.ask, who, wish=wish)
        approved(walk)

    return tell


def _again(walk: Walk, low: int, high: int) -> bool:
    """Go on some months later to a certificate that the applicant holds by now; tell whether there is one."""
    walk.pass_days(low, high)
    walk.ids.append(walk.ids[0] + walk.world.count)
    return True


def _held(walk: Walk) -> int:
    version = walk.trade.version
    return valid_for(walk.known.party, version.matter_id, on=day_of(walk.at)).latest("pk").pk


def changed(walk: Walk) -> None:
    """变更: the certificate is changed some weeks later."""
    granted(walk)
    _asked_about(walk, "change")


def cancelled(walk: Walk) -> None:
    """注销: the certificate is given back some weeks later."""
    granted(walk)
    _asked_about(walk, "cancellation")


def _asked_about(walk: Walk, purpose: str) -> None:
    _again(walk, 8, 20)
    walk.submit(purpose=purpose, certificate=_held(walk))
    accepted(walk)
    finished(walk)
    collected(walk)


def renewed(walk: Walk) -> None:
    """延续: a licence of former years that ends soon is renewed."""
    kept = _former(walk, 75)
    walk.submit(purpose="renewal", certificate=kept)
    accepted(walk)
    finished(walk)
    collected(walk)


def renewed_by_silence(walk: Walk) -> None:
    """视为准予延续: asked for in time, and not answered before the licence ended."""
    kept = _former(walk, 50)
    walk.submit(purpose="renewal", certificate=kept)
    accepted(walk)
    walk.pass_timer("renewal")


def _former(walk: Walk, days: int) -> int:
    """Enter a licence of former years, as when the platform began, that ends so many days after the application."""
    version, given = walk.trade.version, walk.trade.version.certificate or {}
    last, length = day_of(walk.at) + timedelta(days=days), Limit.parse(given["valid"])
    first = months_later(last + timedelta(days=1), -length.amount * MONTHS[length.unit])
    plan = NewCertificate(
        home=HOME, organ_id=version.organ_id, matter_id=version.matter_id, version_id=version.pk,
        party_id=walk.known.party, series=given["series"], title=version.result_name,
        case_number=f"{first.year} 年纸质办件第 {walk.arrival.n} 号", issued_on=first, valid_from=first,
        valid_to=last, terms={"持证人": walk.known.who.name, "地址": walk.known.who.address},
    )  # fmt: skip
    at, walk.at = walk.at, datetime.combine(max(first, walk.world.first), time(9), SHANGHAI)
    made = issue(plan, walk.act(None))
    walk.at = at
    return int(made.pk)


def revoked(walk: Walk) -> None:
    """撤销: proposed by an officer, confirmed by the head of the organ."""
    granted(walk)
    walk.pass_days(12, 40)
    head = walk.leader()
    if head is None:
        return
    held = _held(walk)
    officer = walk.handler(head.actor_id)
    proposal = propose_revocation(
        held,
        walk.act(officer),
        kind="revoked",
        ground="deceit_or_bribery",
        reasons=walk.said("revoke"),
    )
    walk.pass_days(3, 8)
    confirm_revocation(held, walk.act(head), proposal_id=proposal.pk, agreed=True, words="")
