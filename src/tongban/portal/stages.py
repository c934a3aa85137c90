"""办理步骤: the steps of an application with what is done, and the check at their end."""

from collections.abc import Sequence

from django.utils.translation import get_language, gettext

from tongban.kernel.forms import rules as forms
from tongban.portal.applications import Application
from tongban.ui.pieces import Stage

CHECK = "check"


def stages(one: Application, current: str) -> list[Stage]:
    """Return every step, to be opened at any time, and the check, to be opened once all of them are done."""
    steps = form_steps(one, current)
    ready = all(step.done for step in steps)
    url = one.check_url if ready else ""
    return [*steps, Stage(gettext("Check and send"), url, current=current == CHECK)]


def form_steps(one: Application, current: str = "") -> Sequence[Stage]:
    """Return the steps of the form; one is done when it was opened and nothing in it is wrong."""
    language = get_language() or ""
    return [
        Stage(
            name=section.title.say(language),
            url=one.step_url(section.name),
            done=_is_done(one, section.name),
            current=section.name == current,
        )
        for section in one.sections
    ]


def _is_done(one: Application, name: str) -> bool:
    values = one.draft.values
    return name in values and not forms.check_step(one.form, values, name)
