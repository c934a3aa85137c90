"""Writing the catalogue: import, draft, publish, cancel, load a dossier."""

from tongban.kernel.catalogue.actions.dossiers import load_dossier
from tongban.kernel.catalogue.actions.imports import import_matters
from tongban.kernel.catalogue.actions.versions import cancel, draft_version, publish, reindex

__all__ = [
    "cancel",
    "draft_version",
    "import_matters",
    "load_dossier",
    "publish",
    "reindex",
]
