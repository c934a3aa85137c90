"""What every operation declares: its scope, its answers, and the errors that all have in common."""

from typing import Any

from tongban.api.keys import Key
from tongban.api.problems import Problem
from tongban.api.rules import Scope

COMMON = (400, 401, 403, 422, 429)
READS_BODY = (413,)


def operation(
    scope: Scope, answers: dict[int, Any], *also: int, tag: str, headers: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return the arguments of an operation: `also` are the errors it has beside the common ones."""
    problems = dict.fromkeys(sorted({*COMMON, *also}), Problem)
    return {
        "auth": Key(scope),
        "response": {**answers, **problems},
        "tags": [tag],
        "openapi_extra": {"x-scope": str(scope), "x-headers": list(headers)},
    }
