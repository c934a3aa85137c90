"""自带模板: the wording that the platform brings for each kind; an organ's own template goes before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from tongban.kernel.papers.rules import Kind

FOLDER = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Wording:
    """文书文字: title and text of a paper, before the facts are filled in."""

    title: str
    body: str


@cache
def shipped(kind: Kind) -> Wording:
    """Return the wording of the kind: the first line of its file is the title."""
    title, _, body = (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").partition("\n")
    return Wording(title.strip(), body.strip() + "\n")


@cache
def sample() -> Mapping[str, object]:
    """Return invented facts for a preview."""
    read = yaml.safe_load((FOLDER / "sample.yaml").read_text(encoding="utf-8"))
    return MappingProxyType(dict(read))
