"""导入导出的读者: which organs and counties the keeper at the door keeps."""

from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpRequest

from tongban.kernel import Act
from tongban.kernel.identity.queries import Organ
from tongban.portal.staff.entry import kept_organs
from tongban.portal.visitors import act_of, signed_in


@dataclass(frozen=True, slots=True)
class Keeper:
    """编目人: the organs whose catalogue the reader keeps."""

    organs: tuple[Organ, ...]

    @property
    def ids(self) -> list[int]:
        """Return the ids of the organs."""
        return [organ.pk for organ in self.organs]

    @property
    def homes(self) -> list[int]:
        """Return the counties of the posts from which the reader keeps."""
        return sorted({organ.home for organ in self.organs})


def keeper_of(request: HttpRequest) -> Keeper:
    """Return the reader as keeper; each organ once."""
    found = {organ.pk: organ for organ in kept_organs(signed_in(request))}
    return Keeper(tuple(found.values()))


def keeper_act(request: HttpRequest, keeper: Keeper) -> Act:
    """Return the keeper's act in the name of the highest organ that is kept."""
    organ = keeper.organs[0].actor_id if keeper.organs else ""
    return act_of(
        signed_in(request), key=request.POST.get("key", "")[:100] or uuid4().hex, organ=organ
    )


def page_of(request: HttpRequest, pages: int) -> int:
    """Return the page that is asked for, the first by default, the last beyond it."""
    return min(max(1, number_of(request.GET.get("page", "1")) or 1), pages)


def number_of(text: str) -> int | None:
    """Return a number from an address, or `None`."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
