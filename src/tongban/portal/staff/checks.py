"""原件核验: how each material of a case compares with its original."""

from collections.abc import Sequence
from dataclasses import dataclass

from tongban.kernel.cases.events import MaterialChecked, MaterialsTaken
from tongban.kernel.cases.labels import VERDICTS
from tongban.portal.staff.controls import Options, Tried
from tongban.portal.staff.scene import Scene, chosen_from

SEEN = ("seen", "copy")
TONES = {"same": "ok", "different": "late", "not_shown": "soon"}


@dataclass(frozen=True, slots=True)
class Check:
    """核验一行: one material, its verdict so far."""

    key: str
    name: str
    verdict: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Checks:
    """原件核验: the materials, and what the reader needs to note a verdict; `item` is 0 for who only reads."""

    rows: Sequence[Check]
    verdicts: Options
    item: int
    version: int
    fault: str


def checks(scene: Scene, tried: Tried | None) -> Checks | None:
    """Return the list of materials to be compared; `None` where there is nothing to compare or to tell."""
    found = verdicts_of(scene)
    rows = [
        Check(
            one.key,
            one.name,
            found.get(one.key, ""),
            str(VERDICTS.get(found.get(one.key, ""), "")),
            TONES.get(found.get(one.key, ""), ""),
        )
        for one in scene.materials
        if not one.exempt
    ]
    may = scene.task is not None and scene.task.act == "accept"
    if not rows or not (may or found):
        return None
    task = scene.task if may else None
    fault = tried.fault if tried is not None and tried.verb == "check_materials" else ""
    item, version = (task.item, task.version) if task is not None else (0, 0)
    return Checks(rows, chosen_from(VERDICTS), item, version, fault)


def verdicts_of(scene: Scene) -> dict[str, str]:
    """Return the last verdict on each material; an original seen at the intake agreed with what was handed in."""
    found: dict[str, str] = {}
    for one in scene.story.happened:
        if isinstance(one.event, MaterialsTaken):
            found |= {each.material: "same" for each in one.event.taken if each.how in SEEN}
        elif isinstance(one.event, MaterialChecked):
            found[one.event.material] = one.event.verdict
    return found
