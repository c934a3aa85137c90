"""数据元: what a field means, wherever it is asked."""

from tongban.standards.codes.faults import Fault
from tongban.standards.elements.element import Element, Format, Source
from tongban.standards.elements.shelf import element, elements

__all__ = ["Element", "Fault", "Format", "Source", "element", "elements"]
