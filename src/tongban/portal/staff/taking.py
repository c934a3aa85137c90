"""逐项收件: the materials of the guide one by one, with the file that the form asks for and how each was taken in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from tongban.kernel.cases.events import MaterialsTaken
from tongban.kernel.cases.labels import TAKEN
from tongban.kernel.cases.story import Story
from tongban.kernel.cases.taking import KNOWN, certificates_of, ways_of
from tongban.kernel.catalogue.queries import Material, MatterVersion
from tongban.kernel.forms.tree import Control, Part, Table, Tree
from tongban.portal.moments import today
from tongban.portal.staff.controls import Options
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.scene import chosen_from

PREFIX = "taken."


@dataclass(frozen=True, slots=True)
class Row:
    """材料一行: one material, how it was taken in, and the control of the form that asks for its file."""

    material: Material
    how: str
    ways: Options
    certificate: str
    file: Control | None = None

    @property
    def id(self) -> str:
        """Return the id of the control that says how it was taken in."""
        return f"taken-{self.material.key}"

    @property
    def name(self) -> str:
        """Return the name under which that is posted."""
        return f"{PREFIX}{self.material.key}"


@dataclass(frozen=True, slots=True)
class Taken:
    """收取的材料一行: a material by name, and how it was taken in, in words."""

    name: str
    words: str


def noted(posted: Posted) -> dict[str, str]:
    """Return what was chosen for each material; what was left open is left out."""
    found = {
        name.removeprefix(PREFIX): posted.text(name, 20)
        for name in posted.fields
        if name.startswith(PREFIX)
    }
    return {key: how for key, how in found.items() if how}


def rows_of(
    version: MatterVersion, party_id: int, tree: Tree, chosen: Mapping[str, str] | None
) -> tuple[list[Row], Tree]:
    """Return the materials with their file controls, and the tree without these.

    While nothing was chosen yet, what need not be handed in is known already.
    """
    files = _files(tree)
    certificates = certificates_of(party_id, on=today())
    rows = [_row(one, certificates, chosen, files) for one in version.materials.all()]
    moved = {row.file.id for row in rows if row.file is not None}
    parts = [replace(part, controls=_others(part, moved)) for part in tree.parts]
    return rows, replace(tree, parts=tuple(part for part in parts if part.controls))


def taken_lines(story: Story) -> list[Taken]:
    """Return how the materials of a case were taken in, each as it was noted last."""
    names = {one.key: one.name for one in story.version.materials.all()}
    events = [one.event for one in story.happened if isinstance(one.event, MaterialsTaken)]
    found = {each.material: each.how for event in events for each in event.taken}
    return [Taken(names.get(key, key), str(TAKEN[how])) for key, how in found.items()]


def _row(
    one: Material,
    certificates: Mapping[str, str],
    chosen: Mapping[str, str] | None,
    files: Mapping[str, Control],
) -> Row:
    ways = ways_of(one, certificates)
    known = KNOWN if one.exempt or one.name in certificates else ""
    how = known if chosen is None else chosen.get(one.key, "")
    number = certificates.get(one.name, "")
    words = gettext("valid certificate {number}").format(number=number) if number else ""
    return Row(one, how, chosen_from(TAKEN, *ways), words, files.get(one.key))


def _files(tree: Tree) -> dict[str, Control]:
    """Return the file questions of parts that are always asked, by the last part of their name."""
    return {
        one.name.rpartition(".")[2]: one
        for part in tree.parts
        if not part.when.name
        for one in part.controls
        if isinstance(one, Control) and one.kind == "file"
    }


def _others(part: Part, moved: Collection[str]) -> tuple[Control | Table, ...]:
    return tuple(one for one in part.controls if one.id not in moved)
