"""The matters that are made whole, each from its dossier folder."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext

from tongban.kernel.catalogue.actions import load_dossier
from tongban.kernel.catalogue.queries import figures
from tongban.kernel.clock import day_of
from tongban.project.demo.acting import SINCE, as_platform

ORDER = 40
FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("matters/*/matter.yaml"))


def load(at: datetime) -> str:
    """Publish each dossier; one that is published already stays as it is."""
    today, since = day_of(at), at - SINCE
    before = figures(today).online
    for folder in FOLDERS:
        load_dossier(folder, as_platform(since, folder.name), on=day_of(since))
    added = figures(today).online - before
    return gettext("{n} matters open to online application").format(n=added) if added else ""
