"""The place that this house serves, as pages name it: all from settings."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from tongban.kernel.identity.rules import home_of
from tongban.standards.codes import divisions

DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Place:
    """本地信息: the site's name and what its footer says; what is not set is empty and not drawn."""

    name: str
    hall: str
    address: str
    hours: str
    telephone: str
    host: str
    support: str
    filing: str


def place() -> Place:
    """Return the place as settings describe it."""
    # 广安区政务服务中心 runs the site 广安区政务服务.
    of_the_hall = settings.TONGBAN_HALL.removesuffix("中心")
    return Place(
        name=settings.TONGBAN_SITE or of_the_hall or gettext("Government services"),
        hall=settings.TONGBAN_HALL,
        address=settings.TONGBAN_HALL_ADDRESS,
        hours=settings.TONGBAN_HALL_HOURS,
        telephone=settings.TONGBAN_HALL_TELEPHONE,
        host=settings.TONGBAN_HOST_ORGAN,
        support=settings.TONGBAN_SITE_SUPPORT,
        filing=settings.TONGBAN_SITE_FILING,
    )


def home() -> int:
    """Return the county-level division that this house serves, the home key of its catalogue."""
    return home_of(settings.TONGBAN_DIVISION)


def county() -> str:
    """Return the county's name, such as 广安区."""
    division = divisions.find(f"{home():06d}")
    return division.name if division else ""


def is_demo() -> bool:
    """Say whether invented people may be played; never in production."""
    return bool(settings.TONGBAN_MODE == DEMO)
