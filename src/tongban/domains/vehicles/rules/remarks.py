"""疑点: what makes a record doubtful; it is booked all the same, and kept out of averages until somebody confirms it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tongban.domains.vehicles.rules.words import FLAGS


@dataclass(frozen=True, slots=True)
class Remark:
    """疑点: a code for programs, and the facts that its sentence names."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The sentence in English, with the places for the facts, as a door translates it."""
        return FLAGS[self.code]

    def __str__(self) -> str:
        """Return the sentence in English with the facts filled in."""
        return self.words.format(**self.facts)


def remark(code: str, **facts: object) -> Remark:
    """Return a remark; the facts are written out, numbers without zeros at the end."""
    return Remark(code, {name: str(value) for name, value in facts.items()})
