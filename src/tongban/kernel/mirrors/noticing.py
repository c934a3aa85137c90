"""镜像办件的告知: an applicant is told when a case of his that another system handles stands otherwise than before."""

from collections.abc import Sequence
from typing import cast

from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.mirrors.events import MirrorReported
from tongban.kernel.mirrors.queries import by_id
from tongban.kernel.notices.actions import tell as tell_all
from tongban.kernel.notices.queries import Notice


def tell(records: Sequence[Record]) -> None:
    """Leave a notice of each report that brought another state or outcome; called after the report's commit.

    How a case stood when it was first told of brings none: a list of old cases would tell of nothing new.
    """
    told = [one for one in records if one.type == MirrorReported.type and _changed(one)]
    if told:
        tell_all([_notice(one) for one in told])


def _changed(record: Record) -> bool:
    """Tell whether the applicant is known here, and the report before this one named another state or outcome."""
    if record.data["party"] is None or record.n == 1:
        return False
    before = events_of(record.home, record.stream, after=record.n - 2)[0]
    return any(before.data.get(name) != record.data.get(name) for name in ("state", "outcome"))


def _notice(record: Record) -> Notice:
    return Notice(
        party=cast(int, record.data["party"]),
        stream=record.stream,
        n=record.n,
        subject=record.stream,
        title=by_id(int(record.stream.partition("/")[2])).title,
        kind="mirror.changed",
        facts={},
        at=record.at,
    )
