"""What a matter may name as its handlers: told by the room that runs them, as Django starts. Pure."""

from collections.abc import Collection, Iterable, Mapping

from tongban.kernel import Refusal

_events: set[str] = set()
_handlers: set[str] = set()


def know_events(types: Iterable[str]) -> None:
    """Tell which types of events a matter may have handlers for."""
    _events.update(types)


def know_handler(name: str) -> None:
    """Tell that there is a handler of this name."""
    _handlers.add(name)


def fault(handlers: Mapping[str, Collection[str]]) -> Refusal | None:
    """Say which event or handler of a matter nobody knows here, so that it cannot be published; `None` lets it pass."""
    events = sorted(set(handlers) - _events)
    if events:
        return Refusal(
            "catalogue.event_unknown",
            "The matter has handlers for {events}, which cannot happen to a case. Correct `handlers` in matter.yaml after docs/reference/events.md.",
            events=", ".join(events),
        )
    names = sorted({name for named in handlers.values() for name in named} - _handlers)
    if names:
        return Refusal(
            "catalogue.handler_unknown",
            "The matter needs the handlers {names}, which nothing here provides. Install what they belong to, or correct `handlers` in matter.yaml.",
            names=", ".join(names),
        )
    return None
