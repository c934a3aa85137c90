"""口令复杂度: what a password must be made of besides being long (GB/T 22239—2019 8.1.4.1)."""

import string

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

KINDS = 3


class ThreeKinds:
    """Asks for three of four kinds of signs: small letters, capitals, digits, others."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse a password of fewer kinds."""
        kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
        found = sum(any(sign in kind for sign in password) for kind in kinds)
        found += any(not (sign.isascii() and sign.isalnum()) for sign in password)
        if found < KINDS:
            raise ValidationError(self.get_help_text(), code="password_of_few_kinds")

    def get_help_text(self) -> str:
        """Return what is asked for."""
        return gettext(
            "A password needs three of these: small letters, capital letters, digits, other signs."
        )
