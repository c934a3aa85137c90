"""办件命令: every change of a case, one verb a function."""

from tongban.kernel.cases.actions.adding import Joining, add, answer, remove
from tongban.kernel.cases.actions.again import apply_again
from tongban.kernel.cases.actions.asking import Wish, approve, ask
from tongban.kernel.cases.actions.circulating import circulate, note_reading
from tongban.kernel.cases.actions.claiming import assign, claim, release
from tongban.kernel.cases.actions.custody import offer_handover, sign_handover, take_originals
from tongban.kernel.cases.actions.erasing import erase
from tongban.kernel.cases.actions.filling import Completing, fill
from tongban.kernel.cases.actions.finishing import archive, deliver, withdraw
from tongban.kernel.cases.actions.following import follow, unfollow
from tongban.kernel.cases.actions.handing_over import Handing, Share, hand_over, hand_over_all
from tongban.kernel.cases.actions.meeting import Minutes, meet
from tongban.kernel.cases.actions.noting import note_message
from tongban.kernel.cases.actions.opening import Intake, submit
from tongban.kernel.cases.actions.pausing import hear, pause, resume
from tongban.kernel.cases.actions.phrasing import drop_phrase, keep_phrase
from tongban.kernel.cases.actions.receiving import (
    Answer,
    Point,
    accept,
    check_materials,
    decline,
    mend,
    pre_review,
    receive,
    request_supplement,
)
from tongban.kernel.cases.actions.returning import Back, send_back, take_back
from tongban.kernel.cases.actions.reviewing import complete, decide
from tongban.kernel.cases.actions.scanning import scan_back
from tongban.kernel.cases.actions.special import (
    arrange_special,
    ask_hearing,
    conclude_special,
    offer_hearing,
    open_special,
)
from tongban.kernel.cases.actions.supplying import supplement
from tongban.kernel.cases.actions.taking import take_materials
from tongban.kernel.cases.actions.timing import fire, recount
from tongban.kernel.cases.actions.transferring import transfer
from tongban.kernel.cases.actions.urging import urge
from tongban.kernel.cases.actions.viewing import drop_view, save_view
from tongban.kernel.cases.commands import Receipt

__all__ = [
    "Answer", "Back", "Completing", "Handing", "Intake", "Joining", "Minutes", "Point", "Receipt", "Share", "Wish", "accept", "add", "answer",
    "apply_again", "approve", "archive", "arrange_special", "ask", "ask_hearing", "assign", "check_materials", "circulate", "claim",
    "complete", "conclude_special", "decide", "decline", "deliver", "drop_phrase", "drop_view", "erase", "fill", "fire", "follow",
    "hand_over", "hand_over_all", "hear",
    "keep_phrase", "meet", "mend", "note_message", "note_reading", "offer_handover", "offer_hearing", "open_special", "pause", "pre_review",
    "receive", "recount", "release", "remove", "request_supplement", "resume", "save_view", "scan_back", "send_back",
    "sign_handover", "submit", "supplement", "take_back", "take_materials", "take_originals", "transfer", "unfollow", "urge",
    "withdraw",
]  # fmt: skip
