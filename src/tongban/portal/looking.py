"""查阅: a file of a case as an answer, shown inside the page or to be saved, and the look at it logged."""

from django.http import FileResponse, Http404, HttpResponse

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.queries import Case
from tongban.kernel.documents.actions import hand_out
from tongban.kernel.documents.queries import open_document
from tongban.kernel.documents.rules import safe_headers, shown_headers
from tongban.portal.refusals import spoken

GONE = 410


def looked_at(
    case: Case, document_id: int, act: Act, *, save: bool = False
) -> HttpResponse | FileResponse:
    """Return a file of a case that the reader was found to see: to be shown, or to be saved. The log keeps who looked.

    One that was erased answers 410 and says on which day.
    """
    try:
        kept = hand_out(document_id, act, subject=f"case/{case.number}", home=case.home)
        content = open_document(kept)
    except Refusal as refusal:
        if refusal.code == "documents.erased":
            return HttpResponse(
                spoken(refusal), status=GONE, content_type="text/plain; charset=utf-8"
            )
        raise Http404 from None
    headers = safe_headers if save else shown_headers
    answer = FileResponse(content)
    given = headers(name=kept.name, media_type=kept.media_type, size=kept.size)
    for name, value in given.items():
        answer[name] = value
    return answer
