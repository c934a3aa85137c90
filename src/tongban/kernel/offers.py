"""接口扩展: the operations that trades offer to programs; the API puts them on as it starts, so that it names no trade."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

NO_STATUS: Mapping[str, int] = MappingProxyType({})


class Asker(Protocol):
    """请求方: the client behind a request; `person` holds its posts, under `actor_id` the log knows it."""

    @property
    def person(self) -> object:
        """Return the person that the client is."""
        ...

    @property
    def actor_id(self) -> str:
        """Return under which id the log knows it."""
        ...


class Asked(Protocol):
    """请求: what an operation is called with: a request whose key was found good and has the scope."""

    auth: Asker


@dataclass(frozen=True, slots=True)
class Offer:
    """接口操作: a function that answers programs at a path below `/api/v1`, for clients with the scope.

    Its first argument is the request (`Asked`); the others are read from path, query and body by their types. `answers` is
    the shape of what it returns, `also` the further errors that it has. `statuses` says what its refusals are called in HTTP.
    """

    method: str
    path: str
    scope: str
    tag: str
    run: Callable[..., object]
    answers: type
    also: tuple[int, ...] = ()
    statuses: Mapping[str, int] = field(default_factory=lambda: NO_STATUS)


_offered: dict[tuple[str, str], Offer] = {}


def offer(one: Offer) -> None:
    """Offer an operation; offered again, it is the same one."""
    _offered[one.method, one.path] = one


def offered() -> list[Offer]:
    """Return the operations in the order in which they were offered."""
    return list(_offered.values())


def status_of(code: str) -> int | None:
    """Return what a refusal of an offered operation is called in HTTP, where its trade says so."""
    found = (one.statuses[code] for one in _offered.values() if code in one.statuses)
    return next(found, None)
