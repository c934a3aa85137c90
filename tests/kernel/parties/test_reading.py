"""What readers of cards and licences type is understood, and nothing that only looks like a number."""

from datetime import date

import pytest

from builders.identity import an_act
from builders.parties import a_citizen, an_identity_number
from tongban.kernel.parties.actions import find_or_register
from tongban.kernel.parties.queries import parties_called
from tongban.kernel.parties.reading import Read, read_line

ON = date(2026, 2, 14)
NUMBER, CREDIT, NAME = an_identity_number(), "11511301008778183N", "广安某某建材有限公司"
CASE = "511602202602130000013"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (NUMBER, Read(number=NUMBER)),
        (f" {NUMBER[:6]} {NUMBER[6:]} ", Read(number=NUMBER)),
        (f"{NUMBER}|张三丰", Read(number=NUMBER, name="张三丰")),
        (
            f"张三丰|男|汉|19900101|广安区北辰街道 18 号|{NUMBER}|广安区公安局|20200101-20400101",
            Read(number=NUMBER, name="张三丰"),
        ),
        (f"姓名：张三丰 性别：男 公民身份号码：{NUMBER}", Read(number=NUMBER, name="张三丰")),
        (f"名称,{NAME};统一社会信用代码,{CREDIT}", Read("enterprise", CREDIT, NAME)),
        (f"http://www.gsxt.gov.cn/index.html?uniscid={CREDIT}&v=1", Read("enterprise", CREDIT)),
        (CASE, Read(case=CASE)),
        ("511602 20260213 000001 3", Read(case=CASE)),
        ("张三丰 13800138000", Read(name="张三丰", phone="13800138000")),
    ],
)
def test_a_line_says_what_stands_on_the_document(line, expected):
    assert read_line(line, on=ON) == expected


@pytest.mark.parametrize("line", ["", "你好", NUMBER[:-1] + "0", "13800138000", "511602"])
def test_a_line_with_a_wrong_digit_or_half_of_what_is_needed_leads_to_nobody(line):
    assert NUMBER[-1] != "0"
    assert not read_line(line, on=ON).leads


@pytest.mark.django_db
def test_name_and_telephone_find_somebody_together_and_neither_alone():
    party = a_citizen()
    find_or_register("person", "张三丰", an_identity_number(2), "13900000000", an_act())
    assert parties_called("张三丰", "13800138000") == [party]
    assert parties_called("张三丰", "13800138001") == []
    assert parties_called("张三丰", "") == parties_called("", "13800138000") == []
