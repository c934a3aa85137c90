"""The spelling of codes: upper case, length, and which characters may stand where."""

import string
from collections.abc import Callable

from tongban.standards.codes.faults import Fault

DIGITS = string.digits
LETTERS = string.ascii_uppercase
LETTERS_AND_DIGITS = string.digits + string.ascii_uppercase
# GB 32100-2015 leaves out I, O, S, V and Z, which are easily misread.
_CREDIT_LETTERS = "ABCDEFGHJKLMNPQRTUWXY"
CREDIT_ALPHABET = DIGITS + _CREDIT_LETTERS

# str.upper would also turn letters that are not ASCII, such as the long s, into ASCII ones.
_RAISED = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


def raised(text: str) -> str:
    """Return `text` with ASCII letters in upper case and nothing else changed."""
    return text.translate(_RAISED)


def shown(character: str) -> str:
    """Return a character as a reader can see it: itself, or its number if it cannot be printed."""
    if character.isprintable() and not character.isspace():
        return f"“{character}”"
    return f"U+{ord(character):04X}"


def wrong_length(text: str, *allowed: int) -> Fault | None:
    """Say that `text` is none of the `allowed` lengths, counted in characters."""
    if len(text) in allowed:
        return None
    if not text:
        return Fault("code.empty", "There is no code. Enter one.")
    lengths = " or ".join(str(length) for length in allowed)
    return Fault(
        "code.length",
        "The code has {found} characters; it must have {lengths}.",
        found=len(text),
        lengths=lengths,
    )


def wrong_character(text: str, alphabet: str, *, start: int = 0) -> Fault | None:
    """Name the first character of `text` outside `alphabet`; `start` is how many stand before `text`."""
    for place, character in enumerate(text, start=start + 1):
        if character not in alphabet:
            return Fault(
                "code.character",
                "Character {position} is {found}; only {allowed} may stand there.",
                position=place,
                found=shown(character),
                allowed=named(alphabet),
            )
    return None


def named(alphabet: str) -> str:
    """Return an alphabet in words: its ranges, shortened."""
    for run, name in ((DIGITS, "0-9"), (LETTERS, "A-Z"), (_CREDIT_LETTERS, "A-Z except I O S V Z")):
        alphabet = alphabet.replace(run, f"{name} ")
    return alphabet.strip()


def wrong_check(found: str, expected: str, *, position: int) -> Fault | None:
    """Say that the check character at `position` is not the one computed from the others."""
    if found == expected:
        return None
    return Fault(
        "code.check",
        "The check character at position {position} is {found} but {expected} follows from the others. Look for a mistyped character.",
        position=position,
        found=shown(found),
        expected=shown(expected),
    )


def settled(fault: Fault | None) -> None:
    """Raise `fault` if there is one."""
    if fault is not None:
        raise fault


def first(*checks: Callable[[], Fault | None]) -> Fault | None:
    """Return the first fault that the checks find, asked in order."""
    for check in checks:
        fault = check()
        if fault is not None:
            return fault
    return None
