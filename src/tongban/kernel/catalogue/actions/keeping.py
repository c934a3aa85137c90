"""Who may write in the catalogue: its keeper for that organ or above, and the platform itself."""

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import Organ, may_use
from tongban.kernel.identity.rules import Power


def may_keep(act: Act, *organs: Organ | None) -> None:
    """Refuse an actor without the power to keep the catalogue for each of these organs on the day of the act."""
    for organ in {organ.pk: organ for organ in organs if organ is not None}.values():
        if not may_use(act.by, Power.KEEP_CATALOGUE, organ, on=day_of(act)):
            raise Refusal(
                "catalogue.may_not_keep",
                "Only a catalogue keeper for {organ} may do this. Ask one, or have the power granted.",
                organ=organ.name,
            )
