"""传阅: asking others to read a case and to say that they did. Nobody decides anything by it, and no limit waits for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.pausing import takes_part
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import ItemCompleted
from tongban.kernel.cases.handling import not_own
from tongban.kernel.cases.reading import open_reading
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.routing import close
from tongban.kernel.cases.standing import applicant_of, post_at, posts_held
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Post

MOST_READERS = 50


def circulate(
    number: str,
    act: Act,
    *,
    version: int,
    readers: Sequence[str],
    until: date | None = None,
    words: str = "",
) -> Receipt:
    """传阅: ask people of the county to read the case, perhaps until a day; each at the first post that he holds there.

    `readers` are actor ids. Whoever is asked already and has not read it yet is not asked again.
    """

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        takes_part(recorder)
        rules.running(recorder.state.row)
        rules.unchanged(recorder.state, version)
        today = day_of(recorder.act.at)
        if until is not None and until < today:
            raise Refusal(
                "case.reading_day",
                "The day until which it is to be read must not lie before today, {today}.",
                today=today,
            )
        open_reading(recorder, _asked(recorder, readers), until, words)

    asked = {
        "version": version,
        "readers": list(readers),
        "until": until.isoformat() if until else "",
        "words": words,
    }
    return run("circulate", number, act, work, asked=asked)


def note_reading(number: str, act: Act, *, version: int, item: int, words: str = "") -> Receipt:
    """已阅: say that one read the case, perhaps with a remark; `version` is that of the item's round."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        found = recorder.state.items.get(item)
        post = post_at(recorder.act.by, found, on=day_of(recorder.act.at))
        if found is None or found.kind != rules.READ:
            raise rules.not_found()
        _item, round_ = rules.open_item(recorder.state, item, version)
        not_own(recorder)
        recorder.act = replace(recorder.act, organ=post.organ.actor_id)
        said = recorder.content("opinion", {"text": words.strip()}) if words.strip() else None
        recorder.add(ItemCompleted(item, rules.READ, said, None, ()))
        if not _waiting(recorder, round_.id):
            close(recorder, round_, "passed")

    return run("note_reading", number, act, work, asked={"item": item, "words": words})


def _waiting(recorder: Recorder, round_id: int) -> bool:
    items = recorder.state.items.values()
    return any(one.round == round_id and one.state in rules.OPEN for one in items)


def _asked(recorder: Recorder, readers: Sequence[str]) -> list[Post]:
    """Return the posts that are asked to read, each once."""
    on, applicant = day_of(recorder.act.at), applicant_of(recorder.state.row.party)
    found: dict[int, Post] = {}
    for reader in dict.fromkeys(readers):
        held = [one for one in posts_held(reader, on=on) if one.home == recorder.home]
        if not held or reader in {recorder.act.by, applicant}:
            raise Refusal(
                "case.no_reader",
                "One of those named cannot be asked to read this case: they must hold a post in this county, and be neither you nor the applicant.",
            )
        found.setdefault(held[0].pk, held[0])
    items = recorder.state.items.values()
    asked = {one.post for one in items if one.kind == rules.READ and one.state in rules.OPEN}
    posts = [post for key, post in found.items() if key not in asked]
    if not 0 < len(posts) <= MOST_READERS:
        raise Refusal(
            "case.readers",
            "Please name who is to read it, {most} people at most. Those who have yet to read it are not asked again.",
            most=MOST_READERS,
        )
    return posts
