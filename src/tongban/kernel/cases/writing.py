"""填写的核对: answers put into a form by their paths, as far as the form takes them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.documents.queries import Document, documents_for, number_of
from tongban.kernel.forms.rules import Form, check, references, settled, titles
from tongban.kernel.forms.shapes import without_rows

CHINESE = "zh-hans"


def written(form: Form, values: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers with `fields` put in by their paths; refuse what the form does not take."""
    after: Any = dict(values)
    for path, value in fields.items():
        after = _put(after, path.split("."), value)
    faults = check(form, after, whole=True)
    if faults:
        _refused(form, [fault.path for fault in faults])
    return settled(form, after)


def _put(value: Any, path: list[str], new: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return `value` with `new` at the path; a row that is not there is none of the form."""
    if not path:
        return new
    name, rest = path[0], path[1:]
    if isinstance(value, list):
        if not name.isdecimal() or int(name) >= len(value):
            _refused(None, [name])
        return [_put(one, rest, new) if n == int(name) else one for n, one in enumerate(value)]
    kept = dict(value) if isinstance(value, Mapping) else {}
    if not rest and new in (None, ""):
        kept.pop(name, None)
    else:
        kept[name] = _put(kept.get(name), rest, new)
    if kept.get(name) == {}:
        del kept[name]
    return kept


def _refused(form: Form | None, paths: Iterable[str]) -> None:
    listed = list(paths)
    named = titles(form, {without_rows(one) for one in listed}, CHINESE) if form else []
    raise Refusal(
        "case.fields",
        "The form does not take what was filled in at {fields}. Please look at what is asked there and correct it.",
        fields="、".join(named or listed),
        paths=" ".join(listed),
    )


def files_in(
    form: Form, before: Mapping[str, Any], after: Mapping[str, Any], actor: str
) -> list[Document]:
    """Return the files that were added: the actor's own alone, so that none of the case comes to light by being named anew."""
    fresh = Counter(references(form, after)) - Counter(references(form, before))
    return documents_for(actor, map(number_of, fresh))
