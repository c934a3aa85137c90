"""What somebody meets at an address, as the tests of doors count it."""

from typing import Any


def met(answer: Any, path: str) -> int:
    """Return the status of an answer; to be led upwards from what only takes a form is to find nothing there."""
    looked = answer.request["REQUEST_METHOD"] == "GET" and answer.status_code == 302
    led_up = looked and answer.url != path and path.startswith(answer.url)
    return 404 if led_up else answer.status_code
