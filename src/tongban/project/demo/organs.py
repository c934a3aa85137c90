"""The governments above and below Guangan District, and its service hall."""

from datetime import datetime

from django.utils.translation import gettext

from tongban.kernel.identity.actions import ensure_organ
from tongban.kernel.identity.queries import Organ, organs
from tongban.project.demo.acting import SINCE, as_platform

ORDER = 10
HALL = "区政务服务中心"
LEVELS = (
    ("四川省人民政府", "51"),
    ("广安市人民政府", "5116"),
    ("广安区人民政府", "511602"),
    ("北辰街道办事处", "511602002"),
)


def load(at: datetime) -> str:
    """Found the province, the city, the district, a street and the hall, each below the last."""
    before = organs().count()
    parent: Organ | None = None
    for name, division in LEVELS:
        parent = ensure_organ(
            name=name, division=division, codes=[], act=as_platform(at - SINCE, name), parent=parent
        )
    district = organs().get(name=LEVELS[2][0])
    ensure_organ(
        name=HALL, division="511602", codes=[], act=as_platform(at - SINCE, HALL), parent=district
    )
    added = organs().count() - before
    return gettext("{n} governments and the service hall").format(n=added - 1) if added else ""
