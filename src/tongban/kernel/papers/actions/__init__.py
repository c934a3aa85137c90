"""What can be done with papers and their templates."""

from tongban.kernel.papers.actions.composing import compose, verify_address
from tongban.kernel.papers.actions.issuing import NewPaper, attach_scan, issue, revoke, supersede
from tongban.kernel.papers.actions.keeping import (
    draft_template,
    publish_template,
    set_number_rule,
)
from tongban.kernel.papers.actions.numbering import next_number

__all__ = [
    "NewPaper",
    "attach_scan",
    "compose",
    "draft_template",
    "issue",
    "next_number",
    "publish_template",
    "revoke",
    "set_number_rule",
    "supersede",
    "verify_address",
]
