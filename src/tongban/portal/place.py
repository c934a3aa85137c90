"""The place that this house serves, as pages name it: all from settings."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Place:
    """本地信息: the site's name and what its footer says; what is not set is empty and not drawn."""

    name: str
    hall: str
    address: str
    hours: str
    host: str
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
        host=settings.TONGBAN_HOST_ORGAN,
        filing=settings.TONGBAN_SITE_FILING,
    )


def is_demo() -> bool:
    """Say whether invented people may be played; never in production."""
    return bool(settings.TONGBAN_MODE == DEMO)
