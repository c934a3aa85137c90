"""What the client of a run is told: where the door is, for whom it hands in, and as whom it acts."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

WINDOW, SUMMARY, LEADER = "window", "housing_officer", "housing_leader"
DEPARTMENTS = ("civil_affairs", "police", "real_estate", "employment")
COLLEAGUE = "colleague"
"""To whom a department hands its step on now and then: somebody else of the same organ."""
STAGES = ((WINDOW,), DEPARTMENTS, (SUMMARY,), (LEADER,))
"""Who has to act on a case, one group after the other; those of a group in any order."""
VERBS = {
    WINDOW: "accept",
    **dict.fromkeys((*DEPARTMENTS, COLLEAGUE, SUMMARY), "complete"),
    LEADER: "decide",
}
GIVEN: Mapping[str, Mapping[str, str]] = {
    "accept": {},
    "complete": {"outcome": "agreed", "opinion": "核对无误。"},
    "decide": {"outcome": "agreed", "reasons": "符合条件，同意。"},
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The task of a client. `people` are the programs by their part: actor, user name, key."""

    port: int
    book: str
    seed: int
    threads: int
    matter: int
    applicant: str
    values: dict[str, Any]
    people: dict[str, tuple[str, str, str]]

    def written(self) -> str:
        """Return it as one line."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read(line: str) -> Plan:
    """Return the plan of a line."""
    return Plan(**json.loads(line))
