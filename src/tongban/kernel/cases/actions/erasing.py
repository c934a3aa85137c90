"""清除: personal contents of a case that is over go, with their salt; its log stays whole and can be verified."""

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import Erased
from tongban.kernel.cases.proceeding import legal
from tongban.kernel.cases.queries import content_ids
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.clock.counting import months_later
from tongban.kernel.documents.actions import erase as erase_files
from tongban.kernel.documents.queries import documents_used_by

RETENTION = "retention"
PLATFORM = "system"


def erase(number: str, act: Act) -> Receipt:
    """清除: erase every content and file of the case. Only the platform does it, after the years of keeping."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        if act.by != PLATFORM:
            raise rules.not_found()
        _past_keeping(recorder)
        contents = tuple(content_ids(recorder.home, recorder.id))
        recorder.erased = contents
        files = [each.pk for each in documents_used_by(recorder.stream)]
        erase_files(files, recorder.act, subject=recorder.stream, home=recorder.home)
        recorder.add(Erased(contents, RETENTION))

    return run("erase", number, act, work, asked={})


def _past_keeping(recorder: Recorder) -> None:
    years = legal(recorder, "services/case_retention").number
    ended = recorder.state.row.closed_at
    until = months_later(day_of(ended), 12 * years) if ended else None
    if until is None or day_of(recorder.act.at) <= until:
        raise Refusal(
            "case.kept",
            "The contents of this case are kept for {years} years after its end. They cannot be erased yet.",
            years=years,
        )
