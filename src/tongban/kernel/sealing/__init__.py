"""密封: what must not be readable at rest, sealed under the operator's key; blind indexes; and signatures others can check."""

import hmac
import secrets
from functools import cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x01"
_NONCE = 12


class WrongKey(Exception):
    """The data was sealed under another TONGBAN_DATA_KEY, or was altered. Restore the key it was sealed with."""


@cache
def _key(secret: str, purpose: str) -> bytes:
    return HKDF(
        algorithm=SHA256(), length=32, salt=None, info=f"tongban/{purpose}".encode()
    ).derive(secret.encode())


def seal(plain: bytes, *, purpose: str) -> bytes:
    """Return `plain` sealed with AES-256-GCM under the key of `purpose`; each call gives other bytes."""
    nonce = secrets.token_bytes(_NONCE)
    cipher = AESGCM(_key(settings.TONGBAN_DATA_KEY, purpose))
    return _VERSION + nonce + cipher.encrypt(nonce, plain, purpose.encode())


def unseal(sealed: bytes, *, purpose: str) -> bytes:
    """Return what `seal` was given. Raises `WrongKey`, never rubbish."""
    sealed = bytes(sealed)
    if sealed[:1] != _VERSION:
        raise WrongKey(purpose)
    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    cipher = AESGCM(_key(settings.TONGBAN_DATA_KEY, purpose))
    try:
        return cipher.decrypt(nonce, body, purpose.encode())
    except (InvalidTag, ValueError):
        raise WrongKey(purpose) from None


def blind(value: str, *, purpose: str) -> str:
    """Return a keyed digest (64 lower hex) by which equal values are found without being readable."""
    return hmac.new(
        _key(settings.TONGBAN_DATA_KEY, f"blind/{purpose}"), value.encode(), sha256
    ).hexdigest()


@cache
def _signer(secret: str, purpose: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_key(secret, f"sign/{purpose}"))


def sign(message: bytes, *, purpose: str) -> bytes:
    """Return the Ed25519 signature (64 bytes) over `message` by the key of `purpose`, which stands nowhere."""
    return _signer(settings.TONGBAN_DATA_KEY, purpose).sign(message)


def public_key(*, purpose: str) -> bytes:
    """Return the 32 bytes with which others check what `sign` signed."""
    return _signer(settings.TONGBAN_DATA_KEY, purpose).public_key().public_bytes_raw()


def is_signed(message: bytes, signature: bytes, *, key: bytes) -> bool:
    """Tell whether `signature` over `message` was made by the key that belongs to the public one."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
