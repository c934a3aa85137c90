"""文书成稿: the PDF of a paper is made once, from its template and the facts of its case."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tongban.kernel import Act
from tongban.kernel.documents.actions import keep, use
from tongban.kernel.documents.queries import Document
from tongban.kernel.identity.queries import PLATFORM
from tongban.kernel.ledger.actions import append
from tongban.kernel.papers.actions.issuing import locked
from tongban.kernel.papers.events import PaperComposed, entry
from tongban.kernel.papers.models import Paper
from tongban.kernel.papers.press.printing import RoundSeal, Sheet, pdf_of
from tongban.kernel.papers.queries import template_in_use
from tongban.kernel.papers.rules import Kind, long_day, spaced
from tongban.kernel.papers.shipped import Wording, shipped
from tongban.kernel.papers.stamping import stamps
from tongban.kernel.papers.wording import clean, filled

LARGEST = 20 * 2**20


@transaction.atomic
def compose(paper_id: int, facts: Mapping[str, object], act: Act) -> Paper:
    """文书成稿: make the PDF once, with the template in use now; a second call returns what the first one made."""
    row = locked(paper_id)
    if row.composed:
        return row
    template = template_in_use(row.kind, row.organ)
    wording = Wording(template.title, template.body) if template else shipped(Kind(row.kind))
    stamp = stamps.current()
    sheet = _sheet(row, wording, facts, stamp.drawn(row.organ.name))
    made = stamp.signed(
        pdf_of(sheet, fonts=Path(settings.TONGBAN_TYPE), at=row.issued_at), organ=row.organ.name
    )
    row.template, row.document = template, _kept(row, wording.title, made, act)
    row.sha256 = sha256(made).hexdigest()
    row.save(update_fields=["template", "document", "sha256"])
    used = template.pk if template else None
    event = PaperComposed(row.pk, row.document.pk, row.sha256, used)
    append([entry(event, act, home=row.home)])
    return row


def verify_address(code: str) -> str:
    """Return the address that the square code of a paper leads to."""
    return f"{settings.TONGBAN_ADDRESS}/verify/{code}/"


def _sheet(
    row: Paper, wording: Wording, facts: Mapping[str, object], seal: RoundSeal | None
) -> Sheet:
    own = {"organ": row.organ.name, "number": row.number, "date": long_day(row.issued_on)}
    return Sheet(
        organ=own["organ"],
        number=row.number,
        title=wording.title,
        date=own["date"],
        blocks=filled(wording.body, clean({**facts, **own})),
        code=spaced(row.code),
        verify_url=verify_address(row.code),
        seal=seal,
    )


def _kept(row: Paper, title: str, made: bytes, act: Act) -> Document:
    platform = Act(PLATFORM, act.organ, act.at, act.key)
    document = keep(
        BytesIO(made),
        name=f"{title} {row.number}.pdf",
        act=platform,
        allowed={"pdf"},
        max_bytes=LARGEST,
    )
    use([document.pk], platform, subject=row.subject)
    return document
