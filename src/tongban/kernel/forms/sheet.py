"""The answers of a draft as they rest: sealed, and bound to who typed them and what for."""

import json
from collections.abc import Mapping

from tongban.kernel import Refusal
from tongban.kernel.forms.shapes import Json, Values
from tongban.kernel.sealing import WrongKey, seal, unseal

_PURPOSE = "forms.draft"
_LARGEST = 1_000_000


def sealed(values: Values, *, owner: str, purpose: str) -> bytes:
    """Return the answers sealed for `owner` and `purpose`. Raises `Refusal` above one megabyte."""
    body = {"owner": owner, "purpose": purpose, "values": dict(values)}
    plain = json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    if len(plain) > _LARGEST:
        raise Refusal(
            "forms.draft_too_large",
            "The answers take {size} bytes; at most {most} can be kept. Shorten the long texts.",
            size=len(plain),
            most=_LARGEST,
        )
    return seal(plain, purpose=_PURPOSE)


def opened(rest: bytes, *, owner: str, purpose: str) -> dict[str, Json]:
    """Return the answers again. Raises `WrongKey` for another key, and for a sheet laid under another draft."""
    if not rest:
        return {}
    body: Mapping[str, Json] = json.loads(unseal(rest, purpose=_PURPOSE))
    values = body["values"]
    if body["owner"] != owner or body["purpose"] != purpose or not isinstance(values, dict):
        raise WrongKey(_PURPOSE)
    return values
