"""邮政编码与银行卡号: postcodes and the numbers of bank cards (GB/T 15694.1, ISO/IEC 7812)."""

from tongban.standards.codes.faults import Fault
from tongban.standards.codes.spelling import DIGITS, first, wrong_character, wrong_length

_CARD_LENGTHS = tuple(range(12, 20))


def check_postcode(text: str) -> Fault | None:
    """Say what is wrong with a Chinese postcode, or nothing: six digits, the first of which is no 9."""
    return first(
        lambda: wrong_length(text, 6),
        lambda: wrong_character(text, DIGITS),
        lambda: wrong_character(text[:1], DIGITS[:9]),
    )


def check_bank_card(text: str) -> Fault | None:
    """Say what is wrong with the number of a bank card, or nothing: its last digit is the check (Luhn)."""
    return first(
        lambda: wrong_length(text, *_CARD_LENGTHS),
        lambda: wrong_character(text, DIGITS),
        lambda: _wrong_sum(text),
    )


def luhn(digits: str) -> int:
    """Return the sum of the digits, every second from the right doubled and its digits added, modulo 10."""
    doubled = [int(mark) * (2 if place % 2 else 1) for place, mark in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10


def _wrong_sum(text: str) -> Fault | None:
    if luhn(text) == 0:
        return None
    return Fault(
        "bank_card.check",
        "The digits of this card number do not fit together. Look for a mistyped digit.",
    )
