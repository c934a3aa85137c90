"""常用筛选: how one of the staff narrows a register, kept under a name."""

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.registers.models import SavedFilter

MOST = 20
LONGEST_NAME = 20
LONGEST_QUERY = 800


@transaction.atomic
def save_filter(act: Act, kind: str, *, name: str, query: str) -> SavedFilter:
    """Keep a query under a name; one of that name is replaced."""
    called = name.strip()
    if not called or len(called) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise Refusal(
            "register.bad_filter_name",
            "A saved filter needs a name of at most {most} characters. Enter one.",
            field="name",
            most=LONGEST_NAME,
        )
    mine = SavedFilter.objects.filter(by=act.by, kind=kind)
    if mine.exclude(name=called).count() >= MOST:
        raise Refusal(
            "register.too_many_filters",
            "You have {most} saved filters here. Delete one first.",
            most=MOST,
        )
    row, _made = SavedFilter.objects.update_or_create(
        by=act.by, kind=kind, name=called, defaults={"query": query}
    )
    return row


def drop_filter(act: Act, kind: str, *, filter_id: int) -> None:
    """Delete a filter of one's own; another's stays."""
    SavedFilter.objects.filter(by=act.by, kind=kind, pk=filter_id).delete()
