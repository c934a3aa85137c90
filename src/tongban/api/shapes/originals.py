"""Materials on paper and originals: what came, what is kept, and to whom it goes."""

from typing import Literal

from pydantic import Field

from tongban.api.shapes.kinds import Body, Id, Line

MOST_PAPERS = 50


class MaterialTakenIn(Body):
    """收取的材料: which one, and how it came: its original was handed in, or seen, or a copy came."""

    material: Line
    how: Literal["brought", "seen", "copy"]


class TakeMaterialsIn(Body):
    """收取材料: what came that was not there at the intake."""

    materials: list[MaterialTakenIn] = Field(max_length=MOST_PAPERS)


class OriginalIn(Body):
    """一件原件: which material it is, its name, how many copies."""

    material: Line
    name: Line
    copies: int = Field(1, ge=1, le=99)


class TakeOriginalsIn(Body):
    """留存原件: which originals are kept."""

    originals: list[OriginalIn] = Field(max_length=MOST_PAPERS)


class OfferHandoverIn(Body):
    """原件移交: which originals go to whom."""

    originals: list[Id] = Field(max_length=MOST_PAPERS)
    to: Line = Field(
        "party",
        description="`party` to give them back to the applicant, else the user name of who takes part.",
    )


class SignHandoverIn(Body):
    """签收原件: which list is signed for."""

    handover: Id
