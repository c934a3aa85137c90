"""The pages of a day's work, through all of the middleware: how long, how many questions to the database, how long those."""

import json
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.db import connection
from django.test import Client

from tongban.kernel.cases.queries import cases_visible_to, every_case
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import person_by_username
from tongban.portal.moments import now

ROUNDS, WARM, PATIENCE = 120, 3, 45.0
"""So many answers a page, after a few that do not count; a page that takes long is left after so many seconds."""
CLERK, OFFICER, LEADER, MANAGER, CITIZEN = (
    "wangmin",
    "zhouting",
    "wujianguo",
    "zhengkai",
    "lixiuying",
)
NAME, PHRASE = "老年人优待证", "公共租赁住房 资格"
SAMPLE = 400


@dataclass(slots=True)
class Waited:
    """What one page took: seconds a page, questions and seconds in the database."""

    pages: list[float] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    database: list[float] = field(default_factory=list)


def main(cases: int) -> None:
    """Ask for every page in turn, round by round, so that all meet the same machine; print a line for each."""
    rng, visitors = (
        Random(7),
        {name: _visitor(name) for name in (CLERK, OFFICER, LEADER, MANAGER, CITIZEN)},
    )
    waited = {page: Waited() for page in addresses(rng)}
    for turn in range(WARM + ROUNDS):
        for page, (who, address) in addresses(rng).items():
            if sum(waited[page].pages) < PATIENCE:
                _ask(visitors[who], address, waited[page] if turn >= WARM else Waited())
    for page, found in waited.items():
        print(
            json.dumps({"bench": "lists", "cases": cases, "page": page, **_told(found)}), flush=True
        )


def addresses(rng: Random) -> Mapping[str, tuple[str, str]]:
    """Return every page with who asks for it and where, at another case and another past month each time."""
    month = _today().replace(day=1) - timedelta(days=rng.randrange(40, 900))
    mine, seen = rng.choice(_numbers(OFFICER)), rng.choice(_numbers(LEADER))
    return {
        "plain": (CITIZEN, "/track/"),
        "desk": (OFFICER, "/desk/"),
        "desk_late": (LEADER, "/desk/?only=late"),
        "desk_search": (LEADER, f"/desk/?q={PHRASE}"),
        "done": (OFFICER, "/desk/done/"),
        "done_filter": (OFFICER, "/desk/done/?state=decided"),
        "search_number": (OFFICER, f"/desk/done/?q={mine}"),
        "search_name": (CLERK, f"/desk/opened/?q={NAME}"),
        "search_phrase": (OFFICER, f"/desk/done/?q={PHRASE}"),
        "opened": (CLERK, "/desk/opened/"),
        "case": (LEADER, f"/cases/{seen}/"),
        "counter": (CLERK, "/counter/"),
        "timers": (OFFICER, "/timers/"),
        "overview": (MANAGER, "/overview/"),
        "overview_past": (MANAGER, f"/overview/?span=month&on={month}"),
        "overview_cases": (MANAGER, f"/overview/cases/?figure=received&span=month&on={month}"),
        "overview_hand": (MANAGER, f"/overview/cases/?figure=in_hand&span=month&on={month}"),
        "manager_done": (MANAGER, "/desk/done/"),
        "my": (CITIZEN, "/my/"),
    }  # fmt: skip


_found: dict[str, list[str]] = {}


def _numbers(username: str) -> list[str]:
    """Return numbers of cases that somebody may see, over the whole time."""
    if username not in _found:
        person = person_by_username(username)
        if person is None:
            raise LookupError(username)
        last = every_case().order_by("-id").values_list("id", flat=True)[0]
        first = every_case().order_by("id").values_list("id", flat=True)[0]
        rng = Random(username)
        wanted = [rng.randint(first, last) for _ in range(20 * SAMPLE)]
        rows = cases_visible_to(person, on=_today()).filter(home=511602, id__in=wanted)
        _found[username] = list(rows.values_list("number", flat=True)[:SAMPLE])
    return _found[username]


def _today() -> date:
    return day_of(now())


def _visitor(username: str) -> Client:
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "zh-hans"})
    answer = client.post("/enter/as/", {"username": username})
    if answer.status_code != 302:
        raise SystemExit(f"{username} does not come in: {answer.status_code}")
    return client


def _ask(client: Client, address: str, waited: Waited) -> None:
    with _listening() as heard:
        began = time.perf_counter()
        answer = client.get(address)
        took = time.perf_counter() - began
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    waited.pages.append(took)
    waited.asked.append(len(heard))
    waited.database.append(sum(heard))


@contextmanager
def _listening() -> Iterator[list[float]]:
    heard: list[float] = []

    def timed(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            heard.append(time.perf_counter() - began)

    with connection.execute_wrapper(timed):
        yield heard


def _told(waited: Waited) -> dict[str, float | int]:
    return {
        "p50_ms": round(statistics.median(waited.pages) * 1000, 1),
        "p99_ms": round(p99(waited.pages) * 1000, 1),
        "queries": round(statistics.median(waited.asked)),
        "database_ms": round(statistics.median(waited.database) * 1000, 1),
        "answers": len(waited.pages),
    }


def p99(times: list[float]) -> float:
    """Return what ninety-nine of a hundred answers take at most."""
    return (
        statistics.quantiles(times, n=100, method="inclusive")[98] if len(times) > 1 else times[0]
    )
