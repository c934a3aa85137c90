"""数量限制: how many places of a matter are granted, and how many are left (行政许可法 第五十七条)."""

from dataclasses import dataclass
from datetime import date, datetime

from tongban.kernel import Refusal
from tongban.kernel.cases.queries.places import granted_between
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.catalogue.actions import hold_matter
from tongban.kernel.catalogue.queries import MatterVersion, version_in_force, versions_in_force
from tongban.kernel.certificates.queries import certificate_by_id, in_force_of, prints_of
from tongban.kernel.certificates.rules import State, standing
from tongban.kernel.clock import SHANGHAI, day_of


@dataclass(frozen=True, slots=True)
class Quantity:
    """名额: `most` may be granted, `taken` are. `yearly`: counted anew every calendar year."""

    most: int
    taken: int
    yearly: bool

    @property
    def left(self) -> int:
        """Return how many may still be granted."""
        return max(self.most - self.taken, 0)


def quantity_of(matter: MatterVersion, *, on: date) -> Quantity | None:
    """Return how the places of a matter stand on a day; `None` where the matter has no limit in number.

    Where a certificate is given, the certificates in force take the places; else what was granted in that year.
    """
    if matter.quota is None:
        return None
    if matter.certificate:
        taken = in_force_of(matter.matter_id, on=on).count()
    else:
        first = datetime(on.year, 1, 1, tzinfo=SHANGHAI)
        taken = granted_between(
            matter.organ.home, matter.matter_id, first, first.replace(year=on.year + 1)
        )
    return Quantity(matter.quota, taken, yearly=not matter.certificate)


def require_place(recorder: Recorder, matter: MatterVersion) -> None:
    """Refuse to grant more than the matter allows; the matter stays locked, so two grants cannot take the last place.

    The limit is that of the day of the decision, whatever it was when the case began. A renewal keeps its place while
    the certificate is in force; one that expired gave it up.
    """
    on = day_of(recorder.act.at)
    now = matter
    if not versions_in_force(on).filter(pk=matter.pk).exists():
        now = version_in_force(matter.matter_id, on=on) or matter
    if now.quota is None or not _takes_place(recorder, on):
        return
    hold_matter(matter.matter_id)
    quantity = quantity_of(now, on=on)
    if quantity is not None and quantity.left == 0:
        raise Refusal(
            "case.no_place",
            "All {most} places of this matter are granted. Please refuse with this reason, or wait until one is free.",
            most=quantity.most,
        )


def _takes_place(recorder: Recorder, on: date) -> bool:
    row = recorder.state.row
    if row.purpose != "renewal":
        return row.purpose == "new"
    named = certificate_by_id(row.certificate or 0)
    return named is not None and standing(prints_of(named)[0].life, on=on) is not State.VALID
