"""列表条件: what the address of a list asks for, and the choices that its form offers."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy, pgettext_lazy

from tongban.kernel.cases.narrowing import DUES, STATES, Wanted
from tongban.kernel.cases.queries.own import views_of
from tongban.kernel.identity.queries import Person
from tongban.portal.staff.wording import STANDING

LONGEST = 60
OPEN_STATES = ("submitted", "supplementing", "accepted")
STATE_NAMES: Mapping[str, object] = {
    name: STANDING[name][0] if name in STANDING else pgettext_lazy("cases", "Over, not decided")
    for name in STATES
}
DUE_NAMES: Mapping[str, object] = {
    "late": gettext_lazy("Past the promise"),
    "today": gettext_lazy("Due today"),
    "week": gettext_lazy("Due this week"),
}


def wanted_of(query: QueryDict) -> Wanted:
    """Return what the address asks for; what is unknown counts as nothing."""
    state, due = query.get("state", ""), query.get("due", "")
    return Wanted(
        words=query.get("q", "").replace("\0", "").strip()[:LONGEST],
        state=state if state in STATES else "",
        due=due if due in DUES else "",
    )


def query_of(wanted: Wanted, *, group: str = "") -> str:
    """Return the query of an address that asks for this, always written the same."""
    said = {"only": group, "q": wanted.words, "state": wanted.state, "due": wanted.due}
    return urlencode({name: text for name, text in said.items() if text})


def asking(reader: Person, name: str, wanted: Wanted, *, group: str = "") -> Mapping[str, object]:
    """Return what the form of a list shows; what is to do has only states of a case under way."""
    names = OPEN_STATES if name in {"desk", "reading"} else STATES
    views, query = views_of(reader, name), query_of(wanted, group=group)
    return {
        "list": name,
        "wanted": wanted,
        "views": views,
        "view": next((view for view in views if view.query == query), None),
        "states": [(name, STATE_NAMES[name]) for name in names],
        "dues": DUE_NAMES.items(),
    }
