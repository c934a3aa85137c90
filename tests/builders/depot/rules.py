"""What the register of generators keeps."""

from datetime import date

from tongban.kernel import Refusal
from tongban.kernel.registers.declaring import Facts, Field, Register, Sort

FUELS = {"diesel": "柴油", "petrol": "汽油"}


def checked(facts: Facts, on: date) -> Refusal | None:
    """Refuse a generator that was bought after the day."""
    if facts["bought_on"] is None or facts["bought_on"] <= on:
        return None
    return Refusal("depot.bought_later", "It was bought only on {day}.", day=facts["bought_on"])


GENERATORS = Register(
    kind="depot.generator",
    title="备用发电机",
    key="number",
    fields=(
        Field("number", "编号", required=True, most=40, synonyms=("设备编号",)),
        Field("name", "名称", most=120),
        Field("power", "功率", Sort.DECIMAL, unit="千瓦", places=1),
        Field("fuel", "燃料", Sort.CHOICE, choices=FUELS),
        Field("hours", "累计运行小时", Sort.WHOLE, unit="小时"),
        Field("bought_on", "购置日期", Sort.DAY),
        Field("mobile", "可移动", Sort.YES_NO),
        Field("place", "存放地点", required=True, dated=True, most=120),
        Field("user", "使用单位", Sort.ORGAN, dated=True),
        Field("checked_until", "检验有效期", Sort.DAY, dated=True),
        Field("minder", "保管人", personal=True, most=60),
    ),
    columns=("number", "name", "power", "fuel", "place", "user", "checked_until", "minder"),
    public=("number", "name", "place"),
    publishes=("number", "power", "place", "user"),
    papers={"manual": "说明书", "check": "检验报告", "card": "保管人身份证"},
    personal_papers=frozenset({"card"}),
    check=checked,
)
