"""占位项: which facts a paper of each kind may name, and the columns of its tables."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tongban.kernel.papers.rules import Kind

COMMON = (
    "organ", "applicant", "matter", "case_number", "number", "date", "received_on", "accepted_on", "happened",
    "promised_on", "statutory_on", "procedure_name", "query_code", "hash", "seal", "contact", "law",
)  # fmt: skip
CERTIFICATE = ("certificate_number", "valid_from", "valid_to")
OWN: Mapping[Kind, Sequence[str]] = MappingProxyType(
    {
        Kind.MATERIAL_RECEIPT: ("materials",),
        Kind.ACCEPTANCE: ("materials",),
        Kind.SUPPLEMENT: ("items", "until", "reasons"),
        Kind.NON_ACCEPTANCE: ("reasons", "right_organ", "remedies", "items"),
        Kind.NOT_NEEDED: ("reasons", "right_organ", "remedies"),
        Kind.SPECIAL_PROCEDURE: ("ground", "reasons", "needed_days", "announced_until", "new_due"),
        Kind.EXTENSION: ("extension_days", "reasons", "new_due"),
        Kind.HEARING: ("reasons", "until", "items"),
        Kind.HEARING_NOTICE: ("time", "place", "chair", "reasons"),
        Kind.GRANT: ("reasons", "remedies", *CERTIFICATE),
        Kind.REFUSAL: ("reasons", "remedies", "items"),
        Kind.TERMINATION: ("ground", "reasons", "remedies"),
        Kind.PROOF_OF_SERVICE: ("recipient", "mode", "proof", "items", "place", "time"),
        Kind.PROCESS_SHEET: ("opinions", "materials", "remedies"),
        Kind.RESULT: ("reasons", "remedies", *CERTIFICATE),
        Kind.RESULT_REFUSED: ("reasons", "remedies", "items"),
        Kind.RETURNED: ("items", "until", "reasons", "remedies"),
        Kind.DEEMED_ACCEPTANCE: ("materials", "reasons"),
        Kind.DEEMED_RENEWAL: ("reasons", *CERTIFICATE),
        Kind.REVOCATION: ("ground", "reasons", "remedies", *CERTIFICATE),
        Kind.CANCELLATION: ("ground", "reasons", "remedies", *CERTIFICATE),
        Kind.CORRECTION: ("items", "reasons"),
    }
)
PLACEHOLDERS: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {kind: frozenset({*COMMON, *own}) for kind, own in OWN.items()}
)
# Column, what its head says, relative width. The first column, a running number, is added.
TABLES: Mapping[str, Sequence[tuple[str, str, int]]] = MappingProxyType(
    {
        "materials": (
            ("name", "材料名称", 8),
            ("kind", "类型", 3),
            ("copies", "份数", 2),
            ("original", "提交形式", 3),
        ),
        "opinions": (
            ("step", "环节", 4),
            ("organ", "部门", 4),
            ("by", "办理人", 3),
            ("outcome", "结果", 3),
            ("at", "时间", 5),
            ("words", "意见", 7),
        ),
    }
)
