"""Booking things. Whoever calls has asked for the mandate; here things are locked, judged, and what happens is logged.

Things are locked in the order of their ids, all that a transaction touches at once (`locked_things`); who needs allowances
too takes them first. What is due is released before
anything else is done with a thing, so that a sweep that is late changes nothing.
"""

from tongban.kernel.bookings.actions.answering import approve, approve_for, cancel, decline
from tongban.kernel.bookings.actions.asking import Answer, Wish, ask, move
from tongban.kernel.bookings.actions.feeding import make_feed, revoke_feed
from tongban.kernel.bookings.actions.handing import bring_back, hand_out
from tongban.kernel.bookings.actions.locking import locked_things
from tongban.kernel.bookings.actions.releasing import release_due, release_for
from tongban.kernel.bookings.actions.things import ThingTerms, add_thing, change_thing, retire_thing

__all__ = [
    "Answer",
    "ThingTerms",
    "Wish",
    "add_thing",
    "approve",
    "approve_for",
    "ask",
    "bring_back",
    "cancel",
    "change_thing",
    "decline",
    "hand_out",
    "locked_things",
    "make_feed",
    "move",
    "release_due",
    "release_for",
    "retire_thing",
    "revoke_feed",
]
