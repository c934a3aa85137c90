"""密封内容: what an event speaks of but must not hold, sealed beside the log, and the salted digest that the log holds."""

import json
import secrets
from dataclasses import dataclass
from hashlib import sha256

from tongban.kernel.ledger.events import Value
from tongban.kernel.ledger.rules import admitted, canonical
from tongban.kernel.sealing import seal


@dataclass(frozen=True, slots=True)
class Sealed:
    """密封内容: what was sealed, its salt, and the digest that the log holds in its place."""

    body: bytes
    salt: bytes
    digest: str


def sealed(body: Value, *, purpose: str) -> Sealed:
    """Return plain JSON sealed under a fresh salt; refuses what the log could not hold either."""
    admitted({"body": body})
    salt = secrets.token_bytes(16)
    written = json.dumps(body, ensure_ascii=False).encode()
    return Sealed(seal(written, purpose=purpose), salt, digest_of(body, salt))


def digest_of(body: Value, salt: bytes) -> str:
    """Return the lower-hex SHA-256 of the salt and the RFC 8785 form of `{"body": …}`."""
    return sha256(salt + canonical({"body": body})).hexdigest()
