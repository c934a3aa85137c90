"""催办: asking that a case be dealt with. Nothing moves by it but that everybody sees it (R5)."""

from dataclasses import replace

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import Urged
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.standing import applicant_of, taking_part
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of


def urge(number: str, act: Act, *, version: int, words: str = "") -> Receipt:
    """催办: the applicant, or somebody of an organ that takes part, reminds whoever has the case; once a day for all."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        if act.by != applicant_of(recorder.state.row.party):
            post = taking_part(act.by, recorder.state, on=day_of(act.at)).post
            recorder.act = replace(recorder.act, organ=post.organ.actor_id)
        rules.running(recorder.state.row)
        rules.unchanged(recorder.state, version)
        rules.undecided(recorder.state.row)
        last = recorder.state.row.urged_at
        if last is not None and day_of(last) == day_of(recorder.act.at):
            raise Refusal(
                "case.urged_today",
                "This case was urged today already; those who have it were told. Please wait until tomorrow.",
            )
        said = recorder.content("words", {"text": words.strip()}) if words.strip() else None
        recorder.add(Urged(said))

    return run("urge", number, act, work, asked={"version": version, "words": words})
