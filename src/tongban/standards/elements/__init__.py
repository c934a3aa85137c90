"""数据元: what a field means, wherever it is asked."""

from tongban.standards.codes.faults import Fault
from tongban.standards.elements.element import (
    Answer,
    Choice,
    Element,
    Format,
    Mask,
    Range,
    Source,
    Word,
)
from tongban.standards.elements.shelf import element, elements

__all__ = [
    "Answer",
    "Choice",
    "Element",
    "Fault",
    "Format",
    "Mask",
    "Range",
    "Source",
    "Word",
    "element",
    "elements",
]
