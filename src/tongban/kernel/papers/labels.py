"""The words people read for kinds and states of papers and of templates."""

from django.utils.translation import gettext_lazy as _

from tongban.kernel.papers.rules import Kind, Stage, State

KINDS = {
    Kind.MATERIAL_RECEIPT.value: _("Receipt for materials"),
    Kind.ACCEPTANCE.value: _("Notice of acceptance"),
    Kind.SUPPLEMENT.value: _("Request for supplements"),
    Kind.NON_ACCEPTANCE.value: _("Decision not to accept"),
    Kind.NOT_NEEDED.value: _("Notice that no licence is needed"),
    Kind.SPECIAL_PROCEDURE.value: _("Notice of a special procedure"),
    Kind.EXTENSION.value: _("Notice of extension"),
    Kind.HEARING.value: _("Notice of the right to a hearing"),
    Kind.HEARING_NOTICE.value: _("Summons to a hearing"),
    Kind.GRANT.value: _("Decision to grant the licence"),
    Kind.REFUSAL.value: _("Decision to refuse the licence"),
    Kind.TERMINATION.value: _("Notice of termination"),
    Kind.PROOF_OF_SERVICE.value: _("Proof of service"),
    Kind.PROCESS_SHEET.value: _("Process sheet"),
    Kind.RESULT.value: _("Notice of the result"),
    Kind.RESULT_REFUSED.value: _("Decision not to handle"),
    Kind.RETURNED.value: _("Notice of return"),
    Kind.DEEMED_ACCEPTANCE.value: _("Notice of deemed acceptance"),
    Kind.DEEMED_RENEWAL.value: _("Notice of deemed renewal"),
    Kind.REVOCATION.value: _("Decision to revoke the licence"),
    Kind.CANCELLATION.value: _("Decision to cancel the licence"),
    Kind.CORRECTION.value: _("Notice of correction"),
}
STATES = [
    (State.VALID.value, _("Valid")),
    (State.SUPERSEDED.value, _("Superseded")),
    (State.REVOKED.value, _("Revoked")),
]
STAGES = [
    (Stage.DRAFT.value, _("Draft")),
    (Stage.PUBLISHED.value, _("In use")),
    (Stage.RETIRED.value, _("No longer in use")),
]

# What a keeper reads beside the places of a template.
FACTS = {
    "organ": _("the organ that issues the paper"),
    "applicant": _("name of the applicant"),
    "matter": _("name of the matter"),
    "case_number": _("number of the case"),
    "number": _("number of the paper"),
    "date": _("day of the paper"),
    "received_on": _("day of receipt"),
    "accepted_on": _("day of acceptance"),
    "happened": _("day on which it happened"),
    "promised_on": _("promised end"),
    "statutory_on": _("statutory end"),
    "procedure_name": _("kind of the procedure"),
    "query_code": _("query code of the case"),
    "hash": _("hash of the log at that moment"),
    "seal": _("newest seal of the log at that moment, number and hash"),
    "contact": _("whom to ask"),
    "law": _("legal basis of the matter"),
    "items": _("points, on a line alone a numbered list"),
    "reasons": _("reasons"),
    "remedies": _("how and until when one may appeal"),
    "right_organ": _("the competent organ"),
    "ground": _("legal ground"),
    "needed_days": _("days needed"),
    "announced_until": _("announced last day"),
    "new_due": _("new end of the limit"),
    "extension_days": _("working days of the extension"),
    "until": _("last day to act"),
    "time": _("when it takes place"),
    "place": _("where it takes place"),
    "chair": _("who presides"),
    "recipient": _("who received it"),
    "mode": _("way of delivery"),
    "proof": _("proof of the delivery"),
    "certificate_number": _("number of the certificate"),
    "valid_from": _("valid from (day)"),
    "valid_to": _("last valid day (certificate)"),
    "materials": _("table of the materials"),
    "opinions": _("table of the steps and opinions"),
}
