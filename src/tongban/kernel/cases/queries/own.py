"""Reading what is somebody's own: saved filters and phrases, and what he asked the cases to do."""

from tongban.kernel.cases.models import CommandKey, Phrase, SavedView
from tongban.kernel.identity.queries import Person

__all__ = ["CommandKey", "SavedView", "done_with", "phrases_of", "views_of"]


def views_of(reader: Person, name: str) -> list[SavedView]:
    """常用筛选: return the views of a list that the reader saved, by name."""
    return list(SavedView.objects.filter(by=reader.actor_id, list=name).order_by("name"))


def phrases_of(reader: Person) -> list[Phrase]:
    """常用语: return the phrases that the reader keeps, the oldest first."""
    return list(Phrase.objects.filter(by=reader.actor_id).order_by("pk"))


def done_with(who: Person, key: str, *, home: int) -> CommandKey | None:
    """Return what somebody's command with that key did first, in that county."""
    return CommandKey.objects.filter(home=home, by=who.actor_id, key=key).first()
