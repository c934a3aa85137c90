"""列表页签: the lists of the desk beside each other, each with how many rows it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, pgettext_lazy

from tongban.kernel.bundles.queries import joints_visible_to
from tongban.kernel.cases.lists import inbox_count
from tongban.kernel.cases.queries.desk import (
    followed_by,
    handled_by,
    opened_by,
    to_be_read_by,
)
from tongban.kernel.identity.queries import Person
from tongban.kernel.mirrors.queries import others_mirrors
from tongban.portal.moments import today

NAMES = {
    "desk": gettext_lazy("To do"),
    "done": pgettext_lazy("desk", "Done"),
    "opened": pgettext_lazy("desk", "Taken in by me"),
    "reading": pgettext_lazy("desk", "To read"),
    "followed": pgettext_lazy("desk", "Followed"),
}
JOINTS = gettext_lazy("Joint applications")
MIRRORS = gettext_lazy("Cases of other systems")
LISTS = {"done": handled_by, "opened": opened_by, "reading": to_be_read_by, "followed": followed_by}


@dataclass(frozen=True, slots=True)
class Tab:
    """列表页签: one list of the desk; its figure counts exactly the rows of the whole list."""

    url_name: str
    label: object
    count: int
    chosen: bool


def tabs_of(reader: Person, chosen: str, *, open_items: int | None = None) -> Sequence[Tab]:
    """Return the tabs; `open_items` is how much there is to do, where that was counted already.

    Where no case of another system was reported, and nothing runs jointly, those lists have no tab.
    """
    todo = inbox_count(reader, on=today()) if open_items is None else open_items
    counts = {"desk": todo} | {name: of(reader, on=today()).count() for name, of in LISTS.items()}
    tabs = [
        Tab(f"staff:{name}", label, counts[name], name == chosen) for name, label in NAMES.items()
    ]
    mirrored, here = others_mirrors(reader, on=today()).count(), chosen == "mirrors"
    joint = joints_visible_to(reader, on=today()).filter(running=True).count()
    if joint or chosen == "joints":
        tabs.append(Tab("staff:joints", JOINTS, joint, chosen == "joints"))
    return [*tabs, Tab("staff:mirrors", MIRRORS, mirrored, here)] if mirrored or here else tabs
