"""Writing the catalogue: import, draft, publish, cancel, load a dossier."""

from tongban.kernel.catalogue.actions.bulk import (
    Amended,
    Outcome,
    Refused,
    agree_all,
    amend,
    publish_all,
    send_all_back,
    submit_all,
)
from tongban.kernel.catalogue.actions.coding import code_matter
from tongban.kernel.catalogue.actions.dossiers import load_dossier
from tongban.kernel.catalogue.actions.imports import import_matters
from tongban.kernel.catalogue.actions.missing import clear_misses, count_miss, settle_misses
from tongban.kernel.catalogue.actions.publishing_lists import publish_list
from tongban.kernel.catalogue.actions.reviewing import agree, ask, send_back, submit_for_review
from tongban.kernel.catalogue.actions.versions import (
    cancel,
    draft_version,
    hold_matter,
    publish,
    reindex,
)

__all__ = [
    "Amended",
    "Outcome",
    "Refused",
    "agree",
    "agree_all",
    "amend",
    "ask",
    "cancel",
    "clear_misses",
    "code_matter",
    "count_miss",
    "draft_version",
    "hold_matter",
    "import_matters",
    "load_dossier",
    "publish",
    "publish_all",
    "publish_list",
    "reindex",
    "send_all_back",
    "send_back",
    "settle_misses",
    "submit_all",
    "submit_for_review",
]
