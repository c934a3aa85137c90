"""Loading the life: into a database that holds no cases but the demo's, by two processes, each case whole or not at all."""

import gc
import logging
import os
import selectors
import signal
import subprocess
import sys
import time as clock
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext

from tongban.kernel import Refusal
from tongban.kernel.cases.events import CertificateGiven, PaperIssued
from tongban.kernel.cases.queries import others_submitted, submitted_by_key
from tongban.kernel.cases.rules import parsed_number
from tongban.kernel.identity.queries import person_by_username, posts_of
from tongban.kernel.ledger.actions import hand_on
from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.remembering import remembering
from tongban.project.command import PARENT
from tongban.project.demo.acting import SINCE
from tongban.project.demo.courses.course import HOME
from tongban.project.demo.life.arrival import Arrival, Enough
from tongban.project.demo.life.building import CASES, built
from tongban.project.demo.life.plots import PLOTS
from tongban.project.demo.life.walk import Walk
from tongban.project.demo.life.world import World

log = logging.getLogger(__name__)
KEY, DEMO = "demo/life/", "demo/"
LATER_PAPERS = "tongban.kernel.cases.composing.compose_issued"
"""Their PDFs are made when somebody first looks at them; all other followers hear of the events at once."""
EVERY, PROCESSES = 25, 2
NICER = 5  # than the server, which somebody is looking at meanwhile
LONGEST_LINES = 65536
SELDOM = 50_000  # new objects between two searches for those that nothing holds
CLERK = "wangmin"


@dataclass(frozen=True, slots=True)
class Lived:
    """What was loaded: cases and the events of their logs."""

    cases: int = 0
    events: int = 0
    left: int = 0

    def __add__(self, other: "Lived") -> "Lived":
        """Return both together."""
        return Lived(self.cases + other.cases, self.events + other.events, self.left + other.left)


def load(today: date, say: Callable[[str], None], *, count: int = CASES) -> None:
    """Load the life up to the day on which the demo was loaded; what is there already stays, what is missing comes.

    It begins in a database without cases of others alone. Once it has begun its ids are its own, and it goes on beside
    what visitors of the running house have handed in.
    """
    anchor = _anchor(today)
    if anchor is None:
        say(gettext("the demo is older than its eighteen months of cases, which are left out"))
        return
    done = submitted_by_key(KEY)
    if len(_begun(done)) >= count:
        return
    if not done and others_submitted(DEMO):
        words = "There are cases here that are not the demo's, so none are added to them. Name an empty database in DATABASE_URL or TONGBAN_DATA."
        raise Refusal("project.demo_not_empty", words)
    started = clock.monotonic()
    _world, arrivals = built(anchor, count)
    lived = _together(_reserved(done, len(arrivals)), count, say)
    seconds = round(clock.monotonic() - started)
    words = gettext("{cases} cases of eighteen months with {events} events, in {seconds} s")
    say(words.format(cases=lived.cases, events=lived.events, seconds=seconds))
    if lived.left:
        say(gettext("{n} cases were left out, as the log says").format(n=lived.left))


def _begun(done: Mapping[str, str]) -> set[int]:
    return {int(key.split("/")[2]) for key in done}


def _anchor(today: date) -> date | None:
    """Return the day on which the demo's people were put in place, or nothing where they came for a shorter life."""
    clerk = person_by_username(CLERK)
    posts = posts_of(clerk, on=today) if clerk else []
    anchor = min((post.since for post in posts), default=today) + SINCE
    return anchor if anchor <= today else None


def _reserved(done: Mapping[str, str], count: int) -> int:
    """Return the first case id of the life; the house's own cases get theirs behind it."""
    for key, number in done.items():
        if key.endswith("/1"):
            place = int(key.split("/")[2])
            return parsed_number(number)[1] - place
    with transaction.atomic(), connection.cursor() as cursor:
        # Changing what a sequence is takes its lock: nobody draws an id between the first and the last of the life.
        cursor.execute("ALTER SEQUENCE cases_case_number CACHE 1")
        cursor.execute("SELECT nextval('cases_case_number')")
        base = int(cursor.fetchone()[0])
        cursor.execute("SELECT setval('cases_case_number', %s)", [base + 2 * count])
    return base


def _together(base: int, count: int, say: Callable[[str], None]) -> Lived:
    """Let each of two processes take the matters of some organs, so that they never wait for each other's numbers."""
    asked = [sys.executable, "-P", "-m", "tongban.project.command", "demo", "--base", str(base)]
    # Each child ends with this process, which holds the database open for them.
    variables = dict(os.environ) | {PARENT: str(os.getpid())}
    children = [
        subprocess.Popen(
            [*asked, "--count", str(count), "--part", str(part)],
            env=variables, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )
        for part in range(PROCESSES)
    ]  # fmt: skip
    try:
        lived = _watched(children, count, say)
    finally:
        for child in children:
            child.terminate()
    if any(child.wait() for child in children if child.returncode != -signal.SIGTERM):
        words = "The demo's cases could not all be loaded. Start the demo again to go on where it broke off."
        raise Refusal("project.demo_broke_off", words)
    return lived


def _watched(
    children: Sequence["subprocess.Popen[bytes]"], whole: int, say: Callable[[str], None]
) -> Lived:
    """Add up what the children say that they have done, a line each time, until the last has ended."""
    lived, shown = Lived(), 0
    with selectors.DefaultSelector() as selector:
        for child in children:
            selector.register(child.stdout or -1, selectors.EVENT_READ, child)
        while selector.get_map():
            for key, _events in selector.select():
                told = os.read(key.fd, LONGEST_LINES)
                if not told:
                    selector.unregister(key.fileobj)
                    key.data.wait()
                for line in told.decode().split():
                    lived += Lived(*map(int, line.split(",")))
            if lived.cases - shown >= whole / 10:
                shown = lived.cases
                say(gettext("{n} of {whole} cases").format(n=shown, whole=whole))
    return lived


def load_part(today: date, part: int, *, base: int, count: int) -> None:
    """Load what one of the processes takes, and print how much after every few cases, for the one that started it."""
    anchor = _anchor(today)
    if anchor is None:
        return
    os.nice(NICER)
    _quicken()
    world, arrivals = built(anchor, count)
    begun = _begun(submitted_by_key(KEY))
    mine = [one for one in _parts(world, arrivals)[part] if one.n not in begun]
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    for start in range(0, len(mine), EVERY):
        lived = live(world, mine[start : start + EVERY], base)
        print(f"{lived.cases},{lived.events},{lived.left}", flush=True)


def _quicken() -> None:
    """Have each statement planned once and the memory searched seldom: this process repeats itself, and ends soon."""
    connection.close()
    connection.settings_dict["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
    gc.set_threshold(SELDOM, 50, 50)


def _parts(world: World, arrivals: Sequence[Arrival]) -> list[list[Arrival]]:
    """Part the arrivals by the organ of their matter, so that all parts have about as many moves before them."""
    by_organ: dict[int, list[Arrival]] = {}
    for one in arrivals:
        by_organ.setdefault(world.trades[one.folder].version.organ_id, []).append(one)

    def moves(some: Sequence[Arrival]) -> int:
        return sum(len(world.trades[one.folder].procedure.moves) for one in some)

    parts: list[list[Arrival]] = [[] for _ in range(PROCESSES)]
    for group in sorted(by_organ.values(), key=moves, reverse=True):
        min(parts, key=moves).extend(group)
    return [sorted(part, key=lambda one: one.n) for part in parts]


def live(world: World, arrivals: Sequence[Arrival], base: int) -> Lived:
    """Take each arrival through its plot, in this process; each whole or not at all."""
    lived = Lived()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY SEQUENCE IF NOT EXISTS cases_case_number")
    try:
        with remembering():
            for one in arrivals:
                lived += _lived(world, one, base)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP SEQUENCE IF EXISTS pg_temp.cases_case_number")
    return lived


def _lived(world: World, arrival: Arrival, base: int) -> Lived:
    """Take one arrival through its plot; one that a rule refuses is left out and told to the log of the program."""
    papers = dict(world.papers)
    try:
        with transaction.atomic():
            walk = told(world, arrival, base)
    except (Refusal, LookupError) as fault:
        log.warning("%s of %s was left out: %s", arrival.plot, arrival.folder, fault)
        world.papers.clear()
        world.papers.update(papers)
        return Lived(left=1)
    return Lived(len(walk.numbers), sum(walk.events))


def told(world: World, arrival: Arrival, base: int) -> Walk:
    """Take one case through its plot as far as the life goes, and hand on what happened."""
    walk = Walk(world, arrival, base + arrival.n)
    with suppress(Enough):
        PLOTS[arrival.plot].tell(walk)
        walk.whole = True
    for number in tuple(walk.numbers):
        walk.rest_of(number)
        walk.events.append(_handed_on(number))
    return walk


def _handed_on(number: str) -> int:
    """Hand on what a case wrote, and what was written upon that; return how many events its log has."""
    records: list[Record] = []
    while more := events_of(HOME, f"case/{number}", after=len(records)):
        records += more
        hand_on(_streams(number, records), home=HOME, but=LATER_PAPERS)
    return len(records)


def _streams(number: str, records: Sequence[Record]) -> set[str]:
    """Return the streams that a case writes to: its own, its papers', its certificates'."""
    named = {f"paper/{one.data['paper']}" for one in records if one.type == PaperIssued.type}
    given = {
        f"certificate/{one.data['certificate']}"
        for one in records
        if one.type == CertificateGiven.type
    }
    return {f"case/{number}", *named, *given}
