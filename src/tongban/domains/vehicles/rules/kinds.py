"""车辆种类: what a car is for, what it is and what moves it."""

from enum import StrEnum


class Kind(StrEnum):
    """公务用车种类: 机要通信、应急保障、执法执勤、特种专业技术、其他 (CL-01)."""

    CONFIDENTIAL = "confidential"
    EMERGENCY = "emergency"
    ENFORCEMENT = "enforcement"
    SPECIAL = "special"
    OTHER = "other"


class Need(StrEnum):
    """配备情形: by the rule, where the work needs it (因工作需要), in a special situation (确因情况特殊)."""

    STANDARD = "standard"
    BY_NEED = "by_need"
    SPECIAL = "special"


class Body(StrEnum):
    """车型: 轿车、其他小型客车、中型客车、大型客车、专用车."""

    SEDAN = "sedan"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    WORK = "work"


class Energy(StrEnum):
    """能源种类: 汽油、柴油、燃气、混合动力（不插电）、插电（含增程）、纯电动、燃料电池."""

    PETROL = "petrol"
    DIESEL = "diesel"
    GAS = "gas"
    HYBRID = "hybrid"
    PLUG_IN = "plug_in"
    ELECTRIC = "electric"
    FUEL_CELL = "fuel_cell"

    @property
    def is_new(self) -> bool:
        """Whether it counts as new energy (新能源汽车): plug-in, electric or fuel cell."""
        return self in (Energy.PLUG_IN, Energy.ELECTRIC, Energy.FUEL_CELL)


class Carrier(StrEnum):
    """能源计量: what is put in and how it is measured; a plug-in car has two, which are never added up."""

    LITRES = "l"
    KILOWATT_HOURS = "kWh"
