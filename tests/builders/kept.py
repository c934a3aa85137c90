"""Files as they lie in a case, whoever handed them in."""

from io import BytesIO

from builders.cases import Place
from tongban.kernel.documents.actions import keep, use
from tongban.kernel.documents.queries import Document
from tongban.kernel.documents.rules import MEDIA_TYPES


def a_kept_file(place: Place, number: str, name: str, content: bytes) -> Document:
    """The citizen's file in a case, under a name that ends as its content is."""
    act = place.act(place.citizen)
    kept = keep(BytesIO(content), name=name, act=act, allowed=list(MEDIA_TYPES), max_bytes=10**6)
    use([kept.pk], act, subject=f"case/{number}")
    return kept
