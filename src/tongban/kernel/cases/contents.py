"""办件内容: reading what events refer to."""

import json
from collections.abc import Iterable
from typing import Any

from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.store import CONTENT, sealed_contents, sealed_of_kind
from tongban.kernel.sealing import unseal


def bodies(home: int, case_id: int, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return the content bodies by id, in one query; erased ones are left out."""
    wanted = list(ids)
    if not wanted:
        return {}
    sealed = sealed_contents(home, case_id, wanted)
    return {each: json.loads(unseal(body, purpose=CONTENT)) for each, body in sealed.items()}


def form_now(recorder: Recorder) -> dict[str, Any]:
    """Return the form of a case at work, also where this very command filled it in; `LookupError` when it was erased."""
    current = recorder.state.row.form
    fresh = (one.body for one in recorder.contents if one.id == current)
    return next(fresh, None) or body_of(recorder.home, recorder.id, current)


def messages_now(recorder: Recorder) -> dict[str, dict[str, Any]]:
    """Return what the last message at each event of the flow said, also where it came by this very command."""
    sealed = sealed_of_kind(recorder.home, recorder.id, "message").values()
    kept = [json.loads(unseal(body, purpose=CONTENT)) for body in sealed]
    fresh = [one.body for one in recorder.contents if one.kind == "message"]
    return {body["node"]: dict(body["facts"]) for body in [*kept, *fresh]}


def body_of(home: int, case_id: int, content: int) -> dict[str, Any]:
    """Return one content body; `LookupError` when it was erased."""
    return bodies(home, case_id, [content])[content]
