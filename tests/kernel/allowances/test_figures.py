"""The arithmetic of allowances as a law: whatever is tried in whatever order."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from tongban.kernel.allowances.rules import Code, Figures, Part, Unit, change, fault, summed

CENTS = st.integers(1, 20_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
STEPS = [
    (Code.COMMIT, Part.NONE),
    (Code.USE, Part.NONE),
    (Code.GIVE_BACK, Part.NONE),
    (Code.RELEASE, Part.HELD),
    (Code.RELEASE, Part.COMMITTED),
]


class Allowance(RuleBasedStateMachine):
    """One account on which anything is tried; what is refused leaves no movement."""

    moved = Bundle("moved")

    def __init__(self):
        super().__init__()
        self.movements: list[tuple[int, Figures]] = []
        self.free = self.taken = Decimal(0)

    @initialize(amount=CENTS)
    def approve(self, amount):
        """Open with an approved amount."""
        self.movements = [(0, change(Code.APPROVE, amount))]
        self.free = amount

    def account(self) -> Figures:
        """Return the fold of all movements."""
        return summed(effect for _hold, effect in self.movements)

    def hold(self, hold: int) -> Figures:
        """Return the fold of one hold."""
        return summed(effect for own, effect in self.movements if own == hold)

    def tried(self, hold: int, effect: Figures) -> bool:
        """Move if it is not refused; the machine counts what is free by itself."""
        if fault(self.account(), self.hold(hold) if hold else Figures(), effect, Unit.YUAN):
            return False
        self.movements.append((hold, effect))
        self.free += effect.available
        return True

    @rule(target=moved, amount=CENTS)
    def take(self, amount):
        """Hold what fits, and nothing else."""
        number = len(self.movements)
        fits = amount <= self.free
        assert self.tried(number, change(Code.HOLD, amount)) == fits
        return number, change(Code.HOLD, amount), fits

    @rule(target=moved, hold=st.integers(1, 12), step=st.sampled_from(STEPS), amount=CENTS)
    def go_on(self, hold, step, amount):
        """Commit, use, give back or release some amount of some hold."""
        effect = change(step[0], amount, step[1])
        return hold, effect, self.tried(hold, effect)

    @rule(amount=CENTS, sign=st.sampled_from([1, -1]))
    def adjust(self, amount, sign):
        """Raise or lower the allowance."""
        fits = self.free + sign * amount >= 0
        assert self.tried(0, change(Code.ADJUST, sign * amount)) == fits

    @rule(one=consumes(moved))
    def reverse(self, one):
        """Undo a movement that was made."""
        hold, effect, done = one
        before = self.account()
        if done and self.tried(hold, -effect):
            assert self.account() + effect == before

    @invariant()
    def nothing_is_below_zero_and_the_parts_are_the_whole(self):
        """Hold after every step."""
        figures = self.account()
        assert min(figures.held, figures.committed, figures.used, figures.available) >= 0
        assert figures.available == self.free
        parts = figures.available + figures.held + figures.committed + figures.used
        assert parts == figures.approved + figures.adjusted
        for hold in {own for own, _effect in self.movements if own}:
            of_hold = self.hold(hold)
            assert min(of_hold.held, of_hold.committed, of_hold.used) >= 0


TestAllowance = Allowance.TestCase
