"""Writing mirrored cases: one report, or a file of them."""

from tongban.kernel.mirrors.actions.importing import Imported, Refused, import_reports
from tongban.kernel.mirrors.actions.reporting import Taken, report

__all__ = ["Imported", "Refused", "Taken", "import_reports", "report"]
