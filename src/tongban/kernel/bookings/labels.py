"""Names of the states of a booking."""

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from tongban.kernel.bookings.rules import State

if TYPE_CHECKING:
    from django.utils.functional import Promise

STATES = [
    (State.ASKED.value, pgettext_lazy("booking", "asked for")),
    (State.APPROVED.value, pgettext_lazy("booking", "approved")),
    (State.TAKEN.value, pgettext_lazy("booking", "in use")),
    (State.USED.value, pgettext_lazy("booking", "used")),
    (State.DECLINED.value, pgettext_lazy("booking", "declined")),
    (State.CANCELLED.value, pgettext_lazy("booking", "cancelled")),
    (State.RELEASED.value, pgettext_lazy("booking", "released")),
]
KINDS: "dict[str, str | Promise]" = {}


def name_kind(kind: str, words: "str | Promise") -> None:
    """Let a kind of things be shown under these words; its domain says it, from its `ready`."""
    KINDS[kind] = words
