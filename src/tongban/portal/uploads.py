"""附件: the files of one posted step, kept as they arrive; pictures of several pages become one PDF."""

from collections.abc import Mapping, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from tongban.kernel import Act, Refusal
from tongban.kernel.documents.actions import keep, keep_pictures
from tongban.kernel.documents.queries import Document
from tongban.kernel.forms.rules import Fault, Form
from tongban.kernel.forms.shapes import FileRule, without_rows

MEGABYTE = 1024 * 1024
JPEG = b"\xff\xd8\xff"


def kept_files(request: HttpRequest, form: Form, act: Act) -> tuple[dict[str, str], list[Fault]]:
    """Store what was posted for each file question; return the references by question, and a fault for each refused."""
    rules = {field.path: field.file for field in form.fields() if field.file is not None}
    stored: dict[str, str] = {}
    faults: list[Fault] = []
    for name, uploads in request.FILES.lists():
        rule = rules.get(without_rows(name))
        if rule is None:
            continue
        try:
            stored[name] = _kept(uploads, rule, act).reference
        except Refusal as refusal:
            faults.append(Fault(name, refusal.words, _facts(refusal)))
    return stored, faults


def _kept(uploads: "Sequence[UploadedFile[bytes]]", rule: FileRule, act: Act) -> Document:
    """Keep the file as it is; several pictures, or one where only a PDF will do, as the pages of a PDF."""
    name, most = uploads[-1].name or "", rule.max_mb * MEGABYTE
    alone = len(uploads) == 1 and ("jpg" in rule.types or not _is_jpeg(uploads[0]))
    if alone or "pdf" not in rule.types:
        return keep(uploads[-1], name=name, act=act, allowed=rule.types, max_bytes=most)
    title = (uploads[0].name or "").rpartition(".")[0]
    return keep_pictures(uploads, name=f"{title}.pdf", act=act, max_bytes=most)


def _is_jpeg(upload: "UploadedFile[bytes]") -> bool:
    head = upload.read(len(JPEG))
    upload.seek(0)
    return bool(head == JPEG)


def _facts(refusal: Refusal) -> Mapping[str, str | int]:
    return {
        name: fact if isinstance(fact, int) else str(fact) for name, fact in refusal.facts.items()
    }
