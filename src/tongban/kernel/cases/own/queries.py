"""Reading what a member of the staff keeps for himself: saved filters and phrases."""

from tongban.kernel.cases.models import Phrase, SavedView
from tongban.kernel.identity.queries import Person

__all__ = ["SavedView", "phrases_of", "views_of"]


def views_of(reader: Person, name: str) -> list[SavedView]:
    """常用筛选: return the views of a list that the reader saved, by name."""
    return list(SavedView.objects.filter(by=reader.actor_id, list=name).order_by("name"))


def phrases_of(reader: Person) -> list[Phrase]:
    """常用语: return the phrases that the reader keeps, the oldest first."""
    return list(Phrase.objects.filter(by=reader.actor_id).order_by("pk"))
