"""One copy of a template: its own ids, number, applicant, days, salts; its logs chained and its contents sealed anew."""

import base64
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tongban.kernel.cases.rules import case_number
from tongban.kernel.cases.store import CONTENT
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.events import GENESIS, Record
from tongban.kernel.ledger.rules import canonical, digest_of
from tongban.kernel.sealing import seal
from tongban.project.seeding.applicants import Known
from tongban.project.seeding.blanks import mark, moved
from tongban.project.seeding.tables import EVENTS, HASH, HEADS, NOTHING, PREV, UNSEALED
from tongban.project.seeding.templates import Sheet, Stream, Template


@dataclass(frozen=True, slots=True)
class Fresh:
    """副本所有: what a copy has of its own: id, how much later it is, who applies, ids of papers, who stands for whom."""

    id: int
    later: timedelta
    who: Known
    papers: Sequence[int]
    team: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Copied:
    """副本: lines for COPY by table, and how many events its logs have."""

    lines: Mapping[str, str]
    events: int


def copied(template: Template, fresh: Fresh) -> Copied:
    """Return one copy of a template."""
    own = _own(template, fresh)
    own |= _contents(template, own)
    lines = {UNSEALED: "", HEADS: "", EVENTS: ""}
    for stream in reversed(template.streams):
        for table, text in _streamed(stream, own):
            lines[table] += text
    lines |= {table: blank.filled(own) for table, blank in template.rows.items()}
    return Copied(lines, sum(len(each.steps) for each in template.streams))


def _streamed(stream: Stream, own: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the lines of a stream by table; the hash of its last event stays in `own`."""
    name, hashes, own[HASH] = stream.name.filled(own), [], GENESIS
    for step in stream.steps:
        own[PREV] = own[HASH]
        own[HASH] = digest_of(step.form.filled(own).encode())
        hashes.append(own[HASH])
        yield EVENTS, step.line.filled(own)
    yield UNSEALED, unsealed_line(stream.home, name, hashes)
    if not name.startswith("case/"):
        end = stream.last.filled(own)
        yield HEADS, f"{stream.home}\t{name}\t{len(hashes)}\t{own[HASH]}\t{end}\n"


def _own(template: Template, fresh: Fresh) -> dict[str, str]:
    """Return what stands in the copy in the place of each thing that was cut out, but for contents and hashes."""
    case = template.case
    own = {day: moved(day, fresh.later) for day in template.days}
    own |= {actor: fresh.team[actor] for actor in template.actors}
    submitted = day_of(case.submitted_at + fresh.later)
    own[template.words["number"]] = case_number(case.home, submitted, fresh.id)
    own[template.words["name"]] = fresh.who.name
    own |= {mark("case"): str(fresh.id), mark("party"): str(fresh.who.id)}
    own |= {key: f"bench/{fresh.id}/{place}" for place, key in enumerate(template.keys)}
    for sheet, new in zip(template.papers, fresh.papers, strict=True):
        own |= _paper(sheet, new, fresh.later)
    return own


def _paper(sheet: Sheet, new: int, later: timedelta) -> dict[str, str]:
    """Return what a paper has of its own; its running number is its id, which nobody else has."""
    head, _, rest = sheet.number.partition("〔")
    year = str((sheet.on + later).year)
    tail = rest.partition("〕")[2]
    return {
        mark(f"paper {sheet.id}"): str(new),
        mark(f"year {sheet.id}"): year,
        mark(f"code {sheet.id}"): base64.b32encode(secrets.token_bytes(10)).decode(),
        sheet.number: f"{head}〔{year}〕第{new}号" if tail else f"{sheet.number}-{new}",
    }


def _contents(template: Template, own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, (digest, blank) in template.contents.items():
        body, salt = blank.filled(own).encode(), secrets.token_bytes(16)
        yield digest, digest_of(salt + body)
        yield mark(f"salt {key}"), rf"\\x{salt.hex()}"
        yield mark(f"sealed {key}"), rf"\\x{seal(body, purpose=CONTENT).hex()}"


def event_line(record: Record) -> str:
    """Return a record as COPY reads it."""
    data = canonical(record.data).decode().replace("\\", "\\\\")
    behalf = NOTHING if record.behalf is None else record.behalf
    head = f"{record.home}\t{record.subject}\t{record.stream}\t{record.n}\t{record.type}"
    acted = f"{record.at.isoformat()}\t{record.by}\t{behalf}\t{record.organ}"
    return f"{head}\t{acted}\t{data}\t{record.prev}\t{record.hash}\n"


def unsealed_line(home: int, stream: str, hashes: Iterable[str]) -> str:
    """Return what leaves the events of one stream to the sealer."""
    return f"{home}\t{stream}\t1\t\\\\x{''.join(hashes)}\n"


def head_line(records: Sequence[Record]) -> str:
    """Return the end of a stream that no case owns."""
    last = records[-1]
    return f"{last.home}\t{last.stream}\t{last.n}\t{last.hash}\t{last.at.isoformat()}\n"


def latest(template: Template, wanted: datetime, now: datetime) -> timedelta:
    """Return by how many whole weeks a copy is moved to begin near `wanted` and to have ended by `now`."""
    weeks = round((wanted - template.case.submitted_at) / timedelta(weeks=1))
    return timedelta(weeks=min(weeks, (now - template.last) // timedelta(weeks=1), 0))
