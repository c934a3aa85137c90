"""Six pages of the whole demo for twenty people at once: how long the slowest of a hundred answers takes."""

import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

USERS, SECONDS, WARM = 20, 90, 10
PAUSE = 0.5, 1.5
"""Seconds that somebody looks at a page before he asks for the next."""
READY, LOADED, PATIENCE = "ready: http", "cases of eighteen months", 900
CITIZENS, OFFICERS, LEADERS = ("lixiuying", "zhangwei"), ("wangmin", "chenzhiqiang"), ("wujianguo",)
MATTER, WORDS = "公共租赁住房申请资格审核认定", "开饭馆"
PLAIN = "health"
"""What every other page is measured against: one small question to the database, and no page."""


def main() -> None:
    """Start a house of its own with the whole demo, let the people in, print what they waited."""
    with tempfile.TemporaryDirectory() as folder, a_house(Path(folder)) as url:
        people = [Somebody(url, n) for n in range(USERS)]
        waited: dict[str, list[float]] = defaultdict(list)
        threads = [threading.Thread(target=each.look_around, args=(waited,)) for each in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    plain = _p99(waited[PLAIN])
    for page, times in waited.items():
        told = {"page": page, "people": USERS, "processors": os.cpu_count(), "answers": len(times)}
        told |= {
            "p50_ms": round(statistics.median(times) * 1000),
            "p99_ms": round(_p99(times) * 1000),
        }
        told["times_plain"] = round(_p99(times) / plain, 1)
        print(json.dumps({"bench": "doors", **told}), flush=True)


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


@contextmanager
def a_house(folder: Path, demo: str = "whole") -> Iterator[str]:
    """Run a house with the whole demo or a small one in a folder, and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = folder / "told"
    own = {"TONGBAN_DATA": str(folder / "data"), "PORT": str(port), "TONGBAN_DEMO": demo}
    variables = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | own
    command = [sys.executable, "-P", "-m", "tongban.project.command", "run"]
    with told.open("wb") as out:
        house = subprocess.Popen(command, env=variables, stdout=out, stderr=out)
    try:
        _wait_for(told, READY, house)
        if demo == "whole":
            _wait_for(told, LOADED, house)
        yield f"http://127.0.0.1:{port}"
    finally:
        house.terminate()
        house.wait()


def _wait_for(told: Path, words: str, house: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + PATIENCE
    while words not in told.read_text(errors="replace"):
        if house.poll() is not None or time.monotonic() > last:
            raise SystemExit(told.read_text(errors="replace")[-2000:])
        time.sleep(0.5)


class Somebody:
    """One of the people, signed in, who knows the pages of his own work."""

    def __init__(self, url: str, n: int) -> None:
        self.url, self.rng = url, random.Random(n)
        self.session = requests.Session()
        self.session.trust_env = False
        group = (CITIZENS, CITIZENS, OFFICERS, LEADERS)[n % 4]
        self._enter(self.rng.choice(group))
        pages = {"home": "/", "search": f"/matters/?q={WORDS}", PLAIN: "/healthz"}
        if group is CITIZENS:
            pages["apply"] = self._begun()
        else:
            pages |= {"list": "/desk/done/", "case": self._a_case()}
        if group is LEADERS:
            pages["overview"] = "/overview/"
        self.pages = list(pages.items())

    def look_around(self, waited: dict[str, list[float]]) -> None:
        """Go from page to page until the time is over; the first pages are not counted."""
        begun = time.monotonic()
        while (now := time.monotonic()) < begun + WARM + SECONDS:
            page, address = self.rng.choice(self.pages)
            asked = time.perf_counter()
            self.get(address)
            if now > begun + WARM:
                waited[page].append(time.perf_counter() - asked)
            time.sleep(self.rng.uniform(*PAUSE))

    def get(self, address: str) -> requests.Response:
        """Ask for a page."""
        answer = self.session.get(self.url + address, timeout=60)
        answer.raise_for_status()
        return answer

    def _post(self, address: str, page: str, **given: str) -> requests.Response:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        data = given | {"csrfmiddlewaretoken": token.group(1) if token else ""}
        answer = self.session.post(self.url + address, data=data, timeout=60)
        answer.raise_for_status()
        return answer

    def _enter(self, username: str) -> None:
        self._post("/enter/as/", self.get("/enter/").text, username=username)

    def _begun(self) -> str:
        guide = self._linked(f"/matters/?q={MATTER}", r"/matters/\d+/")
        page = self.get(guide).text
        begin = re.search(r"/apply/\d+/", page)
        if begin is None:
            raise LookupError(guide)
        return self._post(begin.group(), page, key=f"bench-{id(self)}").url.removeprefix(self.url)

    def _a_case(self) -> str:
        return self._linked("/desk/done/", r"/cases/\d+/")

    def _linked(self, address: str, pattern: str) -> str:
        found = re.search(f'href="({pattern})', self.get(address).text)
        if found is None:
            raise LookupError(address)
        return found.group(1)


if __name__ == "__main__":
    main()
