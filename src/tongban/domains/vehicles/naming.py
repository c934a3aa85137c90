"""车辆称谓: how a car is called in words that also those read who may not see it."""

from django.utils.translation import gettext

from tongban.domains.vehicles.models import Vehicle


def named(car: Vehicle) -> str:
    """Return a car's plate; a confidential one is called by its number in the register alone, whoever reads it."""
    return gettext("Confidential car {number}").format(number=car.pk) if car.confidential else car.key  # fmt: skip
