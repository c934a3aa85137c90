"""容缺后补: a material that was let follow later, or another one, comes to the window on paper."""

from collections.abc import Sequence

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.pausing import takes_part
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import MaterialsTaken
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.taking import ON_PAPER, taken_as
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of


def take_materials(
    number: str, act: Act, *, version: int, taken: Sequence[tuple[str, str]]
) -> Receipt:
    """收取材料: note how materials came that were not there at the intake: material key, and how."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        takes_part(recorder)
        rules.unchanged(recorder.state, version)
        rules.not_archived(recorder.state.row)
        if not taken or any(how not in ON_PAPER for _key, how in taken):
            raise Refusal(
                "case.nothing_taken",
                "Please say which material came, and whether its original was seen.",
            )
        party = recorder.state.row.party
        recorder.add(MaterialsTaken(taken_as(taken, matter, party, on=day_of(recorder.act.at))))

    asked = {"version": version, "taken": [list(each) for each in taken]}
    return run("take_materials", number, act, work, asked=asked)
