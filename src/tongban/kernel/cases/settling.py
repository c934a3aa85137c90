"""结论: what follows for the case once a round is over, whoever brought that about."""

from tongban.kernel import Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.contents import bodies
from tongban.kernel.cases.ending import decided
from tongban.kernel.cases.events import Accepted
from tongban.kernel.cases.handling import ends, go_on
from tongban.kernel.cases.limits import start_limits
from tongban.kernel.cases.papering import issue_paper, long_day
from tongban.kernel.cases.proceeding import procedure_of, require
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.timers import drop_timers
from tongban.kernel.cases.voices import of_round, result_of_round
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.catalogue.vocabulary import CaseType
from tongban.kernel.clock import day_of


def settle(recorder: Recorder, matter: MatterVersion, round_id: int, words: str) -> None:
    """Let the round have its effect if it is over: the answer to an enquiry, the decision, the next step of the flow."""
    result = result_of_round(recorder.state, round_id)
    if result is not None:
        conclude(recorder, matter, round_id, result, words)


def conclude(
    recorder: Recorder, matter: MatterVersion, round_id: int, result: str, words: str
) -> None:
    """Let a round of the flow that is over with `result` have its effect."""
    round_ = recorder.state.rounds[round_id]
    if round_.act == "decide":
        _decide(
            recorder,
            matter,
            result,
            _refusing(recorder, round_id) or words if result == "failed" else words,
        )
    elif "answer" in procedure_of(recorder.state.row).moves and ends(recorder, matter, round_):
        require(recorder, "answer")
        rules.said(words)
        drop_timers(recorder)
        decided(recorder, matter, outcome="answered", words=words)
    go_on(recorder, matter, round_, result)


def _refusing(recorder: Recorder, round_id: int) -> str:
    """Return what those who refused said, which is why the decision is a refusal, whoever spoke last."""
    items = of_round(recorder.state, round_id).values()
    spoken = [one for one in items if one.outcome == rules.REFUSED and one.state == "done"]
    texts = bodies(recorder.home, recorder.id, [one.opinion for one in spoken if one.opinion])
    texts |= {one.id: one.body for one in recorder.contents}
    return "\n".join(texts[one.opinion]["text"] for one in spoken if one.opinion in texts)


def _decide(recorder: Recorder, matter: MatterVersion, result: str, words: str) -> None:
    if result == "failed":
        rules.reasoned(rules.REFUSED, words)
    rules.undecided(recorder.state.row)
    if recorder.state.row.state == "submitted":
        _at_once(recorder, matter)
    require(recorder, "decide")
    rules.ripe(recorder.state)
    drop_timers(recorder, "pause_end", "renewal")
    decided(recorder, matter, outcome=rules.DECISIONS[result], words=words)


def _at_once(recorder: Recorder, matter: MatterVersion) -> None:
    """当场决定: what is whole and may be decided at once is accepted in the same step (行政许可法 第三十四条)."""
    require(recorder, "decide_at_once")
    if matter.case_type != CaseType.IMMEDIATE:
        raise Refusal(
            "case.not_at_once",
            "This matter is not one that is decided at once. Please accept the application first.",
        )
    rules.organ_received(recorder.state.row)
    today = day_of(recorder.act.at)
    drop_timers(recorder, "silence")
    recorder.add(Accepted(today.isoformat()))
    if matter.clock_starts == "acceptance":
        start_limits(recorder, matter, recorder.act.at)
    issue_paper(recorder, matter, "accepted", happened=long_day(today))
