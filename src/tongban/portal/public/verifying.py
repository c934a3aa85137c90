"""核验文书: whether a paper is real and still holds, and whether a file is that paper. Nothing personal is shown."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel.papers.queries import Paper, paper_by_code
from tongban.kernel.papers.rules import State, code_of, spaced
from tongban.ui.pieces import Fault

LONGEST_CODE = 40
LARGEST = 20 * 1024 * 1024
TONES = {State.VALID: "ok", State.SUPERSEDED: "soon", State.REVOKED: "late"}


@dataclass(frozen=True, slots=True)
class Compared:
    """比对结果: whether a file is the paper, and whether the paper still holds."""

    same: bool
    holds: bool

    @property
    def tone(self) -> str:
        """Return the colour of the answer."""
        if not self.same:
            return "late"
        return "ok" if self.holds else "soon"


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and lead to the paper's page."""
    typed = request.GET.get("code", "")[:LONGEST_CODE]
    code = code_of(typed)
    if code:
        return HttpResponseRedirect(reverse("public:verified", args=[code]))
    return _asked(request, typed, status=422 if typed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def verified(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a paper is and whether it holds, and compare a file with it, of which nothing is kept."""
    paper = paper_by_code(code)
    if paper is None:
        return _asked(request, code[:LONGEST_CODE], status=404)
    compared, faults = _compared(request, paper) if request.method == "POST" else (None, [])
    context = {
        "paper": paper,
        "code": spaced(paper.code),
        "tone": TONES[State(paper.state)],
        "holds": paper.state == State.VALID,
        "compared": compared,
        "faults": faults,
    }
    answer = render(request, "portal/public/verified.html", context, status=422 if faults else 200)
    answer["Cache-Control"] = "no-store"
    # Not no-referrer: the browser would then hide the origin of the form from us too.
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _asked(request: HttpRequest, typed: str, *, status: int) -> HttpResponse:
    words = gettext(
        "No paper has this verification code. It is printed beside the square code; please check each sign."
    )
    faults = [Fault("code", words)] if typed else []
    context = {"faults": faults, "typed": typed}
    return render(request, "portal/public/verify.html", context, status=status)


def _compared(request: HttpRequest, paper: Paper) -> tuple[Compared | None, list[Fault]]:
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile) or not upload.size:
        return None, [Fault("file", gettext("Please choose the file of the paper."))]
    if upload.size > LARGEST:
        words = gettext(
            "The file is larger than 20 MB. A paper is never that large; choose the right file."
        )
        return None, [Fault("file", words)]
    if not paper.composed:
        words = gettext(
            "The file of this paper is not made yet. Please try again in a few minutes."
        )
        return None, [Fault("file", words)]
    digest = sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    holds = paper.state == State.VALID
    return Compared(paper.matches(digest.hexdigest()), holds), []
