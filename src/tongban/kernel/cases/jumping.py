"""跳转: a case leaves its flow and goes to another step, once a second person approved it."""

from collections.abc import Mapping
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases.events import Jumped
from tongban.kernel.cases.handling import flow_data
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.returning import reachable
from tongban.kernel.cases.routing import close, flow_of, follow, marking_of
from tongban.kernel.cases.state import RoundRow
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.flows import moved


def jumpable(recorder: Recorder, matter: MatterVersion, wish: Mapping[str, Any]) -> RoundRow:
    """Return the round that is to be left, or refuse: `wish` has its id as `round`, and the `node` to go to."""
    round_ = recorder.state.rounds.get(int(wish.get("round") or 0))
    if round_ is None or round_.state != "open" or round_.token < 0:
        raise Refusal(
            "case.jump_from",
            "The step that the case is to leave is not open any more. Please look at the case again.",
        )
    if wish.get("node") not in reachable(flow_of(matter), round_):
        raise Refusal(
            "case.jump_to",
            "The case cannot go there: choose a review or a decision of the same branch, or one outside it.",
        )
    return round_


def jump(recorder: Recorder, matter: MatterVersion, wish: Mapping[str, Any]) -> None:
    """Leave the round and go on at the node; branches that are left end (R3)."""
    round_, node = jumpable(recorder, matter, wish), str(wish["node"])
    requests = recorder.state.requests.values()
    request = max(one.id for one in requests if (one.kind, one.state) == ("jump", "granted"))
    recorder.add(Jumped(round_.id, node, request))
    close(recorder, round_, "left")
    flow = flow_of(matter)
    step = moved(flow, marking_of(recorder.state), round_.token, node)
    follow(recorder, flow, step, matter, flow_data(recorder, flow))
