"""The writing side of bundles."""

from tongban.kernel.bundles.actions.applying import Applying, apply
from tongban.kernel.bundles.actions.gathering import (
    Call,
    Minutes,
    call_gathering,
    cancel_gathering,
    hold_gathering,
    move_gathering,
)
from tongban.kernel.bundles.actions.publishing import end_bundle, publish

__all__ = [
    "Applying",
    "Call",
    "Minutes",
    "apply",
    "call_gathering",
    "cancel_gathering",
    "end_bundle",
    "hold_gathering",
    "move_gathering",
    "publish",
]
