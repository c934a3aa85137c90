"""编制: how many cars of a kind an organ may have, has, and has promised a place to (CL-02)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tongban.domains.vehicles.rules.grounds import Law
from tongban.domains.vehicles.rules.kinds import Kind
from tongban.kernel import Refusal


class Standing(StrEnum):
    """车辆状态: in use, awaiting disposal (待处置), struck off the register (已注销)."""

    IN_USE = "in_use"
    AWAITING_DISPOSAL = "awaiting_disposal"
    STRUCK_OFF = "struck_off"


@dataclass(frozen=True, slots=True)
class Balance:
    """编制余额: approved (核定), actual (实有) and frozen (冻结) places of one kind.

    Frozen from the approval of a purchase until the car is registered or the purchase withdrawn. `free` may be
    negative: an organ that has more than its places is shown as it is.
    """

    kind: Kind
    approved: int
    actual: int = 0
    frozen: int = 0

    def __post_init__(self) -> None:
        """Refuse counts below zero."""
        if min(self.approved, self.actual, self.frozen) < 0:
            raise Refusal(
                "vehicles.negative_places",
                "Places are counted from 0: approved {approved}, actual {actual}, frozen {frozen}. Correct the count below 0.",
                approved=self.approved,
                actual=self.actual,
                frozen=self.frozen,
            )

    @property
    def free(self) -> int:
        """可用编制: approved − actual − frozen."""
        return self.approved - self.actual - self.frozen

    @property
    def beyond(self) -> int:
        """超编数: how many cars there are or will be beyond the places."""
        return max(0, -self.free)


def actual(cars: Iterable[tuple[Kind, Standing]], kind: Kind, law: Law) -> int:
    """实有数: count the cars of a kind; whether one that awaits disposal counts is the place's rule."""
    holds = law("disposal_car_holds_slot").value is True
    counted = {Standing.IN_USE, Standing.AWAITING_DISPOSAL} if holds else {Standing.IN_USE}
    return sum(its_kind is kind and standing in counted for its_kind, standing in cars)
