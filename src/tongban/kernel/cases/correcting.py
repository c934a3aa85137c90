"""更正的说法: an entry of the form and its answers in words, and the sentence of a notice of correction."""

from django.utils.translation import gettext, override

from tongban.kernel.cases.forming import form_of
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.forms.rules import Field, Json, Voice, answer_said

CHINESE = "zh-hans"


def title_of(version: MatterVersion, path: str, language: str) -> str:
    """Return the title of an entry; the path where the form has none of it."""
    field = _field(version, path)
    return path if field is None else field.title.say(language)


def words_of(version: MatterVersion, path: str, value: Json, language: str) -> str:
    """Return an answer in the words of the form: the title of a choice, not its code."""
    field = _field(version, path)
    if field is None:
        return "" if value is None else str(value)
    with override(language):
        return answer_said(field, value, language, Voice(say=gettext))


def said_of(version: MatterVersion, path: str, old: Json, new: Json) -> str:
    """Return by which sentence a notice names what was put right, in Chinese as all papers are."""
    before, after = (words_of(version, path, one, CHINESE) for one in (old, new))
    return f"{title_of(version, path, CHINESE)}：由“{before}”更正为“{after}”"


def _field(version: MatterVersion, path: str) -> Field | None:
    return form_of(version).at(path) if version.form is not None else None
