"""编文号: the next number of an organ, without gaps."""

from django.db import connection

from tongban.kernel.identity.queries import Organ
from tongban.kernel.papers.queries import numbering_of
from tongban.kernel.papers.rules import WORDS, Kind, number_text, series_of


def next_number(organ_id: int, series: str, year: int) -> int:
    """Return the next number of the series. The row stays locked to the caller's commit: a rollback leaves no gap."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO papers_paperseries (organ_id, series, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (organ_id, series, year) DO UPDATE SET last = papers_paperseries.last + 1"
            " RETURNING last",
            [organ_id, series, year],
        )
        return int(cursor.fetchone()[0])


def numbered(organ: Organ, kind: Kind, year: int) -> tuple[str, int, str]:
    """Give the next number to a paper of that kind: its series, the running number, and the number as written."""
    how, word = numbering_of(organ), WORDS[kind]
    series = series_of(how.pattern, word)
    running = next_number(organ.pk, series, year)
    text = number_text(how.pattern, organ=how.organ_word, word=word, year=year, running=running)
    return series, running, text
