"""The answers of a draft as they rest: sealed, and bound to who typed them and what for."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from tongban.kernel import Refusal
from tongban.kernel.forms.shapes import Filled, Json, Values
from tongban.kernel.sealing import WrongKey, seal, unseal

_PURPOSE = "forms.draft"
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """草稿内容: the answers of a draft, and those of them that were filled in as it began, by path."""

    values: Values = field(default_factory=dict)
    filled: Mapping[str, Filled] = field(default_factory=dict)


def sealed(sheet: Sheet, *, owner: str, purpose: str) -> bytes:
    """Return the answers sealed for `owner` and `purpose`. Raises `Refusal` above one megabyte."""
    body: dict[str, object] = {"owner": owner, "purpose": purpose, "values": dict(sheet.values)}
    body["filled"] = {path: asdict(one) for path, one in sheet.filled.items()}
    plain = json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    if len(plain) > _LARGEST:
        raise Refusal(
            "forms.draft_too_large",
            "The answers take {size} bytes; at most {most} can be kept. Shorten the long texts.",
            size=len(plain),
            most=_LARGEST,
        )
    return seal(plain, purpose=_PURPOSE)


def opened(rest: bytes, *, owner: str, purpose: str) -> Sheet:
    """Return the answers again. Raises `WrongKey` for another key, and for a sheet laid under another draft."""
    if not rest:
        return Sheet()
    body: Mapping[str, Json] = json.loads(unseal(rest, purpose=_PURPOSE))
    values = body["values"]
    if body["owner"] != owner or body["purpose"] != purpose or not isinstance(values, dict):
        raise WrongKey(_PURPOSE)
    return Sheet(values, _filled(body.get("filled")))


def _filled(body: Json) -> dict[str, Filled]:
    filled = body if isinstance(body, dict) else {}
    return {
        path: Filled(one["value"], str(one["source"]), str(one["since"]))
        for path, one in filled.items()
        if isinstance(one, dict)
    }
