"""重新申请: an ended case's applicant begins a new application from it, with what still fits filled in already."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from tongban.kernel import Refusal
from tongban.kernel.cases.again import Again, again_of, laid_over
from tongban.kernel.clock import day_of
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.actions import start_draft
from tongban.kernel.forms.queries import OpenDraft, open_drafts
from tongban.kernel.forms.rules import Filled, Json, Kind, Left
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.knowing import own_values
from tongban.kernel.parties.queries import Party, party_of
from tongban.kernel.parties.rules import REGISTER
from tongban.portal.applications import VERSION, step_url
from tongban.portal.moments import today
from tongban.portal.public.choosing import AGAIN
from tongban.portal.public.drafting import DOOR, not_an_applicant
from tongban.portal.public.mine import own_case
from tongban.portal.public.said import clauses
from tongban.portal.refusals import spoken
from tongban.portal.visitors import act_of, behind_the_door, signed_in
from tongban.portal.wording import listed

UNTOLD = frozenset({Kind.TABLE, Kind.FILE})
"""What the form does not say of from where it is known: its rows and files speak for themselves."""


@behind_the_door
@require_POST
def again(request: HttpRequest, number: str) -> HttpResponse:
    """重新申请: begin a new application from the ended case, or go on with the one that was begun; say what was left out."""
    person = signed_in(request)
    case, party = own_case(person, number), party_of(person)
    back = HttpResponseRedirect(reverse("public:own", args=[case.number]))
    if party is None:
        messages.error(request, spoken(not_an_applicant()))
        return back
    try:
        found = again_of(case.number, person, on=today())
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
        return back
    key = request.POST.get("key", "")[:100] or uuid4().hex
    left = left_in_words(found.answers.left)
    messages.success(
        request, gettext("Filled in from your application {number}.").format(number=case.number)
    )
    if left:
        messages.warning(request, left)
    return HttpResponseRedirect(step_url(_draft(found, person, party, key=key), door=DOOR))


def left_in_words(left: Sequence[Left]) -> str:
    """Name the answers that did not go over, by why; empty where all did."""
    language = get_language() or ""
    said = {
        "gone": gettext("not asked for any more: {fields}"),
        "other": gettext("asked for in another way now: {fields}"),
        "wrong": gettext("not taken as they were: {fields}"),
    }
    parts = [
        words.format(fields=listed(one.title.say(language) for one in left if one.why == why))
        for why, words in said.items()
        if any(one.why == why for one in left)
    ]
    if not parts:
        return ""
    return gettext("The form has changed. Not filled in: {parts}.").format(parts=clauses(*parts))


def _draft(found: Again, person: Person, party: Party, *, key: str) -> OpenDraft:
    """Return the draft that takes the case up, begun now if it was not; what the register vouches for goes first."""
    earlier = found.earlier
    about = f"{earlier.purpose}/{earlier.certificate}/" if earlier.certificate else ""
    purpose = f"{about}{AGAIN}{earlier.number}/{VERSION}{found.version.pk}"
    for draft in open_drafts(person.actor_id):
        if draft.purpose == purpose:
            return draft
    form = forms.form(found.version.form or {})
    sure = {name: one for name, one in own_values(party).items() if one.source == REGISTER}
    known: Mapping[str, Json] = {name: str(one.value) for name, one in sure.items()}
    origins = {name: (one.source, one.since.isoformat()) for name, one in sure.items()}
    return start_draft(
        act_of(person, key=key),
        purpose=purpose,
        values=laid_over(found.answers.values, forms.prefilled(form, known)),
        filled={**_filled(found, form), **forms.filled_in(form, known, origins)},
    )


def _filled(found: Again, form: forms.Form) -> dict[str, Filled]:
    """Return from where the answers are known, for each question that says so."""
    source = f"case/{found.earlier.number}"
    since = day_of(found.earlier.submitted_at).isoformat()
    told: dict[str, Filled] = {}
    for section in form.sections:
        answers = found.answers.values.get(section.name)
        for field in section.fields:
            value = answers.get(field.name) if isinstance(answers, dict) else None
            if value is not None and field.kind not in UNTOLD:
                told[field.path] = Filled(value, source, since)
    return told
