"""What templates say to people: `translate`, `blocktranslate` and `_()`, as Django itself reads them."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

from tongban.project.messages.entries import Entry
from tongban.project.messages.from_python import CALLS

TEXT = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?<!\w)(n?p?gettext|_)\(\s*({TEXT}(?:\s*,\s*{TEXT})*)", re.DOTALL)


def entries(path: Path) -> set[Entry]:
    """Return what the template says."""
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return {_entry(name, arguments) for name, arguments in CALL.findall(source)}


def _entry(name: str, arguments: str) -> Entry:
    texts = [str(ast.literal_eval(text)) for text in re.findall(TEXT, arguments, re.DOTALL)]
    return Entry(**dict(zip(CALLS[name], texts, strict=True)))
