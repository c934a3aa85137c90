"""Reading saved filters: one's own."""

from tongban.kernel.registers.models import SavedFilter

__all__ = ["SavedFilter", "filters_of"]


def filters_of(by: str, kind: str) -> list[SavedFilter]:
    """Return the filters that the actor saved for a register, by name."""
    return list(SavedFilter.objects.filter(by=by, kind=kind).order_by("name"))
