"""Setting sheets of labels with Typst: a square code and three lines each, 24 on an A4 sheet."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typst

from tongban.kernel.papers.press.printing import square_of, type_of

SOURCE = Path(__file__).with_name("labels.typ")


@dataclass(frozen=True, slots=True)
class Label:
    """标签: the register, what the thing is called, the organ that keeps it, and the address behind the square code."""

    title: str
    key: str
    organ: str
    address: str


def labels_of(labels: Sequence[Label], *, fonts: Path, at: datetime) -> bytes:
    """Return the labels as PDF, to be printed on sheets of 3 by 8; `at` is the instant that the file names as its making."""
    data = [
        {
            "title": each.title,
            "key": each.key,
            "organ": each.organ,
            "square": square_of(each.address),
        }
        for each in labels
    ]
    return typst.compile(
        SOURCE,
        root=SOURCE.parent,
        font_paths=type_of(fonts),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"labels": json.dumps(data, ensure_ascii=False)},
        timestamp=int(at.timestamp()),
    )
