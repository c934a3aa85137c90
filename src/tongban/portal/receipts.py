"""回执: what a receipt proves, and the square that leads a telephone to the tracking page."""

from urllib.parse import urlencode

import segno
from django.http import HttpRequest
from django.urls import reverse

from tongban.kernel.cases.story import Story
from tongban.ui.pieces import Square


def hash_of_submission(story: Story) -> str:
    """Return the hash of the last event that the submission wrote: all of them bear the same instant."""
    submitted = story.happened[0].record
    return [one.record.hash for one in story.happened if one.record.at == submitted.at][-1]


def tracking_square(request: HttpRequest, number: str) -> Square:
    """二维码: return the address of the tracking page with the case number filled in; the query code is not in it."""
    query = urlencode({"number": number})
    address = request.build_absolute_uri(f"{reverse('public:track')}?{query}")
    rows = segno.make(address, error="m", micro=False).matrix
    return Square(size=len(rows), rows=tuple(bytes(row) for row in rows))
