"""What is answered in the forms of the demo's cases. All applicants and accounts are invented; one organ is real."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tongban.project.demo.people import code_of, number_of


@dataclass(frozen=True, slots=True)
class File:
    """A paper that the applicant attaches, by its name."""

    name: str


APPLICANTS: Mapping[str, Mapping[str, str]] = {
    "qujiang": {
        "name": "广安渠江豆制品有限公司",
        "credit_code": code_of("MA00TB01"),
        "legal_representative": "杜渠江",
        "contact": "范小雨",
        "phone": "13800005555",
    },
    "hengsheng": {
        "name": "广安恒升洗涤服务有限公司",
        "credit_code": code_of("MA00TB02"),
        "legal_representative": "廖恒升",
        "contact": "彭静",
        "phone": "13800007777",
    },
    "longtai": {
        "name": "广安龙台米粉有限公司",
        "credit_code": code_of("MA00TB03"),
        "legal_representative": "贺龙泰",
        "contact": "蒲小兰",
        "phone": "13800008888",
    },
    "lixiuying": {
        "name": "李秀英",
        "identity_number": number_of("51160219880312"),
        "phone": "13800001111",
    },
    "luoguilan": {
        "name": "罗桂兰",
        "identity_number": number_of("51160219580506"),
        "phone": "13800004444",
        "address": "广安区北辰街道滨河路 18 号 3 栋 502 室",
    },
    "wenlvju": {
        "name": "广安区文化广播电视和旅游局",
        "credit_code": "11511301599994805M",
        "legal_representative": "覃文",
        "contact": "文雅",
        "phone": "13800006666",
    },
}
ADDRESSES = {
    "qujiang": "广安区官盛新区渠江大道 9 号",
    "hengsheng": "广安区枣山街道迎宾大道 27 号",
    "longtai": "广安区龙台镇工业路 5 号",
}
TRUTHFUL = {"truthful": True}

FORMS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "drainage_licence": {
        "discharge": {
            "place": "广安区官盛新区渠江大道 9 号厂区",
            "industry": "industry",
            "daily_volume": 40,
            "outlets": 1,
            "pollutants": "化学需氧量、氨氮、悬浮物",
            "pretreatment": True,
            "facility": "格栅、调节池和厌氧好氧处理，日处理能力 60 立方米，运行正常。",
            "key_unit": False,
        },
        "licence": {},
        "materials": {
            "drainage_plan": File("排水管网接入图纸和说明"),
            "water_report": File("排水水质检测报告"),
            "facility_proof": File("污水预处理设施材料"),
        },
        "pledge": {**TRUTHFUL, "concealed": True, "visit": True},
    },
    "transport_certificate": {
        "applicant": {"licence_number": "511602000123"},
        "vehicle": {
            "plate": "川X12345",
            "kind": "lorry",
            "load": 9800,
            "certificate": "511602004567",
            "reason": "lost",
            "lost_statement": "送货途中遗失，已登报声明。",
        },
        "materials": {"driving_licence": File("机动车行驶证")},
        "pledge": TRUTHFUL,
    },
    "food_shop_filing": {
        "shop": {
            "address": "广安区北辰街道滨河路 20 号附 3 号",
            "area": 36,
            "kind": "retail",
            "items": "预包装食品、散装米粉",
            "staff": 2,
        },
        "materials": {
            "identity": File("经营者居民身份证"),
            "layout": File("经营场所平面布局图"),
            "health_proof": File("从业人员健康证明"),
        },
        "pledge": {**TRUTHFUL, "safety": True},
    },
    "disaster_relief": {
        "applicant": {"address": "广安区大安镇光辉村 3 组", "people": 3},
        "loss": {
            "kind": "flood",
            "happened": "2026-07-12",
            "house": "serious",
            "damage": "凌晨河水进屋，一楼进水一米多，粮食和家具全部泡坏。",
            "need": "transition",
        },
        "account": {"amount": 6000, "bank": "广安农村商业银行", "number": "6214570001000200030"},
        "materials": {
            "identity": File("居民身份证"),
            "loss_photos": File("受灾情况照片"),
        },
        "pledge": {**TRUTHFUL, "check": True},
    },
    "meteorology_reward": {
        "merit": {
            "field": "warning",
            "since": "2026-07-12",
            "facts": "作为村气象信息员，在暴雨前两小时逐户通知，转移群众 46 人，无人伤亡。",
        },
        "materials": {"merit_proof": File("事迹证明材料")},
        "pledge": {**TRUTHFUL, "publication": True},
    },
    "enterprise_name_ruling": {
        "respondent": {
            "name": "广安渠江人家豆制品有限公司",
            "address": "广安区中桥街道建安中路 66 号",
            "reason_known": "2026-09-01",
        },
        "claim": {
            "request": "change",
            "grounds": "本企业名称自 2019 年使用至今，双方同做豆制品，已有客户把对方的货当成本企业的货。",
            "mediation": True,
        },
        "materials": {
            "application": File("企业名称争议裁决申请书"),
            "licence_copy": File("申请人营业执照"),
            "evidence": File("争议事实证据"),
            "evidence_list": [],
        },
        "pledge": {**TRUTHFUL, "no_suit": True},
    },
    "senior_card": {
        "card": {"reason": "first"},
        "materials": {"identity": File("居民身份证"), "photo": File("近期一寸免冠照片")},
        "pledge": TRUTHFUL,
    },
    "school_consultation": {
        "question": {
            "stage": "primary",
            "residence": "local",
            "words": "孩子明年 9 月满六岁，报名要带哪些材料，什么时候报名？",
        },
    },
    "archive_transfer_delay": {
        "records": {
            "event": "2026 年渠江龙舟邀请赛",
            "ended": "2026-06-20",
            "volumes": 326,
            "due": "2026-12-20",
            "until": "2027-12-20",
            "reason": "赛事影像仍在编研，年内不能移交。",
            "safe": True,
        },
        "materials": {
            "request": File("延期移交书面申请"),
            "inventory": File("延期移交档案目录"),
        },
        "pledge": {**TRUTHFUL, "custody": True},
    },
    "taxpayer_confirmation": {
        "business": {"scope": "餐饮服务；食品销售。", "capital": 500_000, "staff": 12},
        "accounts": {"head_office": "广安渠城餐饮管理有限公司"},
    },
    "fire_safety_check": {
        "shop": {"area": 420, "floor": "地上 1—2 层"},
        "fire": {"people": 160, "systems": "火灾自动报警、自动喷水灭火"},
    },
    "signboard_setting": {
        "sign": {"words": "渝味轩", "length": 480, "height": 90, "bottom": 320},
    },
    "hygiene_filing": {
        "shop": {"area": 180},
        "hygiene": {"servers": 8, "disinfection": "消毒柜热力消毒，毛巾一客一换"},
    },
    "investment_filing": {
        "project": {
            "name": "年产三千台农机装备厂房建设项目",
            "scale": "新建生产厂房两栋、综合楼一栋，总建筑面积一万八千平方米，购置生产线三条。",
            "investment": 86_000_000,
        },
    },
    "land_planning_permit": {
        "project": {"name": "农机装备厂房建设项目", "site_area": 26_000},
    },
    "environment_report": {
        "project": {"name": "农机装备厂房建设项目", "investment": 86_000_000},
        "environment": {
            "category": "三十二、专用设备制造业 35",
            "protection": 1_200_000,
            "targets": "东侧三百二十米有村民住宅十二户",
            "measures": "焊接烟尘经净化后排放，喷漆废气活性炭吸附，生活污水接入园区管网，设备基础减振。",
            "compiler": "广安川东环境科技有限公司",
        },
    },
    "fire_design_review": {
        "project": {"name": "农机装备厂房建设项目", "floor_area": 18_000, "height": 18},
        "fire": {"designer": "四川渠江建筑设计有限公司"},
    },
    "construction_permit": {
        "project": {"name": "农机装备厂房建设项目", "floor_area": 18_000},
        "works": {
            "builder": "广安宏图建设工程有限公司",
            "designer": "四川渠江建筑设计有限公司",
            "supervisor": "广安诚信工程监理有限公司",
            "price": 42_000_000,
        },
    },
    "fire_acceptance_filing": {
        "project": {"name": "农机装备厂房建设项目", "floor_area": 18_000},
        "finished": {"builder": "广安宏图建设工程有限公司"},
    },
    "planning_verification": {
        "project": {"name": "农机装备厂房建设项目", "floor_area": 18_000, "height": 18},
        "built": {"built_area": 17_960, "green_area": 3_900, "parking": 64},
    },
    "completion_filing": {
        "project": {"name": "农机装备厂房建设项目", "floor_area": 18_000},
        "finished": {"cost": 43_000_000},
    },
}


def answers(
    folder: str, applicant: str, changes: Mapping[str, Any], attached: Callable[[str], str]
) -> dict[str, Any]:
    """Return a whole form; `changes` says what differs (`shop.area`), `attached` keeps a paper and returns its reference."""
    form = FORMS[folder]
    about = {**_applicant(folder, applicant), **form.get("applicant", {})}
    values: dict[str, Any] = {"applicant": about} | {
        section: dict(given) for section, given in form.items() if section != "applicant"
    }
    for path, value in changes.items():
        section, _, name = path.partition(".")
        values[section][name] = value
    for name, each in values.get("materials", {}).items():
        if isinstance(each, File):
            values["materials"][name] = attached(each.name)
    return values


def _applicant(folder: str, applicant: str) -> dict[str, Any]:
    """Return what a form asks about the applicant; each asks its own."""
    known = dict(APPLICANTS[applicant])
    if folder == "drainage_licence":
        return {**known, "address": ADDRESSES[applicant]}
    if folder == "meteorology_reward":
        return {
            "kind": "person",
            "person_name": known["name"],
            "identity_number": known["identity_number"],
            "phone": known["phone"],
        }
    if folder == "school_consultation":
        return {"name": known["name"], "phone": known["phone"]}
    return known
