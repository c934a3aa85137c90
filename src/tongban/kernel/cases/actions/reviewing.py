"""审查与决定: opinions, the answer to a question, the decision, also at once (XK-04, XK-09, XK-11)."""

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.ending import decided
from tongban.kernel.cases.events import Accepted
from tongban.kernel.cases.handling import advance, do_item, ends, result_of
from tongban.kernel.cases.limits import start_limits
from tongban.kernel.cases.papering import issue_paper, long_day
from tongban.kernel.cases.proceeding import procedure_of, require
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.timers import drop_timers
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.catalogue.vocabulary import CaseType
from tongban.kernel.clock import day_of


def complete(
    number: str, act: Act, *, version: int, item: int, outcome: str, opinion: str
) -> Receipt:
    """办理: give one's opinion on a work item; when its node is decided, the flow goes on.

    Where the procedure knows no decision, as for an enquiry, the opinion is the answer.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        do_item(recorder, item, version, power="review", outcome=outcome, words=opinion)
        rules.reasoned(outcome, opinion)
        if "answer" in procedure_of(recorder.state.row).moves and ends(recorder, matter, item):
            require(recorder, "answer")
            rules.said(opinion)
            drop_timers(recorder)
            decided(recorder, matter, outcome="answered", words=opinion)
        advance(recorder, matter, item)

    asked = {"item": item, "version": version, "outcome": outcome, "words": opinion}
    return run("complete", number, act, work, asked=asked)


def decide(
    number: str, act: Act, *, version: int, item: int, outcome: str, reasons: str
) -> Receipt:
    """决定: grant or refuse (XK-04); a refusal states its reasons (XK-11).

    Where the matter is one that is decided at once, an authorised clerk accepts and decides in one step (XK-09).
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        do_item(recorder, item, version, power="decide", outcome=outcome, words=reasons)
        rules.reasoned(outcome, reasons)
        result = result_of(recorder, item)
        if result is not None:
            rules.undecided(recorder.state.row)
            if recorder.state.row.state == "submitted":
                _at_once(recorder, matter)
            require(recorder, "decide")
            rules.ripe(recorder.state)
            drop_timers(recorder, "pause_end", "renewal")
            decided(recorder, matter, outcome=rules.DECISIONS[result], words=reasons)
        advance(recorder, matter, item)

    asked = {"item": item, "version": version, "outcome": outcome, "words": reasons}
    return run("decide", number, act, work, asked=asked)


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
