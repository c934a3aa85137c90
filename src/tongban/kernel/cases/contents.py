"""办件内容: reading what events refer to."""

import json
from collections.abc import Iterable
from typing import Any

from tongban.kernel.cases.store import CONTENT, sealed_contents
from tongban.kernel.sealing import unseal


def bodies(home: int, case_id: int, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return the content bodies by id, in one query; erased ones are left out."""
    wanted = list(ids)
    if not wanted:
        return {}
    sealed = sealed_contents(home, case_id, wanted)
    return {each: json.loads(unseal(body, purpose=CONTENT)) for each, body in sealed.items()}


def body_of(home: int, case_id: int, content: int) -> dict[str, Any]:
    """Return one content body; `LookupError` when it was erased."""
    return bodies(home, case_id, [content])[content]
