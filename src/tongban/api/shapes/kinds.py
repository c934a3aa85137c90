"""Small types that the shapes share: ids, texts, keys, and a body that takes nothing unknown."""

from datetime import date
from typing import Annotated, TypeAlias

from ninja import Header, Path, Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field, StringConstraints

Id: TypeAlias = Annotated[int, Field(ge=1, le=2**63 - 1)]
Line: TypeAlias = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Words: TypeAlias = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
CaseNumber: TypeAlias = Annotated[
    str, Path(min_length=1, max_length=40, description="办件编号: number of the case.")
]
RepeatHeader: TypeAlias = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9._~-]{1,80}$",
        description="A key of your own making, one for each wish, such as a UUID: the same wish sent again gets the first answer.",
    ),
]


def _text(value: object) -> object:
    """Let only text through: a figure is no day and no instant, though a library might take it for one."""
    if not isinstance(value, str | date):
        raise ValueError("a day is written YYYY-MM-DD, an instant in ISO form with its offset")
    return value


Day: TypeAlias = Annotated[date, BeforeValidator(_text)]
Instant: TypeAlias = Annotated[AwareDatetime, BeforeValidator(_text)]


class Body(Schema):
    """A body of a request: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid")


class OrganOut(Schema):
    """机关: an organ by number and name."""

    id: int
    name: str


class Page(Schema):
    """一页: where the next one begins; each list adds its items."""

    next: str | None = Field(
        description="Address of the next page, with a cursor that holds however much is added meanwhile; null at the end."
    )
