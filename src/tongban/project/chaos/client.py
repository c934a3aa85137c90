"""The client of a run, a process of its own: it hands cases in and takes their steps until its standard input ends.

What it has read it writes to its file. It knows nothing of the house but the HTTP door.
"""

import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread
from typing import Any

from tongban.project.chaos import plan as plans
from tongban.project.chaos.asking import Program, Reply
from tongban.project.chaos.plan import COLLEAGUE, DEPARTMENTS, GIVEN, STAGES, VERBS, WINDOW, Plan
from tongban.project.chaos.told import Book, Told, What
from tongban.project.demo.papers import paper

OPEN_AT_ONCE = 8
"""So few cases are under way that two hands often meet in one."""
HANDED_ON, ASKED_AGAIN = 0.2, 0.1
FILE = "paper.pdf"


@dataclass(slots=True)
class Desk:
    """The cases under way and who has to act on each; all hands share it."""

    waiting: dict[str, set[str]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def opened(self, number: str) -> None:
        """Put a new case on the desk."""
        with self.lock:
            self.waiting[number] = set(STAGES[0])

    def picked(self, chance: Random) -> tuple[str, str] | None:
        """Return a case and a part to play in it; nothing where another case is to be opened first."""
        with self.lock:
            if len(self.waiting) < OPEN_AT_ONCE:
                return None
            number = chance.choice(sorted(self.waiting))
            return number, chance.choice(sorted(self.waiting[number]))

    def handed_on(self, number: str, part: str) -> None:
        """Let the colleague act in place of the department."""
        with self.lock:
            self.waiting[number] = self.waiting[number] - {part} | {COLLEAGUE}

    def acted(self, number: str, part: str) -> None:
        """Take a part away, and call those of the next stage when it was the last of its own."""
        with self.lock:
            left = self.waiting[number] - {part}
            if not left:
                stage = next(n for n, parts in enumerate(STAGES) if part in {*parts, *_also(parts)})
                left = {one for parts in STAGES[stage + 1 : stage + 2] for one in parts}
            self.waiting[number] = left
            if not left:
                del self.waiting[number]


def _also(parts: tuple[str, ...]) -> tuple[str, ...]:
    return (COLLEAGUE,) if parts == DEPARTMENTS else ()


@dataclass(slots=True)
class Hand:
    """One thread of the client."""

    name: int
    plan: Plan
    desk: Desk
    book: Book
    stop: Event
    chance: Random
    count: int = 0

    def work(self) -> None:
        """Do one thing after the other until told to stop; a client that breaks says so, or it would pass for a quiet one."""
        try:
            self._work()
        except Exception as error:
            self.book.write(Told(What.BROKEN, "", "", str(self.name), words=repr(error)))
            raise

    def _work(self) -> None:
        while not self.stop.is_set():
            picked = self.desk.picked(self.chance)
            if picked is None:
                self._submit()
            else:
                self._act(*picked)

    def _submit(self) -> None:
        window, values = self._program(WINDOW), self._filled(self.plan.values)
        number_of = {"number_kind": "identity-number", "number": self.plan.applicant}
        body = {"matter_id": self.plan.matter, "applicant": number_of, "values": values}
        done = self._asked(window, "submit", "cases", body)
        if done is not None:
            self.desk.opened(done.body["number"])

    def _filled(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the answers with a file uploaded for each material."""
        window, content = self._program(WINDOW), paper("身份证明")
        materials = {}
        for name in values["materials"]:
            kept = window.upload(FILE, content)
            materials[name] = kept.body["reference"] if kept is not None and kept.is_done else ""
        return {**values, "materials": materials}

    def _act(self, number: str, part: str) -> None:
        program = self._program(part)
        seen = program.get(f"cases/{number}")
        if seen is None or not seen.is_done or not seen.body["tasks"]:
            return
        verb, given = VERBS[part], {"item": seen.body["tasks"][0]["item"]}
        to_colleague = part == DEPARTMENTS[0] and self.chance.random() < HANDED_ON
        if to_colleague:
            verb, more = "transfer", {"to": self.plan.people[COLLEAGUE][1], "reason": "外出核查。"}
        else:
            more = dict(GIVEN[verb])
        given |= more | ({"happened": seen.body["received_on"]} if verb == "accept" else {})
        path = f"cases/{number}/acts/{verb}"
        if self._asked(program, verb, path, given, match=seen.etag) is not None:
            (self.desk.handed_on if to_colleague else self.desk.acted)(number, part)

    def _asked(
        self, program: Program, verb: str, path: str, body: object, *, match: str = ""
    ) -> Reply | None:
        """Ask for a command, keep what was answered, and now and then ask once more; return it if it was done."""
        self.count += 1
        key = f"chaos-{self.name}-{self.count}"
        reply = program.post(path, body, key=key, match=match)
        told = _told(program, verb, key, reply)
        self.book.write(told)
        if told.what != What.DONE:
            return None
        if self.chance.random() < ASKED_AGAIN:
            again = _told(program, verb, key, program.post(path, body, key=key, match=match))
            if (again.number, again.n, again.hash) != (told.number, told.n, told.hash):
                words = f"first {told.number} {told.n}, then {again.what} {again.number} {again.n} {again.words}"
                self.book.write(Told(What.CHANGED, told.by, verb, key, words=words))
        return reply

    def _program(self, part: str) -> Program:
        return Program(*self.plan.people[part], port=self.plan.port)


def _told(program: Program, verb: str, key: str, reply: Reply | None) -> Told:
    if reply is None:
        return Told(What.SILENT, program.actor, verb, key)
    if not reply.is_done:
        words = f"{reply.status} {reply.body.get('code', '')}"
        return Told(What.REFUSED, program.actor, verb, key, words=words, tries=reply.tries)
    number, n, mark = (reply.body[name] for name in ("number", "n", "hash"))
    return Told(What.DONE, program.actor, verb, key, number, n, mark, tries=reply.tries)


def main() -> None:
    """Read the plan from the first line, work with some hands, and end when the input does."""
    plan, desk, stop = plans.read(sys.stdin.readline()), Desk(), Event()
    with closing(Book(Path(plan.book))) as book:
        hands = [
            Hand(name, plan, desk, book, stop, Random(f"{plan.seed}/{name}"))
            for name in range(plan.threads)
        ]
        threads = [Thread(target=hand.work) for hand in hands]
        for thread in threads:
            thread.start()
        sys.stdin.read()
        stop.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main()
