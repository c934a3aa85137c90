"""Writing people, organs, posts and mandates: one verb a function, each with its line in the log."""

from tongban.kernel.identity.actions.keeping import (
    end_organ,
    end_person,
    rename_organ,
    rename_person,
    rename_post,
)
from tongban.kernel.identity.actions.mandates import grant, revoke
from tongban.kernel.identity.actions.organs import (
    close_post,
    ensure_organ,
    found_organ,
    open_office,
    open_post,
)
from tongban.kernel.identity.actions.people import (
    appoint,
    dismiss,
    place,
    prefer,
    register_person,
    register_staff,
)
from tongban.kernel.identity.plans import GivenCode, NewMandate, NewOrgan

__all__ = [
    "GivenCode",
    "NewMandate",
    "NewOrgan",
    "appoint",
    "close_post",
    "dismiss",
    "end_organ",
    "end_person",
    "ensure_organ",
    "found_organ",
    "grant",
    "open_office",
    "open_post",
    "place",
    "prefer",
    "register_person",
    "register_staff",
    "rename_organ",
    "rename_person",
    "rename_post",
    "revoke",
]
