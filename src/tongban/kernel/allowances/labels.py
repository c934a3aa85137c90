"""Names of units and of what a movement does."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.kernel.allowances.rules import Code, Unit

if TYPE_CHECKING:
    from django.utils.functional import Promise

UNITS = [
    (Unit.YUAN.value, _("yuan")),
    (Unit.PLACE.value, _("places")),
    (Unit.LITRE.value, _("litres")),
    (Unit.SQUARE_METRE.value, _("square metres")),
    (Unit.MEAL.value, _("meals")),
    (Unit.VISIT.value, _("visits")),
]
CODES = [
    (Code.APPROVE.value, pgettext_lazy("allowance", "approved")),
    (Code.ADJUST.value, pgettext_lazy("allowance", "adjusted")),
    (Code.TRANSFER.value, pgettext_lazy("allowance", "transferred")),
    (Code.HOLD.value, pgettext_lazy("allowance", "held")),
    (Code.COMMIT.value, pgettext_lazy("allowance", "committed")),
    (Code.USE.value, pgettext_lazy("allowance", "used")),
    (Code.GIVE_BACK.value, pgettext_lazy("allowance", "given back")),
    (Code.RELEASE.value, pgettext_lazy("allowance", "released")),
    (Code.REVERSE.value, pgettext_lazy("allowance", "reversed")),
]
KINDS: "dict[str, str | Promise]" = {}
_keys: "dict[tuple[str, str], str | Promise]" = {}


def name_kind(
    kind: str, words: "str | Promise", keys: "Mapping[str, str | Promise] | None" = None
) -> None:
    """Let a kind of accounts, and the classes within it, be shown under these words; its domain says it, from its `ready`."""
    KINDS[kind] = words
    for key, named in (keys or {}).items():
        _keys[kind, key] = named


def class_of(kind: str, key: str) -> "str | Promise":
    """Return the words for a class within a kind; the key itself where nobody named it."""
    return _keys.get((kind, key), key)
