"""The bundles of the demo, 一件事 and 投资项目, each from its plan."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext

from tongban.kernel.bundles.actions import publish
from tongban.kernel.bundles.plan import read
from tongban.kernel.bundles.queries import edition_in_force
from tongban.kernel.clock import day_of
from tongban.project.demo.acting import SINCE, as_platform

ORDER = 45
PLANS = sorted(Path(__file__).parent.glob("bundles/*/bundle.yaml"))


def load(at: datetime) -> str:
    """Publish each plan; a bundle that is in force already stays as it is."""
    added = 0
    for path in PLANS:
        text = path.read_text("utf-8")
        if edition_in_force(read(text).code, on=day_of(at)) is None:
            publish(text, as_platform(at - SINCE, f"bundle-{path.parent.name}"))
            added += 1
    return gettext("{n} bundles of matters").format(n=added) if added else ""
