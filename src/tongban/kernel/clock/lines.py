"""One question as a line of JSON, answered as a line of JSON: the plain way, which accepts every spelling."""

import json
from fractions import Fraction
from typing import NamedTuple

from tongban.kernel import Refusal
from tongban.kernel.clock.counting import Due, due
from tongban.kernel.clock.days import read_instant, shown
from tongban.kernel.clock.limits import Limit, read_factor
from tongban.kernel.clock.pauses import Pause
from tongban.standards.calendars import Calendar

KEYS = ("start", "limit", "pauses", "lane")
# Numbers with a point stay text, so that a lane factor is read exactly.
DECODER = json.JSONDecoder(parse_float=str)


class Question(NamedTuple):
    """What a line asks."""

    start: object
    limit: object
    pauses: object
    lane: object


def answered(line: str, calendar: Calendar) -> str:
    """Answer one line: `{"due":…,"provisional":…}`, or `{"error":…,"code":…}` where it is refused. Never raises."""
    try:
        found = _due(read_question(line), calendar)
        return said(found.when, provisional=found.provisional)
    except Refusal as refusal:
        return refused(refusal)


def said(when: str, *, provisional: bool) -> str:
    """Return the answer line of a due day, or of a due instant for hours."""
    return f'{{"due":"{when}","provisional":{"true" if provisional else "false"}}}'


def refused(refusal: Refusal) -> str:
    """Return the answer line of a refusal."""
    return json.dumps({"error": str(refusal), "code": refusal.code}, separators=(",", ":"))


def read_question(line: str) -> Question:
    """Read the JSON object of a line; refuse other JSON, a missing key and a key that would be ignored."""
    try:
        raw = DECODER.decode(line)
    except (ValueError, RecursionError) as fault:
        raise Refusal(
            "clock.not_json", "The line is not JSON: {fault}.", fault=str(fault)
        ) from None
    if not isinstance(raw, dict) or not {"start", "limit"} <= raw.keys() <= set(KEYS):
        raise Refusal(
            "clock.not_a_question",
            "The line is no question to the clock: write an object with start and limit, and pauses and lane if need be.",
        )
    return Question(raw["start"], raw["limit"], raw.get("pauses", []), raw.get("lane", "1"))


def read_pause(pair: object) -> Pause:
    """Read a pause from the list of its two instants."""
    if not isinstance(pair, list) or len(pair) != 2:
        raise Refusal(
            "clock.not_a_pause",
            "{pause} is not a pause: write the list of its start and its end.",
            pause=shown(pair),
        )
    return Pause(read_instant(pair[0]), read_instant(pair[1]))


def _due(asked: Question, calendar: Calendar) -> Due:
    if not isinstance(asked.pauses, list):
        raise Refusal(
            "clock.pauses_not_a_list",
            "{pauses} is not a list of pauses: write [[start, end], …].",
            pauses=shown(asked.pauses),
        )
    return due(
        read_instant(asked.start),
        Limit.parse(asked.limit),
        calendar,
        pauses=[read_pause(pair) for pair in asked.pauses],
        lane=_lane(asked.lane),
    )


def _lane(lane: object) -> Fraction:
    return read_factor(str(lane) if type(lane) is int else lane)
