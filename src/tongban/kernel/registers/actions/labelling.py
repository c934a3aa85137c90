"""标签: the random code by which a label leads to the public page of an entry."""

import secrets

from tongban.kernel.registers.models import Label

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 12


def label(kind: str, entry_id: int) -> str:
    """Return the code of the entry's label, which the caller found the reader may see; it is drawn once and stays."""
    code = "".join(secrets.choice(_LETTERS) for _place in range(_LENGTH))
    row, _made = Label.objects.get_or_create(kind=kind, entry=entry_id, defaults={"code": code})
    return row.code
