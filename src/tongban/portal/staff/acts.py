"""办理事项: every act of the case page by its verb, and which of them the reader may do now."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias

from django.utils.translation import gettext

from tongban.kernel import Act
from tongban.kernel.cases.actions import Receipt
from tongban.portal.staff import (
    acts_asking,
    acts_handling,
    acts_intake,
    acts_materials,
    acts_messages,
    acts_reading,
    acts_results,
    acts_returning,
    acts_transferring,
    acts_working,
)
from tongban.portal.staff.controls import Offer, Tried, prepared
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.scene import Scene

Doing: TypeAlias = Callable[[Scene, Act, Posted], Receipt]

ACTS: Mapping[str, Doing] = MappingProxyType(
    {
        **acts_intake.ACTS,
        **acts_handling.ACTS,
        **acts_messages.ACTS,
        **acts_asking.ACTS,
        **acts_materials.ACTS,
        **acts_reading.ACTS,
        **acts_transferring.ACTS,
        **acts_working.ACTS,
        **acts_returning.ACTS,
        **acts_results.ACTS,
    }
)


@dataclass(frozen=True, slots=True)
class Group:
    """事项组: acts that belong together, under one name."""

    name: str
    offers: Sequence[Offer]


@dataclass(frozen=True, slots=True)
class Offered:
    """可办事项: the groups of acts, and the one that is the page's own step where no work item is."""

    first: Offer | None
    groups: Sequence[Group]


def offered(scene: Scene, tried: Tried | None = None) -> Offered:
    """Return what the reader may do on the case now, as far as can be told beforehand; the command refuses the rest."""
    made = (
        (gettext("Before acceptance"), acts_intake.offers(scene)),
        (
            gettext("During handling"),
            chain(acts_messages.offers(scene), acts_handling.offers(scene)),
        ),
        (gettext("Materials"), acts_materials.offers(scene)),
        (
            gettext("With approval"),
            chain(acts_asking.offers(scene), acts_returning.jump_offer(scene)),
        ),
        (
            gettext("With colleagues"),
            chain(
                acts_working.offers(scene),
                acts_transferring.removable(scene),
                acts_transferring.offers(scene),
                acts_reading.offers(scene),
            ),
        ),
        (gettext("Back and forth"), acts_returning.offers(scene)),
        (gettext("Original papers"), acts_results.custody(scene)),
    )
    givers = {task.item: task.giver for task in scene.story.tasks}
    groups = [_group(name, _named(offers, givers), tried) for name, offers in made]
    own_steps = chain(
        acts_working.steps(scene), acts_results.delivery(scene), acts_reading.reading(scene)
    )
    first = next(own_steps, None)
    return Offered(
        prepared(first, tried) if first is not None else None,
        [group for group in groups if group.offers],
    )


def _group(name: str, offers: Iterable[Offer], tried: Tried | None) -> Group:
    return Group(name, [prepared(each, tried) for each in offers])


def _named(offers: Iterable[Offer], givers: Mapping[int, str]) -> Iterator[Offer]:
    """Yield the offers, each with for whom it is done, where it is done for another."""
    return (replace(each, giver=givers.get(each.item, "")) for each in offers)
