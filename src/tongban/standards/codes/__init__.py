"""Codes of people, bodies, places and matters: parse, check, explain the fault."""

from collections.abc import Callable, Mapping

from tongban.standards.codes import (
    credit_code,
    divisions,
    identity_number,
    matter_code,
    organisation_code,
)
from tongban.standards.codes.faults import Fault

CHECKS: Mapping[str, Callable[[str], Fault | None]] = {
    "credit-code": credit_code.check,
    "identity-number": identity_number.check,
    "organisation-code": organisation_code.check,
    "division": divisions.check,
    "matter-code": matter_code.check,
}
"""Every kind of code by the name that commands and data elements use."""

__all__ = [
    "CHECKS",
    "Fault",
    "credit_code",
    "divisions",
    "identity_number",
    "matter_code",
    "organisation_code",
]
