"""What this trade brings as Django starts: the name of its places and its doors."""

from django.utils.translation import pgettext_lazy

from tongban.domains.hall.queries.appointments import PLACE
from tongban.kernel.bookings.labels import name_kind
from tongban.kernel.identity.rules import Duty
from tongban.ui.doors import Door, bring

PAGES = "counter appointments keeper rota patrols questions windows"


def bring_all() -> None:
    """Register everything once."""
    name_kind(PLACE, pgettext_lazy("model", "Places at windows"))
    pages = frozenset(f"hall:{name}" for name in PAGES.split())
    duties = frozenset({Duty.WINDOW.value, Duty.DUTY_MANAGER.value})
    bring(Door(pgettext_lazy("nav", "Hall"), "hall:counter", pages, duties=duties))
    public = frozenset({"hall:front", "hall:book", "hall:appointment"})
    bring(Door(pgettext_lazy("nav", "Appointments"), "hall:front", public, public=True))
