"""Whether the operator's key is the one that this database was sealed with; told at the start and not page by page."""

from tongban.kernel import Refusal
from tongban.kernel.parties.actions import remember_key
from tongban.kernel.parties.queries import key_fits


def refuse_other() -> None:
    """Refuse another key than the first one; a database that nothing was sealed in takes this one for good."""
    if not key_fits():
        raise Refusal(
            "project.other_key",
            "TONGBAN_DATA_KEY is not the key that the personal data in this database were sealed with, so none could be "
            "read or found; nothing was changed. Set the key that was kept apart from the backup. A demo's stands in "
            "demo-secrets.json of the data folder that the database was made with.",
        )
    remember_key()
