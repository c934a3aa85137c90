"""材料与原件: what came on paper, what is kept, to whom it goes, and the file that is closed at the end."""

from typing import Any

from tongban.api.acting import Seen, Verb
from tongban.api.endpoints.acts import offered
from tongban.api.filing import filed
from tongban.api.naming import person_named
from tongban.api.shapes.asks import ArchiveIn
from tongban.api.shapes.originals import (
    OfferHandoverIn,
    SignHandoverIn,
    TakeMaterialsIn,
    TakeOriginalsIn,
)
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions.custody import PARTY


def _materials(body: TakeMaterialsIn, _seen: Seen) -> dict[str, Any]:
    return {"taken": [(one.material, one.how) for one in body.materials]}


def _originals(body: TakeOriginalsIn, _seen: Seen) -> dict[str, Any]:
    return {"taken": [(one.material, one.name, one.copies) for one in body.originals]}


def _handed(body: OfferHandoverIn, _seen: Seen) -> dict[str, Any]:
    to = PARTY if body.to == PARTY else person_named(body.to).actor_id
    return {"originals": body.originals, "to": to}


router = offered(
    Verb(
        "take_materials",
        "收取材料: note how materials came that were not there at the intake.",
        TakeMaterialsIn,
        actions.take_materials,
        _materials,
    ),
    Verb(
        "take_originals",
        "留存原件: note which originals the client keeps.",
        TakeOriginalsIn,
        actions.take_originals,
        _originals,
    ),
    Verb(
        "offer_handover",
        "原件移交: hand a list of originals on, or back to the applicant; the client keeps them until it is signed.",
        OfferHandoverIn,
        actions.offer_handover,
        _handed,
    ),
    Verb(
        "sign_handover",
        "签收原件: sign for a list, or note that the applicant signed on paper.",
        SignHandoverIn,
        actions.sign_handover,
    ),
    Verb(
        "archive",
        "归档: close the file of a case that has ended.",
        ArchiveIn,
        actions.archive,
        filed,
    ),
)
