"""Loaded by the Python of a test's own house alone: for it, it is so many days later than it is."""

import copyreg
import datetime
import os

_real = datetime.datetime
_later = datetime.timedelta(days=int(os.environ.get("LATER_BY_DAYS", "0")))


class _Kind(type(_real)):
    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, _real)

    def __subclasscheck__(cls, kind: type) -> bool:
        return issubclass(kind, _real)


class Later(_real, metaclass=_Kind):
    """The datetime of a house that lives some days ahead."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
        """Return the instant so many days later."""
        then = _real.now(tz) + _later
        return cls.combine(then.date(), then.timetz())


# What is pickled, in a cache, must be found again under the name that it bears.
Later.__module__, Later.__name__, Later.__qualname__ = "datetime", "datetime", "datetime"


def _reduced(thing: _real) -> object:
    return Later, thing.__reduce_ex__(2)[1]


if _later:
    copyreg.pickle(_real, _reduced)
    datetime.datetime = Later
