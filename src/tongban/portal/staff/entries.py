"""表单填写项: the entries of a case's form, to be asked for anew or put right, and what was typed for one of them."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import get_language

from tongban.kernel import Refusal
from tongban.kernel.cases.forming import correctable
from tongban.kernel.cases.story import Story
from tongban.kernel.catalogue.queries import Material
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.rules import Field, Json, Kind
from tongban.portal.staff.controls import Options


def entries(story: Story) -> list[tuple[str, Field]]:
    """Return the entries of the form that can be typed, each with the title of its section."""
    language = get_language() or ""
    typed = correctable(story.form)
    return [
        (section.title.say(language), field)
        for section in story.form.sections
        for field in section.fields
        if field.path in typed
    ]


def _asked(story: Story) -> forms.Form:
    """Return the form as the applicant was asked it, without what the reader is not shown."""
    return replace(story.form, sections=tuple(one for one in story.form.sections if not one.office))


def entry_options(story: Story) -> Options:
    """Return the entries by path, as the choices of a form."""
    language = get_language() or ""
    return [(one.path, f"{title} · {one.title.say(language)}") for title, one in entries(story)]


def point_options(story: Story, materials: Sequence[Material]) -> Options:
    """Return what can be missing, materials first, then the entries of the form, by the key that a demand names."""
    language = get_language() or ""
    found = {one.key: one.name for one in materials if not one.exempt}
    form = _asked(story)
    for section in form.sections:
        for field in section.fields:
            found.setdefault(field.name, field.title.say(language))
    return list(found.items())


def is_personal(story: Story, path: str) -> bool:
    """Tell whether the answer to an entry is personal data."""
    return any(one.personal for _, one in entries(story) if one.path == path)


def typed_value(story: Story, path: str, text: str) -> Json:
    """Return what was typed for an entry as the form keeps it, a choice by its title too; refuse what it cannot be."""
    field = next((one for _, one in entries(story) if one.path == path), None)
    if field is None:
        raise Refusal("portal.no_entry", "Please choose an entry of the form.")
    if not text:
        raise Refusal("portal.no_value", "Please enter what the entry is to say, and submit again.")
    section, _, name = path.partition(".")
    form = _asked(story)
    read = forms.read(form, {path: [_coded(field, text)]}, files={}, step=section)
    answers = read.values[section]
    value = answers.get(name) if isinstance(answers, dict) else None
    if read.faults or value is None:
        raise Refusal(
            "portal.bad_value",
            "The entry {entry} cannot say this. Please look at the form and enter it as it is asked there.",
            entry=field.title.say(get_language() or ""),
        )
    return value


def _coded(field: Field, text: str) -> str:
    """Return the code of an answer that was typed in words."""
    yes_no = {"是": "true", "否": "false", "yes": "true", "no": "false"}
    titles = {title: one.value for one in field.choices for title in (one.title.zh, one.title.en)}
    return titles.get(text) or (
        yes_no.get(text.lower(), text) if field.kind is Kind.YES_NO else text
    )
