"""常用筛选: saving how one narrows a list, and dropping it. One's own convenience, so no log holds it."""

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.models import SavedView

LONGEST_NAME = 20
MOST_VIEWS = 20


def save_view(act: Act, *, list_name: str, name: str, query: str) -> SavedView:
    """保存筛选: keep the query of a list under a name; the same name takes the new query."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal(
            "view.name",
            "Enter a name of 1 to {most} characters for the filter.",
            most=LONGEST_NAME,
        )
    mine = SavedView.objects.filter(by=act.by, list=list_name)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise Refusal(
            "view.too_many",
            "You have {most} saved filters on this list. Delete one first.",
            most=MOST_VIEWS,
        )
    saved, _new = mine.update_or_create(
        by=act.by, list=list_name, name=name, defaults={"query": query}
    )
    return saved


def drop_view(act: Act, *, view_id: int) -> None:
    """删除筛选: forget a view of one's own; another's stays."""
    SavedView.objects.filter(by=act.by, pk=view_id).delete()
