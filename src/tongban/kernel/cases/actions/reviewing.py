"""审查与决定: opinions, the answer to a question, the decision, also at once (XK-04, XK-09, XK-11)."""

from tongban.kernel import Act
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.fields import filled_first
from tongban.kernel.cases.handling import do_item
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.settling import settle
from tongban.kernel.catalogue.queries import MatterVersion


def complete(
    number: str, act: Act, *, version: int, item: int, outcome: str, opinion: str
) -> Receipt:
    """办理: give one's opinion on a work item; when its node is decided, the flow goes on.

    Where the procedure knows no decision, as for an enquiry, the opinion is the answer. In a vote one may abstain (弃权).
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        do_item(recorder, item, version, power="review", outcome=outcome, words=opinion)
        filled_first(recorder, matter, item)
        rules.reasoned(outcome, opinion)
        settle(recorder, matter, recorder.state.items[item].round, opinion)

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
        filled_first(recorder, matter, item)
        rules.reasoned(outcome, reasons)
        settle(recorder, matter, recorder.state.items[item].round, reasons)

    asked = {"item": item, "version": version, "outcome": outcome, "words": reasons}
    return run("decide", number, act, work, asked=asked)
