"""A form filled in as somebody would: whatever it asks, from what is known of the applicant and the matter."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tongban.kernel.forms.conditions import holds
from tongban.kernel.forms.rules import Field, Form, Kind, Section, check
from tongban.project.demo.courses.answers import FORMS, File
from tongban.project.demo.life.names import (
    Applicant,
    address,
    company_code,
    identity,
    mobile,
    person_name,
)

AHEAD = ("届满", "到期", "截止", "期限", "至", "结束", "计划", "拟")
BANKS = ("广安农村商业银行", "中国农业银行广安分行", "中国邮政储蓄银行广安分行", "四川银行广安分行")


@dataclass(frozen=True, slots=True)
class Writer:
    """Who fills in which form on which day; `attached` keeps a paper and returns its reference."""

    folder: str
    applicant: Applicant
    on: date
    rng: Random
    attached: Callable[[str], str]
    fixed: Mapping[str, Any]


def filled(form: Form, writer: Writer) -> dict[str, Any] | None:
    """Return whole answers; `None` for a form that asks what no rule here can say."""
    values: dict[str, Any] = {}
    for section in form.sections:
        if section.required and holds(section.condition, values):
            _section(section, writer, values)
    for _turn in range(4):
        faults = check(form, values, whole=True)
        if not faults:
            return values
        for fault in faults:
            _mended(form, fault.path, writer, values)
    return None


def noted(form: Form, paths: Collection[str], writer: Writer) -> dict[str, Any]:
    """Return what an officer notes at a step, by path: whatever he must fill in, files and tables apart."""
    asked = (one for one in form.fields() if one.path in paths)
    return {
        one.path: _by_kind(one, writer) for one in asked if one.kind not in (Kind.FILE, Kind.TABLE)
    }


def _section(section: Section, writer: Writer, values: dict[str, Any]) -> None:
    inner = values.setdefault(section.name, {})
    for field in section.fields:
        wanted = field.required or (field.path in writer.fixed) or writer.rng.random() < 0.35
        if wanted and holds(field.condition, values) and (field.required or not field.condition):
            answer = _answer(field, section, writer)
            if answer is not None:
                inner[field.name] = answer


def _answer(field: Field, section: Section, writer: Writer) -> Any:  # noqa: ANN401 - any JSON
    if field.path in writer.fixed:
        return writer.fixed[field.path]
    if field.kind is Kind.LINES and not field.required and not _sample(writer.folder, field.path):
        return None
    if field.kind is Kind.TABLE:
        return _rows(field, section, writer)
    if field.kind is Kind.FILE:
        return writer.attached(field.title.zh)
    if section.about_applicant and (known := _about(field, writer.applicant)) is not None:
        return known
    return _by_kind(field, writer)


def _rows(field: Field, section: Section, writer: Writer) -> list[dict[str, Any]]:
    count = max(field.bounds.low or 0, 1 if field.required else writer.rng.randint(0, 1))
    rows = []
    for _ in range(count):
        row = {
            column.name: _answer_of_other(column, writer)
            for column in field.columns
            if column.required and column.condition is None
        }
        rows.append(row)
    return rows


def _answer_of_other(field: Field, writer: Writer) -> Any:  # noqa: ANN401 - any JSON
    if field.kind is Kind.FILE:
        return writer.attached(field.title.zh)
    return _by_kind(field, writer)


def _about(field: Field, who: Applicant) -> str | None:
    """Return what is known of the applicant, by the data element or by what the field is called."""
    part = field.element.partition(".")[2]
    if field.element.startswith("org.") or field.element.startswith("person."):
        return {
            "name": who.name,
            "identity_number": who.number if who.kind == "person" else None,
            "credit_code": who.number if who.kind != "person" else None,
            "phone": who.phone,
            "address": who.address,
            "legal_representative": who.legal,
            "birth_date": who.born.isoformat(),
            "born_on": who.born.isoformat(),
            "established_on": who.born.isoformat(),
        }.get(part)
    if field.element.startswith("agent."):
        return {"name": who.contact, "phone": who.phone}.get(part)
    return None


def _by_kind(field: Field, writer: Writer) -> Any:  # noqa: ANN401 - any JSON
    made = _MADE.get(field.kind)
    return made(field, writer) if made is not None else _cut(field, _text(field, writer))


def _sample(folder: str, path: str) -> Any:  # noqa: ANN401 - any JSON
    section, _, name = path.partition(".")
    found = FORMS.get(folder, {}).get(section, {}).get(name)
    return None if isinstance(found, File) else found


def _day(field: Field, writer: Writer) -> date:
    ahead = any(word in field.title.zh for word in AHEAD) and "起" not in field.title.zh
    if "出生" in field.title.zh:
        return writer.on - timedelta(days=writer.rng.randint(19 * 366, 60 * 365))
    days = writer.rng.randint(30, 360) if ahead else -writer.rng.randint(3, 90)
    return writer.on + timedelta(days=days)


def _number(field: Field, writer: Writer) -> int:
    sample = _sample(writer.folder, field.path)
    least = field.bounds.low if field.bounds.low is not None else 0
    most = field.bounds.high if field.bounds.high is not None else 10**9
    middle = sample if isinstance(sample, int) else _usual(field)
    drawn = round(middle * writer.rng.uniform(0.5, 1.6))
    return min(max(drawn, least, 1 if most > 0 else 0), most)


def _usual(field: Field) -> int:
    usual = {"元": 2400, "平方米": 86, "人": 3, "个": 2, "件": 12, "户": 1, "千克": 6000, "天": 10, "岁": 40,
             "年": 3, "万元": 60, "亩": 12, "吨": 20, "立方米": 30, "次": 2, "米": 15}  # fmt: skip
    return usual.get(field.unit.zh, 5)


def _text(field: Field, writer: Writer) -> str:
    title, rng = field.title.zh, writer.rng
    for words, made in _TEXTS:
        if any(word in title or word in (field.element, field.path) for word in words):
            return made(rng)
    sample = _sample(writer.folder, field.path)
    if isinstance(sample, str):
        return sample
    if field.kind is Kind.LINES:
        return f"{title}：情况属实，与所附材料一致；如有变化，及时向受理窗口说明。"
    return f"{rng.choice(('滨江', '城南', '翠屏', '渠江'))}{title.partition('（')[0]}"


_MADE: Mapping[Kind, Callable[[Field, Writer], Any]] = {
    Kind.PLEDGE: lambda _field, _writer: True,
    Kind.YES_NO: lambda _field, writer: writer.rng.random() < 0.6,
    Kind.CHOICE: lambda field, writer: writer.rng.choice(field.choices).value,
    Kind.PHONE: lambda _field, writer: mobile(writer.rng),
    Kind.EMAIL: lambda _field, writer: f"office{writer.rng.randint(10, 99)}@example.cn",
    Kind.DATE: lambda field, writer: _day(field, writer).isoformat(),
    Kind.INTEGER: _number,
}


_TEXTS: tuple[tuple[tuple[str, ...], Callable[[Random], str]], ...] = (
    (("信用代码", "org.credit_code"), company_code),
    (
        ("身份证号", "身份号码", "公民身份", "person.identity_number", "agent.identity_number"),
        lambda rng: identity(rng, date(rng.randint(1950, 2004), rng.randint(1, 12), 15)),
    ),
    (("电话", "手机"), mobile),
    (("行政区划", "address.division"), lambda _rng: "511602"),
    (("邮政编码", "address.postcode"), lambda _rng: "638000"),
    (("开户银行", "开户行", "bank.name"), lambda rng: rng.choice(BANKS)),
    (("银行卡号", "银行账号", "bank.account", "bank.card"), lambda rng: _luhn("622848" + _digits(rng, 12))),
    (("项目代码", "project.code"), lambda rng: f"25{rng.randint(1, 12):02d}-511602-04-0{rng.randint(1, 5)}-{_digits(rng, 6)}"),
    (("车牌", "号牌", "vehicle.plate"), lambda rng: f"川X{_digits(rng, 5)}"),
    (("车辆识别", "车架号", "vehicle.vin"), lambda _rng: "LFV2A21K083012345"),
    (("地址", "住所", "地点", "场所", "坐落", "位置"), address),
    (("姓名", "联系人", "负责人", "代表人", "经办人", "法人", "监护人", "服务人"), person_name),
    (("单位名称", "企业名称", "org.name", "工作单位"), lambda rng: f"广安{rng.choice(('渠城', '宏图', '永盛'))}商贸有限公司"),
    (("医学证明编号", "医学证明》编号", "birth.certificate_number"), lambda rng: f"{rng.choice('PQRSTU')}51{_digits(rng, 7)}"),
    (("编号", "证号", "号码", "文号", "账号"), lambda rng: f"511602{_digits(rng, 6)}"),
)  # fmt: skip


def _digits(rng: Random, count: int) -> str:
    return "".join(str(rng.randint(0, 9)) for _ in range(count))


def _luhn(body: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return body + str(-total % 10)


def _cut(field: Field, text: str) -> str:
    least, most = field.bounds.low or 0, field.bounds.high or 2000
    while len(text) < least:
        text += "，" + text if not text.isascii() else text
    return text[:most]


def _mended(form: Form, path: str, writer: Writer, values: dict[str, Any]) -> None:
    """Answer anew what was wrong: as the sample has it, or not at all where it need not be answered."""
    section, _, name = path.partition(".")
    field = next((one for one in form.fields() if one.path == path), None)
    inner = values.setdefault(section, {})
    sample = _sample(writer.folder, path)
    part = form.section(section)
    if field is None or part is None:
        inner.pop(re.split(r"\.", name)[0], None)
    elif sample is not None and inner.get(field.name) != sample:
        inner[field.name] = sample
    elif not holds(field.condition, values) or (not field.required and field.name in inner):
        inner.pop(field.name, None)
    else:
        inner[field.name] = _answer(field, part, writer)
