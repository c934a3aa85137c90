"""办理程序: what one procedure allows from which state, and what it brings about."""

from collections.abc import Mapping
from dataclasses import dataclass

from tongban.standards.parameters import Reference

SAME = "same"
"""The target of a move that leaves the state as it is."""
NEW = "new"


@dataclass(frozen=True, slots=True)
class Move:
    """状态迁移: a verb, the states from which it may be done, and the state that it leads to."""

    verb: str
    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """办理程序. `extension` and `delivery` name legal numbers or are empty; `telephone` lets it be asked for by telephone; `papers` maps what happened to a kind of paper.

    `outcomes` maps `granted`, `refused` or `answered` to what this procedure calls it, by language (`zh`, `en`).
    """

    name: str
    title: str
    english: str
    meaning: str
    law: tuple[Reference, ...]
    clock: bool
    silence_accepts: bool
    extension: str
    delivery: str
    statutory_pauses: bool
    telephone: bool
    outcomes: Mapping[str, Mapping[str, str]]
    papers: Mapping[str, str]
    moves: Mapping[str, Move]

    def allows(self, verb: str, state: str) -> bool:
        """Tell whether the verb may be done on a case in that state."""
        move = self.moves.get(verb)
        return move is not None and state in move.sources

    def after(self, verb: str, state: str) -> str:
        """Return the state that the verb leads to from `state`."""
        target = self.moves[verb].target
        return state if target == SAME else target

    def outcome(self, outcome: str, language: str) -> str:
        """Return what the procedure calls an outcome; the outcome itself where it has no name for it."""
        names = self.outcomes.get(outcome, {})
        return names.get("zh" if language.startswith("zh") else "en", outcome)
