"""来件登记: noting that a message came for which the flow of a case waits."""

from collections.abc import Mapping
from typing import TypeAlias

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.pausing import handles
from tongban.kernel.cases.awaiting import Awaited, awaited, come_about
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import MessageCame
from tongban.kernel.cases.labels import event_name, in_chinese
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.catalogue.queries import MatterVersion

Facts: TypeAlias = Mapping[str, str | int | bool]
MOST_FACTS, LONGEST_NAME, LONGEST_FACT = 50, 100, 2000


def note_message(
    number: str, act: Act, *, version: int, message: str, words: str, facts: Facts
) -> Receipt:
    """来件登记: note that a message came, for whoever of the flow has waited for it longest.

    `message` is the id of the event in the flow or the name of its message; `facts` is what conditions may ask as
    `messages.<id>.<fact>`. Who leads the case or took it in may; `version` is the case's last event.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        handles(recorder)
        rules.running(recorder.state.row)
        rules.unchanged(recorder.state, version)
        rules.said(words)
        _fitting(facts)
        one = _waiting(recorder, matter, message)
        said = {
            "node": one.node.id,
            "text": words.strip(),
            "facts": [list(x) for x in facts.items()],
        }
        kept = recorder.content("message", said)
        name = in_chinese(event_name(one.node))
        recorder.add(MessageCame(one.token, one.node.id, name, kept))
        come_about(recorder, matter, one.token, one.node.id)

    asked = {"version": version, "message": message, "words": words, "facts": dict(facts)}
    return run("note_message", number, act, work, asked=asked)


def _waiting(recorder: Recorder, matter: MatterVersion, message: str) -> Awaited:
    for one in awaited(recorder.state, flow_of(matter)):
        if one.node.trigger.sort == "message" and message in {one.node.id, one.node.trigger.code}:
            return one
    raise Refusal(
        "case.message_not_awaited",
        "Case {number} does not wait for {message} now. Please look at the case again; it names what it waits for.",
        number=recorder.state.row.number,
        message=message[:LONGEST_NAME],
    )


def _fitting(facts: Facts) -> None:
    """Refuse more than can be meant as a few plain facts."""
    if len(facts) <= MOST_FACTS and all(
        0 < len(name) <= LONGEST_NAME and len(str(value)) <= LONGEST_FACT
        for name, value in facts.items()
    ):
        return
    raise Refusal(
        "case.message_facts",
        "A message brings at most {most} facts, each with a name and a short value. Please put the rest into its words.",
        most=MOST_FACTS,
    )
