"""Files of matters, brought, looked at and taken over in one readable line."""

import io
from collections.abc import Sequence
from datetime import date, datetime

from openpyxl import Workbook

from builders.catalogue import a_matter, a_published_version
from builders.identity import FIRST_DAY, an_act
from tongban.kernel.catalogue.content import Article, Paper
from tongban.kernel.catalogue.exchange import actions, writing
from tongban.kernel.catalogue.exchange.actions import Applied
from tongban.kernel.catalogue.exchange.actions.applying import planned
from tongban.kernel.catalogue.exchange.planning import Plan
from tongban.kernel.catalogue.exchange.queries.standing import Wanted, exported
from tongban.kernel.catalogue.models import Matter
from tongban.kernel.identity.queries import organs

DETAILS = {
    "main_item": "住房保障",
    "summary": "=SUM(A1) 不是公式",
    "conditions": "一、本区户籍；\n二、无自有住房。",
    "serves": (1, 2),
    "themes": ("person.housing", "person.insurance", "body.insurance"),
    "special": ({"kind": "hearing", "limit": "20wd"}, {"kind": "site_visit"}),
    "visits": 1,
    "visits_reason": "核验原件",
    "fee": "不收费",
    "certificate": {"series": "川广住", "valid": "3y"},
    "purposes": ("new", "renewal"),
    "channels": ("window", "online"),
    "depth": (4, 7),
    "conveniences": ("nearby", "agent"),
    "remedies": {"reconsideration": "广安区人民政府", "court": "广安区人民法院"},
    "steps": ({"name": "受理", "role": "窗口", "limit": "1wd"}, {"name": "决定", "role": "负责人"}),
    "charges": ({"name": "工本费", "standard": "10元/本", "basis": "某价费〔2020〕1号"},),
    "questions": ({"question": "多久办结？", "answer": "二十个工作日。"},),
    "agencies": ({"name": "房屋测绘", "basis": "《房产测绘管理办法》第六条"},),
    "bases": (Article("公共租赁住房管理办法", "第七条", "申请公共租赁住房……", "sure"),),
    "materials": (Paper(key="id", name="身份证明", copies=2), Paper(key="income", name="收入证明")),
    "contacts": "0826-1234567",
    "hours": "工作日9:00—17:00",
    "unverified": ("fee", "visits"),
}


def a_full_matter(name: str = "公共租赁住房申请", **fields: object) -> Matter:
    """A matter with something in nearly every field, in force from the first day."""
    matter = a_matter(name)
    a_published_version(matter, **({"name": name} | DETAILS | fields))
    return matter


def kept_by_all() -> list[int]:
    """Every organ: the reader keeps the whole catalogue."""
    return [organ.pk for organ in organs()]


def out(kind: str, wanted: Wanted | None = None) -> bytes:
    """The catalogue as a file."""
    standings, ground = exported(wanted or Wanted(), kept_by_all(), on=FIRST_DAY)
    if kind == "json":
        return writing.as_json(standings, ground, at=datetime(2026, 1, 1))
    write = writing.as_excel if kind == "xlsx" else writing.as_csv
    return write(standings, ground)


def brought(name: str, content: bytes, *, by: str = "system", on: date = FIRST_DAY) -> int:
    """A file that waits, its columns guessed."""
    return actions.bring(name, content, an_act(by=by, on=on), homes=[511602]).pk


def previewed(name: str, content: bytes, kept: Sequence[int] | None = None) -> Plan:
    """What the file would do."""
    file = actions.bring(name, content, an_act(), homes=[511602])
    return planned(file, kept_by_all() if kept is None else kept, an_act())[1]


def taken_over(name: str, content: bytes, *, on: date = FIRST_DAY) -> Applied:
    """What came of taking the file over."""
    return actions.apply(brought(name, content, on=on), an_act(on=on), kept=kept_by_all())


def a_book(*sheets: tuple[str, Sequence[Sequence[object]]], merged: str = "") -> bytes:
    """An xlsx file as somebody else makes it."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if merged:
            sheet.merge_cells(merged)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def a_list(*rows: Sequence[object]) -> bytes:
    """A CSV file of these rows."""
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
