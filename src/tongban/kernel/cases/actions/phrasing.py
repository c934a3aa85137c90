"""常用语: keeping words for one's opinions, and dropping them. One's own convenience, so no log holds it."""

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.models import Phrase

LONGEST_PHRASE = 200
MOST_PHRASES = 30


def keep_phrase(act: Act, *, words: str) -> Phrase:
    """保存常用语: keep a phrase; the same again changes nothing."""
    words = words.strip()
    if not 1 <= len(words) <= LONGEST_PHRASE:
        raise Refusal(
            "phrase.length",
            "Enter a phrase of 1 to {most} characters.",
            most=LONGEST_PHRASE,
        )
    mine = Phrase.objects.filter(by=act.by)
    if mine.exclude(words=words).count() >= MOST_PHRASES:
        raise Refusal(
            "phrase.too_many",
            "You keep {most} phrases. Delete one first.",
            most=MOST_PHRASES,
        )
    return mine.get_or_create(by=act.by, words=words)[0]


def drop_phrase(act: Act, *, phrase_id: int) -> None:
    """删除常用语: forget a phrase of one's own; another's stays."""
    Phrase.objects.filter(by=act.by, pk=phrase_id).delete()
