"""中止与陈述: time that does not count, and what those concerned say (XK-07, 行政许可法 第三十六条)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tongban.kernel import Act
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import Heard
from tongban.kernel.cases.handling import not_own
from tongban.kernel.cases.proceeding import require
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.standing import Standing, applicant_of, leading, taking_part
from tongban.kernel.cases.stopping import begin_pause, end_pause, pausable, within_guide
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of

ROLES = frozenset({"applicant", "third_party"})


def pause(
    number: str, act: Act, *, version: int, ground: str, announced: date, reasons: str
) -> Receipt:
    """中止: stop the clock from now until the announced day, on a ground of the law, with a written notice."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        handles(recorder)
        rules.unchanged(recorder.state, version)
        require(recorder, "pause")
        rules.said(reasons)
        if ground == "hearing":
            raise rules.not_found()  # a hearing pauses once it is asked for, and not without
        pausable(recorder, matter, ground)
        within_guide(recorder, matter, ground, announced)
        begin_pause(recorder, matter, ground=ground, announced=announced, reasons=reasons)

    asked = {"version": version, "ground": ground, "until": announced.isoformat(), "words": reasons}
    return run("pause", number, act, work, asked=asked)


def resume(number: str, act: Act, *, version: int, pause_id: int) -> Receipt:
    """恢复: end a pause before its announced end; the due day moves back by what was not needed."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        handles(recorder)
        rules.unchanged(recorder.state, version)
        require(recorder, "resume")
        found = recorder.state.pauses.get(pause_id)
        if found is None or found.until is not None:
            raise rules.not_found()
        end_pause(recorder, found)

    return run("resume", number, act, work, asked={"version": version, "pause": pause_id})


def hear(number: str, act: Act, *, version: int, role: str, words: str) -> Receipt:
    """陈述申辩: keep what the applicant or a third party says; the applicant may write it himself."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        rules.unchanged(recorder.state, version)
        if act.by != applicant_of(recorder.state.row.party):
            takes_part(recorder)
        elif role != "applicant":
            raise rules.not_found()
        require(recorder, "hear")
        rules.said(words)
        if role not in ROLES:
            raise rules.not_found()
        recorder.add(Heard(role, recorder.content("statement", {"text": words.strip()})))

    return run("hear", number, act, work, asked={"version": version, "role": role, "words": words})


def takes_part(recorder: Recorder) -> None:
    """Let only those act whose posts have to do with the case; to others it does not exist."""
    _from_post(recorder, taking_part)


def handles(recorder: Recorder) -> None:
    """Let only those act who lead the case or took it in, from the post by which they do; to others it does not exist."""
    _from_post(recorder, leading)


def _from_post(recorder: Recorder, standing: Callable[..., Standing]) -> None:
    act = recorder.act
    found = standing(act.by, recorder.state, on=day_of(act.at))
    not_own(recorder)
    recorder.act = replace(act, organ=found.post.organ.actor_id)
