"""附件: the files of one posted step, kept as they arrive."""

from collections.abc import Mapping

from django.http import HttpRequest

from tongban.kernel import Act, Refusal
from tongban.kernel.documents.actions import keep
from tongban.kernel.forms.rules import Fault, Form
from tongban.kernel.forms.shapes import without_rows

MEGABYTE = 1024 * 1024


def kept_files(request: HttpRequest, form: Form, act: Act) -> tuple[dict[str, str], list[Fault]]:
    """Store each posted file of a file question; return the references by question, and a fault for each refused one."""
    rules = {field.path: field.file for field in form.fields() if field.file is not None}
    stored: dict[str, str] = {}
    faults: list[Fault] = []
    for name, upload in request.FILES.items():
        rule = rules.get(without_rows(name))
        if rule is None or isinstance(upload, list):
            continue
        try:
            document = keep(
                upload,
                name=upload.name or "",
                act=act,
                allowed=rule.types,
                max_bytes=rule.max_mb * MEGABYTE,
            )
            stored[name] = document.reference
        except Refusal as refusal:
            faults.append(Fault(name, refusal.words, _facts(refusal)))
    return stored, faults


def _facts(refusal: Refusal) -> Mapping[str, str | int]:
    return {
        name: fact if isinstance(fact, int) else str(fact) for name, fact in refusal.facts.items()
    }
