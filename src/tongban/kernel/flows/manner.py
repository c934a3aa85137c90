"""环节办理方式: how several act in one node, who hands the work out, what happens when nobody is there or time is over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

MOST_WEIGHT: Final = 100
QUOTA = re.compile(
    r"(?P<over>>?)(?P<top>[1-9][0-9]{0,3})(?:/(?P<below>[1-9][0-9]{0,3})|(?P<percent>%))?"
)
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "unit": ("organ", "post"),
    "order": ("together", "one-by-one"),
    "hand": ("direct", "claim", "dispatch", "dispatch-claim"),
    "nobody": ("refuse", "leader", "skip"),
    "overdue": ("remind", "escalate"),
    "batch": ("by-act", "allow", "forbid"),
}
FIELDS: Final = ("hidden", "write", "must")
"""表单字段权限: the words that name questions of the matter's form or its materials."""
WORDS: Final = (*CHOICES, "veto", "quota", "weights", "dispatcher", *FIELDS)


@dataclass(frozen=True, slots=True)
class Manner:
    """办理方式. `performers` in their order, the first one leads (牵头); `weights` and `veto` are theirs.

    `quota` is the share or number of a vote: `2/3`, `60%`, `>1/2` (more than), `3`. `unit` says whether an organ or each post
    has a voice; `order` whether all act at once or one after another; `hand` how work gets to a person: direct, claim (认领),
    dispatch (派单), dispatch-claim; `nobody` what happens where nobody holds a post; `overdue` what follows when the node's
    own time is over, which decides nothing.

    `batch` says whether several cases may be completed here at once (批量办理): by-act is yes for a review, no for a decision.
    `hidden`, `write` and `must` name what of the form is not shown at the node, may be filled in there, and must be before it
    is done; whatever is not named may be read.
    """

    performers: tuple[str, ...] = ()
    weights: tuple[tuple[str, int], ...] = ()
    veto: tuple[str, ...] = ()
    quota: str = ""
    unit: str = "organ"
    order: str = "together"
    hand: str = "direct"
    dispatcher: str = ""
    nobody: str = "refuse"
    overdue: str = "remind"
    batch: str = "by-act"
    hidden: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    must: tuple[str, ...] = ()

    def weight(self, performer: str) -> int:
        """Return how much the voice of a performer weighs."""
        return dict(self.weights).get(performer, 1)

    def doubled(self, organs: Mapping[str, object]) -> bool:
        """Tell whether two performers are of one organ, which has one voice: the second would never be asked."""
        named = [organs[key] for key in self.performers if key in organs]
        return self.unit == "organ" and len(set(named)) < len(named)

    @property
    def bound(self) -> tuple[str, ...]:
        """Return all names that must be bound to somebody."""
        return (*self.performers, self.dispatcher) if self.dispatcher else self.performers


PLAIN: Final = Manner()
"""办理方式的默认值: one voice an organ, all at once, whoever comes first."""


def quota_of(text: str, total: int) -> int:
    """Return how much agreement a quota such as `2/3`, `60%`, `>1/2` or `3` asks of votes that weigh `total` together."""
    match = QUOTA.fullmatch(text)
    if match is None:
        raise ValueError(text)
    top = int(match["top"])
    if match["percent"] is None and match["below"] is None:
        return top + (match["over"] == ">")
    share = Fraction(top, 100 if match["percent"] else int(match["below"])) * total
    return floor(share) + 1 if match["over"] else ceil(share)


def names(text: str) -> tuple[str, ...]:
    """Return the names of a list such as `civil, police`."""
    return tuple(one.strip() for one in text.split(",") if one.strip())


def listed(text: str) -> tuple[str, ...]:
    """Return the names of a list such as `office.area, material:site_photo`, with commas, blanks or both between them."""
    return tuple(dict.fromkeys(text.replace(",", " ").split()))


def manner(said: Mapping[str, str]) -> Manner:
    """Return the manner that the words of a user task say; their faults are `faults`'s."""
    chosen = {name: said.get(name, choices[0]) for name, choices in CHOICES.items()}
    return Manner(
        performers=names(said.get("performer", "")),
        weights=tuple(_weights(said.get("weights", ""))),
        veto=names(said.get("veto", "")),
        quota=said.get("quota", ""),
        dispatcher=said.get("dispatcher", "").strip(),
        hidden=listed(said.get("hidden", "")),
        write=listed(said.get("write", "")),
        must=listed(said.get("must", "")),
        **chosen,
    )


def _weights(text: str) -> list[tuple[str, int]]:
    pairs = [one.rpartition(":") for one in names(text)]
    return [(name.strip(), int(number)) for name, _, number in pairs if number.strip().isdecimal()]


def word_fault(name: str, value: str) -> str:
    """Say what is wrong with one word of ours; nothing if it can be read."""
    if name in CHOICES and value not in CHOICES[name]:
        return f"must be one of {', '.join(CHOICES[name])}"
    if name == "quota" and not _fits(value):
        return "must be a share or a number, such as 2/3, 60%, >1/2 or 3, of 1 at most"
    if name == "weights" and not _weighs(value):
        return f"must give names their weights from 1 to {MOST_WEIGHT}, such as civil:2, police:1"
    if name in FIELDS and not listed(value):
        return "must name at least one question or material; remove it where there is none"
    if name in {"veto", "dispatcher"} and not names(value):
        return "must name at least one; remove it where there is none"
    return ""


def _fits(value: str) -> bool:
    match = QUOTA.fullmatch(value)
    if match is None:
        return False
    if match["percent"] is None and match["below"] is None:
        return True
    share = Fraction(int(match["top"]), 100 if match["percent"] else int(match["below"]))
    return share < 1 or (share == 1 and not match["over"])


def _weighs(value: str) -> bool:
    found = _weights(value)
    return len(found) == len(names(value)) > 0 and all(
        1 <= number <= MOST_WEIGHT for _, number in found
    )


def faults(said: Mapping[str, str]) -> list[str]:
    """Return what does not fit together in the words of one user task; each word is readable by itself."""
    one, rule = manner(said), said.get("rule", "all")
    strangers = {name for name, _ in one.weights} | set(one.veto)
    checks = (
        (rule == "vote" and not one.quota, "a vote needs tongban:quota, such as 2/3"),
        (rule != "vote" and one.quota, "tongban:quota belongs to tongban:rule=“vote”; remove it"),
        (rule != "vote" and strangers, "weights and veto belong to tongban:rule=“vote”; remove them"),
        (strangers - set(one.performers), "weights and veto must name performers of this node"),
        (one.order == "one-by-one" and rule != "all", "one-by-one goes with tongban:rule=“all” only"),
        (one.order == "one-by-one" and len(one.performers) < 2, "one-by-one needs several performers, in their order"),
        (one.nobody == "skip" and said.get("act") != "review", "only a review may be skipped when nobody is there"),
        (one.nobody == "skip" and len(one.performers) > 1, "only a review with one performer may be skipped"),
        (one.hand.startswith("dispatch") and not one.dispatcher, f"{one.hand} needs tongban:dispatcher"),
        (one.dispatcher and not one.hand.startswith("dispatch"), "a dispatcher belongs to tongban:hand=“dispatch” or “dispatch-claim”"),
        (one.order == "one-by-one" and one.hand != "direct", "one-by-one goes with tongban:hand=“direct” only"),
        ("overdue" in said and "limit" not in said, "tongban:overdue needs tongban:limit"),
        (one.batch == "allow" and one.must, "what must be filled in is filled in for each case; remove tongban:batch or tongban:must"),
        (one.batch == "allow" and said.get("act") == "accept", "each application is accepted by itself; remove tongban:batch"),
        (set(one.hidden) & {*one.write, *one.must}, "what is hidden can neither be written nor be a must; remove it from one of them"),
        (len(set(one.performers)) < len(one.performers), "a performer is named twice"),
    )  # fmt: skip
    return [reason for wrong, reason in checks if wrong]
