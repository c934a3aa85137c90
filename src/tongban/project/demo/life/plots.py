"""What may become of a case: plots, each with its weight and what a matter must have for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tongban.project.demo.life import colleagues, endings, meanwhile, specials, together
from tongban.project.demo.life.walk import Walk
from tongban.project.demo.life.world import Trade

PAUSES = ("tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review")
TERMINATIONS = (
    "applicant_died", "applicant_dissolved", "object_lost", "matter_cancelled", "not_cooperating", "force_majeure",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plot:
    """One course of events: how often among a thousand, for which matters, and what it ends in."""

    tell: Callable[[Walk], None]
    weight: float
    fits: Callable[[Trade], bool]
    ends: frozenset[str]


def _with(*moves: str) -> Callable[[Trade], bool]:
    """Return a test: the matter is accepted first, and its procedure knows these moves."""
    return lambda trade: (
        "accept" in trade.acts and all(one in trade.procedure.moves for one in moves)
    )


def _licence(trade: Trade) -> bool:
    return _with("accept_by_silence")(trade) and trade.procedure.statutory_pauses


def _mendable(move: str) -> Callable[[Trade], bool]:
    """Return a test: the procedure knows the move, and the form asks for a telephone number."""
    return lambda trade: _with(move)(trade) and meanwhile.telephone(trade) is not None


def _extendable(trade: Trade) -> bool:
    return _with("extend")(trade) and trade.in_working_days


def _refused_by(paper: str) -> Callable[[Trade], bool]:
    return lambda trade: _with("decide")(trade) and trade.procedure.papers.get("refused") == paper


def _checkable(trade: Trade) -> bool:
    return _with("decide")(trade) and bool(trade.version.materials.all())


def _named(kind: str) -> Callable[[Trade], bool]:
    return lambda trade: _with("special")(trade) and kind in trade.specials


def _hearing(trade: Trade) -> bool:
    return _licence(trade) and "hearing" in trade.specials and "review" in trade.acts


def _lasting(purpose: str) -> Callable[[Trade], bool]:
    """Return a test: the matter gives certificates that can be asked about in that way."""
    return lambda trade: (
        _with("decide")(trade) and bool(trade.version.certificate) and purpose in trade.purposes
    )


def _ends(*states: str) -> frozenset[str]:
    return frozenset(states)


DONE = _ends("delivered", "archived")


def _any(_trade: Trade) -> bool:
    return True


PLOTS: Mapping[str, Plot] = {
    "granted": Plot(endings.granted, 520, _any, DONE),
    "granted_late": Plot(endings.granted, 45, _with("decide"), DONE),
    "waiting_at_the_window": Plot(endings.never_collected, 14, _with("decide"), _ends("decided")),
    "archived": Plot(endings.archived, 4, _with("decide"), _ends("archived", "delivered")),
    "supplied_once": Plot(meanwhile.supplied_once, 90, _with("supplement"), DONE),
    "supplied_twice": Plot(meanwhile.supplied_twice, 10, _with("supplement"), DONE),
    "never_supplied": Plot(meanwhile.never_supplied, 22, _with("supplement"), _ends("returned")),
    "to_be_supplied": Plot(meanwhile.to_be_supplied, 8, _with("supplement"), _ends("supplementing")),
    "just_come": Plot(endings.just_come, 8, _with(), _ends("submitted")),
    "entered_after_an_outage": Plot(meanwhile.entered_after_an_outage, 3, _with("decide"), DONE),
    "came_by_post": Plot(meanwhile.came_by_post, 16, _with("decide"), DONE),
    "taken_in_by_an_agent": Plot(endings.granted, 8, _with("decide"), DONE),
    "mended": Plot(meanwhile.mended, 16, _mendable("mend"), DONE),
    "pre_reviewed": Plot(meanwhile.pre_reviewed, 14, _with("supplement"), DONE),
    "accepted_by_silence": Plot(meanwhile.accepted_by_silence, 12, _licence, DONE),
    "not_needed": Plot(endings.not_needed, 12, _with("decline"), _ends("declined")),
    "not_competent": Plot(endings.not_competent, 12, _with("decline"), _ends("declined")),
    "not_supplemented": Plot(endings.not_supplemented, 8, _with("supplement"), _ends("declined")),
    **{
        f"refused_by_{paper}": Plot(endings.refused, 40, _refused_by(paper), DONE)
        for paper in ("refusal", "result_refused")
    },
    "heard_and_refused": Plot(endings.heard_and_refused, 8, _with("hear"), DONE),
    "withdrawn": Plot(endings.withdrawn, 24, _with("withdraw"), _ends("withdrawn")),
    "withdrawn_early": Plot(endings.withdrawn_early, 8, _with("withdraw"), _ends("withdrawn")),
    "applied_again": Plot(endings.applied_again, 6, _with("supplement", "decide"), DONE),
    "void": Plot(endings.void, 8, _with("void"), _ends("void")),
    "corrected": Plot(meanwhile.corrected, 12, _mendable("correct"), DONE),
    "extended": Plot(meanwhile.extended, 18, _extendable, DONE),
    "not_extended": Plot(meanwhile.not_extended, 6, _extendable, DONE),
    "circulated": Plot(colleagues.circulated, 12, _with("decide"), DONE),
    "handed_on": Plot(colleagues.handed_on, 10, lambda trade: _with("decide")(trade) and "review" in trade.acts, DONE),
    **{
        plot.__name__: Plot(plot, 6, lambda trade: _with("decide")(trade) and "review" in trade.acts, DONE)
        for plot in (together.signed_together, together.let_go, together.sent_back, together.taken_back, together.jumped)
    },
    "met": Plot(together.met, 6, lambda trade: trade.joint, DONE),
    "originals_kept": Plot(meanwhile.originals_kept, 8, _with("decide"), DONE),
    **{
        f"checked_{verdict}": Plot(meanwhile.checked(verdict), weight, _checkable, DONE)
        for verdict, weight in (("same", 8), ("different", 3), ("not_shown", 3))
    },
    "hearing_held": Plot(specials.hearing_held, 5, _hearing, DONE),
    "hearing_given_up": Plot(specials.hearing_given_up, 3, _hearing, DONE),
    "hearing_lapsed": Plot(specials.hearing_lapsed, 5, _hearing, DONE),
    "site_visit": Plot(specials.visited, 30, _named("site_visit"), DONE),
    "resumed_early": Plot(specials.resumed_early, 6, _licence, DONE),
    "stuck": Plot(colleagues.left_alone, 14, _with("decide"), _ends("accepted")),
    "changed": Plot(endings.changed, 8, _lasting("change"), DONE),
    "cancelled": Plot(endings.cancelled, 5, _lasting("cancellation"), DONE),
    "renewed": Plot(endings.renewed, 10, _lasting("renewal"), DONE),
    "renewed_by_silence": Plot(
        endings.renewed_by_silence, 3, lambda trade: _licence(trade) and _lasting("renewal")(trade), _ends("decided")
    ),
    "revoked": Plot(endings.revoked, 3, lambda trade: _licence(trade) and bool(trade.version.certificate), DONE),
    **{
        f"paused_{ground}": Plot(specials.paused(ground), 2, _licence, DONE) for ground in PAUSES
    },
    **{
        f"special_{kind}": Plot(specials.held(kind), 5, _named(kind), DONE)
        for kind in PAUSES
        if kind in {"inspection", "testing", "expert_review", "appraisal"}
    },
    **{
        f"terminated_{ground}": Plot(endings.terminated(ground), 2, _with("terminate"), _ends("terminated"))
        for ground in TERMINATIONS
    },
}  # fmt: skip
LATE = frozenset({"granted_late"})
"""These take longer than was promised; the others only now and then."""
CHANNELS: Mapping[str, str] = {
    "came_by_post": "post", "entered_after_an_outage": "counter", "taken_in_by_an_agent": "agent",
}  # fmt: skip
AT_THE_PORTAL = frozenset(
    {"withdrawn", "withdrawn_early", "heard_and_refused", "signed_together", "applied_again"}
)
"""In these the applicant himself acts, so he signs in."""
UNFINISHED: Mapping[str, tuple[int, int]] = {
    "stuck": (60, 30), "waiting_at_the_window": (40, 10), "to_be_supplied": (9, 6), "just_come": (1, 0),
}  # fmt: skip
"""In these nobody goes on: they come so many working days before the end, from the first to the second."""
