"""办件内容: reading what events refer to."""

import json
from collections.abc import Iterable
from typing import Any

from tongban.kernel.cases.queries import contents_of
from tongban.kernel.cases.store import CONTENT
from tongban.kernel.sealing import unseal


def bodies(home: int, case_id: int, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return the content bodies by id, in one query; erased ones are left out."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = contents_of(home, case_id).filter(id__in=wanted, sealed__isnull=False)
    return {
        content: json.loads(unseal(bytes(sealed or b""), purpose=CONTENT))
        for content, sealed in rows.values_list("id", "sealed")
    }


def body_of(home: int, case_id: int, content: int) -> dict[str, Any]:
    """Return one content body; `LookupError` when it was erased."""
    return bodies(home, case_id, [content])[content]
