"""样张: how a paper of a template would look, with invented facts; nothing is stored."""

from pathlib import Path

from django.conf import settings

from tongban.kernel.identity.queries import Organ
from tongban.kernel.papers.placeholders import PLACEHOLDERS
from tongban.kernel.papers.press.printing import Sheet, pictures_of
from tongban.kernel.papers.queries import numbering_of
from tongban.kernel.papers.rules import WORDS, Kind, number_text
from tongban.kernel.papers.shipped import Wording, sample
from tongban.kernel.papers.stamping import stamps
from tongban.kernel.papers.wording import clean, fault, filled

YEAR, RUNNING, DAY = 2026, 12, "2026年3月25日"


def preview(kind: Kind, organ: Organ, wording: Wording) -> list[bytes]:
    """Return the pages as PNG. Raises the `Refusal` that publishing would meet."""
    if (refusal := fault(kind, wording.title, wording.body)) is not None:
        raise refusal
    how = numbering_of(organ)
    number = number_text(
        how.pattern, organ=how.organ_word, word=WORDS[kind], year=YEAR, running=RUNNING
    )
    own = {"organ": organ.name, "number": number, "date": DAY}
    known = {name: value for name, value in sample().items() if name in PLACEHOLDERS[kind]}
    sheet = Sheet(
        organ=organ.name,
        number=number,
        title=wording.title,
        date=DAY,
        blocks=filled(wording.body, clean({**known, **own})),
        code="AAAA-AAAA-AAAA-AAAA",
        verify_url=f"{settings.TONGBAN_ADDRESS}/verify/",
        seal=stamps.current().drawn(organ.name),
        watermark="样张",
    )
    return pictures_of(sheet, fonts=Path(settings.TONGBAN_TYPE))
