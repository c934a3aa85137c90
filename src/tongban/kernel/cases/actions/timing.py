"""到时与重算: what the platform does by itself, and what a changed calendar moves."""

from tongban.kernel import Act
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.firing import remind
from tongban.kernel.cases.limits import recount_limits
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.timers import recount_timers
from tongban.kernel.catalogue.queries import MatterVersion


def fire(number: str, act: Act) -> Receipt:
    """到时: let the timers of a case that are over have their effect; every command does so first."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        remind(recorder, matter)

    return run("fire", number, act, work, asked={})


def recount(number: str, act: Act) -> Receipt:
    """时限重算: bring running limits and timers under the calendar as it now stands; the old days stay in the log."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        recount_limits(recorder)
        recount_timers(recorder)

    return run("recount", number, act, work, asked={})
