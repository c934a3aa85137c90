"""Lists of matters, versions and dossiers in one readable line."""

import csv
import io
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import tongban.project
from builders.identity import FIRST_DAY, a_clerk, an_act, an_organ
from tongban.kernel.catalogue import actions, sheets
from tongban.kernel.catalogue.content import Article, Content
from tongban.kernel.catalogue.models import Matter, MatterVersion
from tongban.kernel.catalogue.rules import Limit
from tongban.kernel.catalogue.sheets import Sheet
from tongban.kernel.catalogue.sorting import Report
from tongban.kernel.identity.queries import Person

DEMO = Path(tongban.project.__file__).parent / "demo"
REAL_LIST = DEMO / "guangan_matters.csv"
HOUSING = DEMO / "matters" / "public_rental_housing"
HOUSING_CODE = "51201700200003-511602000000-000-11511301008778255F-1-00"
HEADER = ("department", "main_item", "name", "area_code", "item_code", "task_type", "dept_code")
CHINESE = (
    "部门",
    "主项名称",
    "事项名称",
    "行政区划代码",
    "事项编码",
    "事项类型",
    "统一社会信用代码",
)
_numbers = count(1)

FORM = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "申请表",
    "type": "object",
    "properties": {},
    "additionalProperties": False,
}


def a_row(**cells: str) -> dict[str, str]:
    """A row as in the real list; every row has a code of its own."""
    number = next(_numbers)
    row = {
        "department": "区住建局",
        "main_item": "未分类",
        "name": f"事项{number}",
        "area_code": "511602000000",
        "item_code": f"512099001{number:05}-511602000000-000-11511301008778255F-1-00",
        "task_type": "20",
        "dept_code": "11511301008778255F",
    }
    return {**row, **cells}


def csv_of(*rows: dict[str, str], header: tuple[str, ...] = HEADER) -> str:
    """The rows as a CSV text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([[row.get(name, "") for name in HEADER] for row in rows])
    return text.getvalue()


def a_sheet(*rows: dict[str, str]) -> Sheet:
    """The rows as a file that was read."""
    return sheets.read("list.csv", csv_of(*rows).encode())


def imported(*rows: dict[str, str], on: date = FIRST_DAY, dry_run: bool = False) -> Report:
    """What came of importing the rows."""
    return actions.import_matters(a_sheet(*rows), an_act(on=on), dry_run=dry_run)


def the_real_list() -> Sheet:
    """The 791 matters of Guangan District."""
    return sheets.read(REAL_LIST.name, REAL_LIST.read_bytes())


def a_matter(name: str = "公租房租金缴纳", **cells: str) -> Matter:
    """A listed matter, in force from the first day."""
    row = a_row(name=name, **cells)
    imported(row)
    return Matter.objects.get(codes__value=row["item_code"])


def a_content(**fields: object) -> Content:
    """What a whole matter says: it can be applied for online."""
    content = Content(
        name="公共租赁住房申请资格审核认定",
        power_type=20,
        organ_id=0,
        level=4,
        online=True,
        procedure="confirmation",
        statutory=Limit(30, "wd"),
        promised=Limit(20, "wd"),
        form=FORM,
        flow="<flow/>",
        bases=(Article("公共租赁住房管理办法", "第七条"),),
    )
    content = replace(content, **fields)
    return content if content.organ_id else replace(content, organ_id=an_organ().pk)


def a_draft(
    matter: Matter | None = None, *, on: date = FIRST_DAY, **fields: object
) -> MatterVersion:
    """A draft of a whole matter."""
    matter = matter or a_matter()
    fields = {"organ_id": matter.organ_id, **fields}
    return actions.draft_version(matter.pk, an_act(on=on), content=a_content(**fields))


def a_published_version(
    matter: Matter | None = None, *, on: date = FIRST_DAY, **fields: object
) -> MatterVersion:
    """A whole version, in force from the day `on`."""
    draft = a_draft(matter, on=on, **fields)
    return actions.publish(draft.pk, an_act(on=on), on=on)


def two_keepers(matter: Matter) -> tuple[Person, Person]:
    """Two people who keep the catalogue for the matter's organ."""
    return a_clerk(matter.organ, "keeper")[0], a_clerk(matter.organ, "keeper")[0]


def a_guide_draft(matter: Matter, by: str, *, on: date = FIRST_DAY, **fields: object):
    """A draft without form and flow, written by a keeper."""
    fields = {"organ_id": matter.organ_id, "online": False, "form": None, "flow": None} | fields
    return actions.draft_version(matter.pk, an_act(by=by, on=on), content=a_content(**fields))


def agreed(draft: MatterVersion, *, on: date = FIRST_DAY) -> MatterVersion:
    """The draft, submitted by the platform and agreed to by a keeper."""
    review = actions.submit_for_review(draft.pk, an_act(on=on))
    keeper = a_clerk(draft.matter.organ, "keeper")[0]
    actions.agree(review.pk, an_act(by=keeper.actor_id, on=on))
    return draft
