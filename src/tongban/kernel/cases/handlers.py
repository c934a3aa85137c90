"""事件处理: what a matter lets happen inside a command's transaction, for an event that was just appended.

A handler may refuse: then nothing of the command has happened, and who gave it reads why. It runs for the events of timers
too, where a refusal leaves the timer waiting, so what a timer can bring about should be let go without conditions. A replay
runs none. The case is locked already; a handler locks allowances before bookings, and writes nothing of the case.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.contents import body_of
from tongban.kernel.cases.events import CaseEvent, parsed
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.state import CaseRow
from tongban.kernel.catalogue import reactions
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.ledger.events import Record


@dataclass(frozen=True, slots=True)
class Happening:
    """事件情形: what a handler is told: the case as the command leaves it, the event with its record, and who acted.

    `act` is that of the event: the platform's where a timer brought it about; its key is that of the command.
    """

    case: CaseRow
    matter: MatterVersion
    event: CaseEvent
    record: Record
    act: Act
    _recorder: Recorder = field(repr=False)

    def answers(self) -> Mapping[str, Any]:
        """Return what the form of the case says now, by section; `LookupError` when it was erased."""
        return dict(self.content(self.case.form)["values"])

    def content(self, number: int) -> Mapping[str, Any]:
        """Return a content that an event refers to, such as the values of a step's own form."""
        fresh = (one.body for one in self._recorder.contents if one.id == number)
        return next(fresh, None) or body_of(self.case.home, self.case.id, number)


Handler: TypeAlias = Callable[[Happening], None]
_registered: dict[str, Handler] = {}


def register(name: str, handler: Handler) -> None:
    """Let matters name a handler, such as `vehicles.hold_place`; called once, from the `ready` of who brings it."""
    if _registered.setdefault(name, handler) is not handler:
        raise ValueError(f"there is another handler called {name}")
    reactions.know_handler(name)


def handle(recorder: Recorder, matter: MatterVersion) -> None:
    """Run the matter's handlers for each event of a command, in order, as they are named."""
    if not matter.handlers:
        return
    for record in recorder.records:
        for name in matter.handlers.get(record.type, ()):
            act = Act(record.by, record.organ, record.at, recorder.act.key, record.behalf)
            event = parsed(record.type, dict(record.data))
            _named(name)(Happening(recorder.state.row, matter, event, record, act, recorder))


def _named(name: str) -> Handler:
    if name not in _registered:
        raise Refusal(
            "case.handler_gone",
            "This matter needs {name}, which was taken out of this platform, so the case cannot go on. Tell the system administrator.",
            name=name,
        )
    return _registered[name]
