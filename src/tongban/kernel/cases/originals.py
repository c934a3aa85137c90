"""原件名称: what is written on the original papers of a case; personal as it often is, it stands in the contents."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tongban.kernel.cases.contents import bodies
from tongban.kernel.cases.events import CaseEvent, OriginalsTaken
from tongban.kernel.cases.models import Original
from tongban.kernel.cases.state import State
from tongban.kernel.catalogue.queries import MatterVersion

Texts = Mapping[int, Mapping[str, Any]]


def with_names(state: State, texts: Texts, version: MatterVersion) -> State:
    """Return the state with its originals called by name, or by their material where the name was erased."""
    if not state.originals:
        return state
    materials = {each.key: each.name for each in version.materials.all()}
    named = {
        one.id: replace(
            one,
            name=one.name or _name(texts, one.names, one.id) or materials.get(one.material, ""),
        )
        for one in state.originals.values()
    }
    return replace(state, originals=named)


def named(event: CaseEvent, state: State) -> CaseEvent:
    """Return the event with the originals that it lists called as the state calls them."""
    if not isinstance(event, OriginalsTaken):
        return event
    listed = (replace(one, name=state.originals[one.id].name) for one in event.originals)
    return replace(event, originals=tuple(listed))


def name_of(original: Original, version: MatterVersion | None) -> str:
    """Return what one original paper is called, or its material where the name was erased."""
    texts = bodies(original.home, original.case_id, [original.names] if original.names else [])
    name = original.name or _name(texts, original.names, original.id)
    materials = version.materials.all() if version is not None and not name else ()
    return name or next((one.name for one in materials if one.key == original.material), "")


def _name(texts: Texts, content: int | None, original: int) -> str:
    return str(texts.get(content or 0, {}).get("names", {}).get(str(original), ""))
