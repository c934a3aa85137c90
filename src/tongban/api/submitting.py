"""提交申请: from what a program sent to the command that opens a case."""

from collections.abc import Sequence

from django.utils.translation import get_language, gettext

from tongban.api.moments import today
from tongban.api.problems import Faulty, not_found
from tongban.api.queries import Client
from tongban.api.rules import PartyPower
from tongban.api.shapes.cases import CaseIn
from tongban.api.standing import empowered
from tongban.kernel import Act, Refusal
from tongban.kernel.cases.actions import Intake, Receipt, submit
from tongban.kernel.cases.forming import form_of
from tongban.kernel.cases.queries import case_by_id
from tongban.kernel.cases.queries.keys import CommandKey, first_use
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id, version_in_force
from tongban.kernel.forms.rules import check
from tongban.kernel.forms.shapes import without_rows
from tongban.kernel.parties.queries import Party, party_by_number


def handed_in(client: Client, body: CaseIn, act: Act) -> Receipt:
    """Hand the application in, or answer a repeated key as the first time, whatever was revised since."""
    used = first_use(client.actor_id, act.key)
    version = _version_then(used, body) if used else version_in_force(body.matter_id, on=today())
    if version is None:
        raise not_found()
    if used is None:
        _checked(version, body)
    party = _party(body)
    empowered(client, PartyPower.SUBMIT, act="提交申请", party=party.pk)
    intake = Intake(
        version=version.pk,
        party=party.pk,
        values=body.values,
        channel=body.channel,
        received_on=body.received_on or today(),
        ground=body.ground,
        purpose=body.purpose,
        certificate=body.certificate,
        delivery=body.delivery,
    )
    return submit(intake, act)


def _version_then(used: CommandKey, body: CaseIn) -> MatterVersion | None:
    """Return the version that the key was first used for; refuse the same key for another matter or another verb."""
    case = case_by_id(used.home, used.case_id)
    if used.verb != "submit" or case.matter != body.matter_id:
        raise Refusal(
            "case.key", "This key was used for another command. Please load the page again."
        )
    return version_by_id(case.version)


def _party(body: CaseIn) -> Party:
    party = party_by_number(body.applicant.number_kind, body.applicant.number)
    if party is None:
        raise Refusal(
            "api.no_party",
            "Nobody is registered under this number. Register the applicant first.",
        )
    return party


def _checked(version: MatterVersion, body: CaseIn) -> None:
    """Refuse answers that the form does not take, each fault named."""
    if version.form is None:
        return
    faults = faults_of(version, body)
    if faults:
        words = "The form is not complete. Please go back to the fields that are marked."
        raise Faulty(Refusal("case.form", words), faults)


def faults_of(version: MatterVersion, body: CaseIn) -> Sequence[tuple[str, str]]:
    """Return what is wrong with the answers, as (field, words)."""
    form = form_of(version)
    language = get_language() or ""
    titles = {field.path: field.title.say(language) for field in form.fields()}
    return [
        (
            f"values.{fault.path}",
            gettext(fault.words).format(
                **{"title": titles.get(without_rows(fault.path), fault.path), **fault.facts}
            ),
        )
        for fault in check(form, body.values, whole=True)
    ]
