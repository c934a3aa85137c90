"""Codes of people, bodies, places and matters: parse, check, explain the fault."""

from collections.abc import Callable, Mapping

from tongban.standards.codes import (
    credit_code,
    divisions,
    identity_number,
    matter_code,
    organisation_code,
    postal_and_bank,
    project_code,
    vehicle,
)
from tongban.standards.codes.faults import Fault

CHECKS: Mapping[str, Callable[[str], Fault | None]] = {
    "credit-code": credit_code.check,
    "identity-number": identity_number.check,
    "organisation-code": organisation_code.check,
    "division": divisions.check,
    "matter-code": matter_code.check,
    "plate": vehicle.check_plate,
    "vin": vehicle.check_vin,
    "project-code": project_code.check,
    "postcode": postal_and_bank.check_postcode,
    "bank-card": postal_and_bank.check_bank_card,
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
    "postal_and_bank",
    "project_code",
    "vehicle",
]
