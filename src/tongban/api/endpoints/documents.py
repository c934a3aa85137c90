"""附件: uploading the files that the answers of a form refer to."""

from typing import Annotated, Any
from uuid import uuid4

from ninja import Query, Router
from ninja.responses import Status

from tongban.api.door import LARGEST_FILE
from tongban.api.keys import Asking, act_of
from tongban.api.operations import READS_BODY, operation
from tongban.api.rules import Scope
from tongban.api.shapes.papers import FileOut
from tongban.kernel.documents.actions import keep
from tongban.kernel.documents.rules import MEDIA_TYPES

TAG = "Cases 办件"
FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
router = Router()
_declared = operation(Scope.CASES_SUBMIT, {201: FileOut}, *READS_BODY, tag=TAG)
_declared["openapi_extra"] |= FILE


@router.post("", **_declared)
def upload_file(
    request: Asking,
    name: Annotated[str, Query(min_length=1, max_length=200, description="Name of the file.")],
) -> Status[FileOut]:
    """上传附件: upload a file, its bytes as the body; what no case uses within a day is cleared away.

    PDF, JPEG, PNG, DOCX, XLSX or OFD by content, 20 MB at most.
    """
    act = act_of(request.auth, key=uuid4().hex)
    kept = keep(request, name=name, act=act, allowed=tuple(MEDIA_TYPES), max_bytes=LARGEST_FILE)
    answer = FileOut(
        reference=kept.reference,
        name=kept.name,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
    )
    return Status(201, answer)
