"""Whether a key and the address of a database are good enough for production."""

import base64
import binascii

from tongban.kernel import Refusal
from tongban.project.postgres.address import from_url

SAFE_SSL_MODES = {"require", "verify-ca", "verify-full"}


def database_faults(url: str) -> list[str]:
    """Say what is unsafe about the address of a database in production, with its remedy."""
    if not url:
        return ["DATABASE_URL is unset: name a PostgreSQL server that is backed up."]
    try:
        address = from_url(url)
    except Refusal as refusal:
        return [str(refusal)]
    if address.is_local or address.options.get("sslmode") in SAFE_SSL_MODES:
        return []
    return [
        "DATABASE_URL reaches another machine without TLS: add ?sslmode=verify-full (or require)."
    ]


def is_data_key(text: str) -> bool:
    """Say whether `text` is base64 (either alphabet) of exactly 32 bytes."""
    try:
        return len(data_key(text)) == 32
    except (binascii.Error, ValueError):
        return False


def data_key(text: str) -> bytes:
    """Return the bytes of a key in base64, either alphabet."""
    return base64.b64decode(text.translate(str.maketrans("-_", "+/")), validate=True)
