"""Legal numbers, dated and cited."""

from tongban.standards.codes.faults import Fault
from tongban.standards.parameters.parameter import (
    NATIONAL,
    Answer,
    Confidence,
    Dated,
    Parameter,
    Reference,
    Unit,
    Value,
)
from tongban.standards.parameters.shelf import names, parameter

__all__ = [
    "NATIONAL",
    "Answer",
    "Confidence",
    "Dated",
    "Fault",
    "Parameter",
    "Reference",
    "Unit",
    "Value",
    "names",
    "parameter",
]
