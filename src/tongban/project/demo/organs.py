"""The governments above and below Guangan District, and its service hall."""

from datetime import datetime

from django.utils.translation import gettext

from tongban.kernel.catalogue import sheets
from tongban.kernel.identity.actions import ensure_organ
from tongban.kernel.identity.queries import Organ, organs
from tongban.project.demo.acting import SINCE, as_platform
from tongban.project.demo.matters import LIST

ORDER = 10
DISTRICT = "广安区人民政府"
HALL = "区政务服务中心"
STREET = "北辰街道办事处"
TOWN = "龙台镇人民政府"
LEVELS = (
    ("四川省人民政府", "51"),
    ("广安市人民政府", "5116"),
    (DISTRICT, "511602"),
    (STREET, "511602002"),
)


def load(at: datetime) -> str:
    """Found the province, the city, the district, a street, a town, the hall, and the departments of the district."""
    before = organs().count()
    parent: Organ | None = None
    for name, division in LEVELS:
        parent = ensure_organ(
            name=name, division=division, codes=[], act=as_platform(at - SINCE, name), parent=parent
        )
    district = organs().get(name=DISTRICT)
    for name, division in ((HALL, "511602"), (TOWN, "511602108")):
        act = as_platform(at - SINCE, name)
        ensure_organ(name=name, division=division, codes=[], act=act, parent=district)
    added = organs().count() - before
    _departments(district, at)
    return gettext("{n} governments and the service hall").format(n=added - 1) if added else ""


def _departments(district: Organ, at: datetime) -> None:
    """Found the departments of the list below their government: who keeps for the district keeps for them."""
    lines = sheets.read(LIST.name, LIST.read_bytes()).lines
    for name in dict.fromkeys(line.cells["department"] for line in lines):
        act = as_platform(at - SINCE, name)
        ensure_organ(name=name, division=district.division, codes=[], act=act, parent=district)
