"""各环节意见: what each post said in each step, as the process sheet lists it."""

from tongban.kernel.cases.contents import bodies
from tongban.kernel.cases.papering import moment
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.rules import AGREED, READ
from tongban.kernel.identity.queries import name_of

OUTCOMES = {
    "accept": ("受理", "不予受理"),
    "review": ("同意", "不同意"),
    "decide": ("批准", "不批准"),
}
APPROVED = ("同意", "不同意")


def opinions_of(recorder: Recorder) -> list[dict[str, str]]:
    """Return one row for each work item that somebody did: step, organ, by, outcome, at, words."""
    items = [
        one
        for one in recorder.state.items.values()
        if one.by and one.closed_at and one.kind != READ
    ]
    texts = bodies(recorder.home, recorder.id, [one.opinion for one in items if one.opinion])
    texts |= {one.id: one.body for one in recorder.contents}
    rows = []
    for item in sorted(items, key=lambda one: one.id):
        round_ = recorder.state.rounds[item.round]
        words = OUTCOMES.get(round_.act, APPROVED)
        rows.append(
            {
                "step": round_.name,
                "organ": name_of(f"organ/{item.organ}") or "",
                "by": name_of(item.by or "") or "",
                "outcome": words[0] if item.outcome == AGREED else words[1],
                "at": moment(item.closed_at) if item.closed_at else "",
                "words": str(texts.get(item.opinion or 0, {}).get("text", "")),
            }
        )
    return rows
