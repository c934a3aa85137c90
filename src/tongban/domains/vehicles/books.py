"""车辆档案、驾驶员档案: what the registers of cars and drivers keep."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.vehicles.labels import (
    BODIES,
    ENERGIES,
    KINDS,
    NEEDS,
    SOURCES,
    STANDINGS,
)
from tongban.domains.vehicles.rules.suitability import LICENCES
from tongban.kernel import Refusal
from tongban.kernel.registers.declaring import Facts, Field, Register, Sort

AT_WORK = {
    "at_work": pgettext_lazy("driver", "at work"),
    "away": pgettext_lazy("driver", "away"),
}


def fits(facts: Facts, on: date) -> Refusal | None:
    """Refuse a car whose registration lies ahead, or whose energy and displacement contradict each other."""
    registered = facts["registered_on"]
    if isinstance(registered, date) and registered > on:
        return Refusal(
            "vehicles.registered_later",
            "The car is first registered on {day}, later than {on}. Correct one of the days.",
            day=registered,
            on=on,
        )
    if facts["energy"] in {"electric", "fuel_cell"} and facts["displacement"]:
        return Refusal(
            "vehicles.no_displacement",
            "A car without a combustion engine has no displacement. Leave it empty, or correct the energy.",
        )
    return None


VEHICLES = Register(
    kind="vehicles.vehicle",
    title=_("Official vehicles"),
    key="plate",
    fields=(
        Field("plate", _("Plate"), required=True, most=20, synonyms=("车牌号", "车牌", "车牌号码", "号牌号码")),
        Field("model", _("Make and model"), required=True, most=80, synonyms=("车型", "厂牌型号", "品牌型号")),
        Field("vin", _("Vehicle identification number"), most=17, synonyms=("车架号", "VIN", "车辆识别代码")),
        Field("engine", _("Engine number"), most=40, synonyms=("发动机号",)),
        Field("kind", _("Kind of vehicle"), Sort.CHOICE, required=True, dated=True, choices=KINDS, synonyms=("编制类别", "车辆类别", "用途")),
        Field("body", pgettext_lazy("vehicle", "Body"), Sort.CHOICE, required=True, choices=BODIES, synonyms=("车身类型",)),
        Field("energy", _("Energy"), Sort.CHOICE, required=True, choices=ENERGIES, synonyms=("燃料种类", "燃料类型", "动力类型")),
        Field("displacement", _("Displacement"), Sort.WHOLE, unit="mL", most=20_000, synonyms=("排量", "排气量")),
        Field("seats", _("Seats"), Sort.WHOLE, least=1, most=80, synonyms=("座位数", "核定载客")),
        Field("tank", _("Tank"), Sort.DECIMAL, unit="L", places=1, most=1_000, synonyms=("油箱", "油箱容积")),
        Field("battery", _("Battery"), Sort.DECIMAL, unit="kWh", places=1, most=1_000, synonyms=("电池容量",)),
        Field("price", _("Purchase price"), Sort.DECIMAL, unit=_("yuan"), most=5_000_000, synonyms=("购置价", "购车价格", "原值", "价格")),
        Field("need", _("Situation of provision"), Sort.CHOICE, choices=NEEDS, synonyms=("配备情形",)),
        Field("source", pgettext_lazy("vehicle", "Source"), Sort.CHOICE, required=True, dated=True, choices=SOURCES, synonyms=("来源", "车辆来源")),
        Field("registered_on", _("First registered on"), Sort.DAY, synonyms=("注册日期", "初次登记日期", "登记日期")),
        Field("user", _("Using organ"), Sort.ORGAN, dated=True, synonyms=("使用单位",)),
        Field("place", _("Parking place"), dated=True, most=120, synonyms=("停放地点", "停车地点")),
        Field("standing", pgettext_lazy("vehicle", "Standing"), Sort.CHOICE, required=True, dated=True, choices=STANDINGS, synonyms=("状态", "车辆状态")),
        Field("marked", _("Official mark"), Sort.YES_NO, dated=True, synonyms=("标识化", "是否喷涂标识")),
        Field("located", _("Satellite terminal"), Sort.YES_NO, dated=True, synonyms=("定位终端", "是否安装定位")),
        Field("inspected_until", _("Inspection valid until"), Sort.DAY, dated=True, synonyms=("检验有效期", "检验有效期止", "年检到期")),
        Field("compulsory_until", _("Compulsory insurance until"), Sort.DAY, dated=True, synonyms=("交强险到期", "交强险终保日期")),
        Field("service_km", _("Service every"), Sort.WHOLE, unit="km", least=1, most=200_000, synonyms=("保养间隔里程", "保养里程")),
        Field("service_months", _("Service every so many months"), Sort.WHOLE, unit=_("months"), least=1, most=120, synonyms=("保养间隔月数", "保养周期")),
        Field("insured_until", _("Commercial insurance until"), Sort.DAY, dated=True, synonyms=("商业险到期", "商业险终保日期")),
    ),
    columns=("plate", "model", "kind", "energy", "source", "user", "standing", "inspected_until", "compulsory_until"),
    public=("plate", "model"),
    publishes=("plate", "kind", "energy", "price", "registered_on", "user", "standing"),
    papers={
        "registration": _("Vehicle licence"),
        "certificate": _("Registration certificate"),
        "policy": _("Insurance policy"),
        "photo": _("Photo of the car"),
    },
    check=fits,
)  # fmt: skip
DRIVERS = Register(
    kind="vehicles.driver",
    title=_("Drivers"),
    key="number",
    fields=(
        Field("number", _("Driver number"), required=True, most=40, synonyms=("编号", "工号")),
        Field("name", pgettext_lazy("driver", "Name"), required=True, most=60, synonyms=("姓名",)),
        Field("username", pgettext_lazy("driver", "Account"), most=30, synonyms=("账号", "登录名")),
        Field("licence", _("Class of licence"), Sort.CHOICE, required=True, dated=True, choices={one: one for one in LICENCES}, synonyms=("准驾车型",)),
        Field("licence_number", _("Licence number"), personal=True, most=40, synonyms=("驾驶证号",)),
        Field("licence_until", _("Licence valid until"), Sort.DAY, required=True, dated=True, synonyms=("驾驶证有效期", "有效期止")),
        Field("mobile", _("Mobile"), personal=True, most=20, synonyms=("手机", "联系电话")),
        Field("standing", pgettext_lazy("driver", "Standing"), Sort.CHOICE, required=True, dated=True, choices=AT_WORK, synonyms=("状态",)),
    ),
    columns=("number", "name", "licence", "licence_until", "standing"),
    papers={"licence": _("Driving licence")},
    personal_papers=frozenset({"licence"}),
)  # fmt: skip
