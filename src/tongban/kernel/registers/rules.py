"""What a value of a register may be, and how it is written down. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from tongban.kernel import Refusal
from tongban.kernel.registers.declaring import Facts, Field, Known, Plain, Register, Sort

LONGEST = 200
LONGEST_REASON = 500
LARGEST = 10**12


def checked(register: Register, values: Mapping[str, Known]) -> dict[str, Known]:
    """Return the values as their fields keep them; refuse what no field holds or what does not fit."""
    kept: dict[str, Known] = {}
    for name, value in values.items():
        if name not in register.names:
            raise Refusal(
                "register.no_such_field",
                "The register has no field {field}. Leave it out.",
                field=name,
            )
        kept[name] = fitting(register[name], value)
    return kept


def fitting(field: Field, value: Known) -> Known:
    """Return the value as the field keeps it, an empty text as unknown; refuse what does not fit it."""
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        return None
    match field.sort:
        case Sort.TEXT | Sort.CHOICE if isinstance(value, str):
            return _words(field, value)
        case Sort.WHOLE | Sort.ORGAN if isinstance(value, int) and not isinstance(value, bool):
            return _bounded(field, value)
        case Sort.DECIMAL if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return _rounded(field, Decimal(value))
        case Sort.DAY if isinstance(value, date):
            return value
        case Sort.YES_NO if isinstance(value, bool):
            return value
    raise _unfit(field)


def missing(register: Register, facts: Facts) -> Refusal | None:
    """Say which required field has no value; `None` when all have."""
    for field in register.fields:
        if field.required and facts.get(field.name) is None:
            return Refusal(
                "register.required",
                "“{label}” is needed. Enter it.",
                field=field.name,
                label=str(field.label),
            )
    return None


def before_it_began(on: date, opened_on: date) -> Refusal:
    """Return the refusal of a day on which the entry was not kept yet."""
    return Refusal(
        "register.before_it_began",
        "{day} lies before {opened}, from which the entry is kept. Choose a later day.",
        field="on",
        day=on,
        opened=opened_on,
    )


def plain(value: Known) -> Plain:
    """Return a value as the log holds it: days and decimals as text."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def valued(field: Field, written: Plain) -> Known:
    """Return the value that was written down for the field."""
    if written is None:
        return None
    if field.sort is Sort.DAY:
        return date.fromisoformat(str(written))
    return Decimal(str(written)) if field.sort is Sort.DECIMAL else written


def taken(register: Register, values: Mapping[str, Plain]) -> dict[str, Known]:
    """Return values that were written down, as a program sends them; refuse what is none of its field."""
    found: dict[str, Known] = {}
    for name, written in values.items():
        if name not in register.names:
            found[name] = written
            continue
        try:
            found[name] = valued(register[name], written)
        except (ValueError, ArithmeticError):
            raise _unfit(register[name]) from None
    return checked(register, found)


def reasoned(words: str) -> str:
    """Return the reason of a change; refuse an empty one or one too long."""
    kept = words.strip()
    if not kept:
        raise Refusal(
            "register.no_reason",
            "A change needs a reason. Say in a few words why it is made.",
            field="reason",
        )
    if len(kept) > LONGEST_REASON:
        raise Refusal(
            "register.reason_too_long",
            "The reason has more than {most} characters. Shorten it.",
            field="reason",
            most=LONGEST_REASON,
        )
    return kept


def _words(field: Field, value: str) -> str:
    if field.sort is Sort.CHOICE and value not in field.choices:
        raise Refusal(
            "register.no_such_choice",
            "“{value}” is none of the choices of “{label}”. Choose one of them.",
            field=field.name,
            label=str(field.label),
            value=value[:60],
        )
    most = field.most or LONGEST
    if len(value) > most or not value.isprintable():
        raise Refusal(
            "register.bad_text",
            "“{label}” takes one line of at most {most} characters. Shorten it.",
            field=field.name,
            label=str(field.label),
            most=most,
        )
    return value


def _bounded(field: Field, value: int) -> int:
    _within(field, value)
    return value


def _rounded(field: Field, value: Decimal) -> Decimal:
    try:
        kept = value.quantize(Decimal(1).scaleb(-field.places))
    except InvalidOperation as error:
        raise _unfit(field) from error
    if kept != value:
        raise Refusal(
            "register.too_many_places",
            "“{label}” takes at most {places} decimal places. Round it as your documents do.",
            field=field.name,
            label=str(field.label),
            places=field.places,
        )
    _within(field, kept)
    return kept


def _within(field: Field, value: int | Decimal) -> None:
    least = 0 if field.least is None else field.least
    most = LARGEST if field.most is None else field.most
    if not least <= value <= most:
        raise Refusal(
            "register.out_of_bounds",
            "“{label}” must be from {least} to {most}. Correct it.",
            field=field.name,
            label=str(field.label),
            least=least,
            most=most,
        )


def _unfit(field: Field) -> Refusal:
    return Refusal(
        "register.unfit",
        "“{label}” cannot hold this value. Enter one of its kind.",
        field=field.name,
        label=str(field.label),
    )
