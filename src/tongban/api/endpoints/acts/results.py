"""补正、撤回与送达: what the applicant hands in or takes back, and how the result reaches him."""

from typing import Any

from tongban.api.acting import Seen, Verb
from tongban.api.endpoints.acts import offered
from tongban.api.shapes.acts import DeliverIn, SupplementIn, WithdrawIn
from tongban.kernel.cases import actions


def _delivered(body: DeliverIn, _seen: Seen) -> dict[str, Any]:
    given = body.model_dump(include={"recipient", "relation", "identity", "tracking"})
    proof = {name: words for name, words in given.items() if words}
    return {"mode": body.mode, "happened": body.happened, "proof": proof}


router = offered(
    Verb(
        "supplement",
        "补正: hand in the whole form again with what was missing.",
        SupplementIn,
        actions.supplement,
    ),
    Verb(
        "withdraw",
        "撤回申请: take the application back before it is decided; for the applicant's own program.",
        WithdrawIn,
        actions.withdraw,
    ),
    Verb(
        "deliver",
        "送达: note that the result reached the applicant, and how that is proved.",
        DeliverIn,
        actions.deliver,
        _delivered,
    ),
)
