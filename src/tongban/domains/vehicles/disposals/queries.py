"""Reading how a car went."""

from tongban.domains.vehicles.models import Disposal, Vehicle


def disposal_of(car: Vehicle) -> Disposal | None:
    """Return how the car went, for who was found to see the car; `None` while it is kept."""
    return Disposal.objects.filter(vehicle=car).first()
