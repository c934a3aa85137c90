"""事项: searching the catalogue, and reading one guide with materials, limits and form."""

from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import Field

from tongban.api.cursors import LARGEST, SMALLEST, USUAL, link_to, place_in
from tongban.api.keys import Asking
from tongban.api.moments import today
from tongban.api.operations import operation
from tongban.api.problems import not_found
from tongban.api.rules import Scope
from tongban.api.shapes.kinds import Id, OrganOut
from tongban.api.shapes.matters import (
    BasisOut,
    CodeOut,
    GuideOut,
    LimitOut,
    MaterialOut,
    MatterLine,
    MatterPage,
    QuantityOut,
)
from tongban.kernel.cases.quantity import quantity_of
from tongban.kernel.catalogue.finding import Listing
from tongban.kernel.catalogue.narrowing import Narrowing
from tongban.kernel.catalogue.queries import Audience, Channel, Guide, guide
from tongban.kernel.catalogue.walking import Place, walk

NAME, LONGEST_QUESTION = "matters", 60
TAG = "Matters 事项"
router = Router()


class MatterQuery(Schema):
    """检索条件: words as a person would type them, and filters."""

    q: str = Field("", max_length=LONGEST_QUESTION, description="Words: Chinese, pinyin, initials.")
    organ_id: Id | None = Field(None, description="Only of this organ.")
    power_type: int | None = Field(None, ge=1, le=99, description="Power type (SX-04).")
    level: int | None = Field(None, ge=1, le=6, description="Level of exercise (SX-09).")
    audience: Audience | None = None
    channel: Channel | None = None
    limit: int = Field(USUAL, ge=SMALLEST, le=LARGEST)
    cursor: str = Field("", max_length=400)


@router.get("", **operation(Scope.MATTERS_READ, {200: MatterPage}, tag=TAG))
def list_matters(request: Asking, asked: Annotated[MatterQuery, Query()]) -> MatterPage:
    """检索事项: search the matters in force today, best first; without words all of them are listed."""
    filters = asked.model_dump(mode="json", exclude={"limit", "cursor"})
    place = place_in(asked.cursor, name=NAME, filters=filters) if asked.cursor else None
    found = walk(
        asked.q.strip(),
        on=today(),
        narrowing=Narrowing(
            asked.organ_id, asked.power_type, asked.level, asked.audience, asked.channel
        ),
        after=Place(*place) if place else None,
        size=asked.limit,
    )
    after = [found.next.version, found.next.shown] if found.next else None
    link = link_to(request, after, name=NAME, filters=filters, limit=asked.limit)
    return MatterPage(next=link, total=found.total, items=[_line(row) for row in found.rows])


@router.get("/{matter_id}", **operation(Scope.MATTERS_READ, {200: GuideOut}, 404, tag=TAG))
def get_matter(request: Asking, matter_id: Id) -> GuideOut:
    """查看办事指南: read the guide in force today: what to hand in, how long it takes, on which law, and the form."""
    found = guide(matter_id, on=today())
    if found is None:
        raise not_found()
    return _guide(found)


def _line(row: Listing) -> MatterLine:
    return MatterLine(
        matter_id=row.matter_id,
        version_id=row.version_id,
        name=row.name,
        main_item=row.main_item,
        organ=OrganOut(id=row.organ_id, name=row.organ_name),
        power_type=row.power_type,
        power_type_name=row.power_type_label,
        case_type=row.case_type,
        online=row.online,
        promised=row.promised,
        statutory=row.statutory,
        visits=row.visits,
        href=f"/api/v1/matters/{row.matter_id}",
    )


def _guide(found: Guide) -> GuideOut:
    version = found.version
    places = quantity_of(version, on=today())
    return GuideOut(
        **{name: getattr(version, name) for name in AS_THEY_ARE},
        version_id=version.pk,
        valid_from=version.valid.lower if version.valid else None,
        organ=OrganOut(id=version.organ_id, name=version.organ.name),
        power_type_name=version.get_power_type_display(),
        statutory=_limit(version.statutory_amount, version.statutory_unit),
        promised=_limit(version.promised_amount, version.promised_unit),
        places=QuantityOut(most=places.most, left=places.left, yearly=places.yearly)
        if places
        else None,
        bases=[BasisOut.from_orm(one) for one in found.bases],
        materials=[MaterialOut.from_orm(one) for one in found.materials],
        codes=[CodeOut.from_orm(one) for one in found.codes],
        form_schema=version.form if version.online else None,
    )


AS_THEY_ARE = (
    "matter_id", "ordinal", "name", "main_item", "power_type", "procedure", "level", "audience", "case_type",
    "online", "summary", "conditions", "clock_starts", "visits", "fee", "result_name", "purposes", "delivery",
)  # fmt: skip
"""What a guide says in the same words as the version."""


def _limit(amount: int | None, unit: str | None) -> LimitOut | None:
    return LimitOut(amount=amount, unit=unit) if amount is not None and unit else None
