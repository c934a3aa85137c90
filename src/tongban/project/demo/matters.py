"""The 791 real matters of Guangan District, with their 33 departments."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext

from tongban.kernel.catalogue import sheets
from tongban.kernel.catalogue.actions import import_matters
from tongban.kernel.catalogue.queries import figures
from tongban.kernel.clock import day_of
from tongban.project.demo.acting import SINCE, as_platform

ORDER = 20
LIST = Path(__file__).with_name("guangan_matters.csv")


def load(at: datetime) -> str:
    """Import the list, as `tongban matters import` does, where no matter is in force yet."""
    if figures(day_of(at)).matters:
        return ""
    report = import_matters(
        sheets.read(LIST.name, LIST.read_bytes()), as_platform(at - SINCE, "matters")
    )
    return gettext("{n} matters").format(n=report.counts["created"])
