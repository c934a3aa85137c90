"""What is answered in each form of the demo: step by step as a browser fills it in, and whole as the kernel takes it.

The applicants and whoever handles a case stand in the demo, and are invented; only the organ that asks the archives is real.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from builders.filling import FILE, handlers_of, known_of, steps_of
from tongban.kernel.forms.loading import form
from tongban.kernel.forms.rules import read
from tongban.project import demo
from tongban.project.demo.people import code_of, number_of

FOLDERS = Path(demo.__file__).parent / "matters"

ENTERPRISE = {
    "applicant.name": "广安渠江豆制品有限公司",
    "applicant.credit_code": code_of("MA00TB01"),
    "applicant.legal_representative": "杜渠江",
    "applicant.contact": "范小雨",
    "applicant.phone": "13800005555",
}
CITIZEN = {
    "applicant.name": "李秀英",
    "applicant.identity_number": "511602198803120026",
    "applicant.phone": "13800001111",
}
SENIOR = {
    "applicant.name": "罗桂兰",
    "applicant.identity_number": number_of("51160219580506"),
    "applicant.phone": "13800004444",
}
ORGAN = {
    "applicant.name": "广安区文化广播电视和旅游局",
    "applicant.credit_code": "11511301599994805M",
    "applicant.legal_representative": "覃文",
    "applicant.contact": "文雅",
    "applicant.phone": "13800006666",
}
APPLICANTS = {
    "archive_transfer_delay": "wenlvju",
    "completion_filing": "juli",
    "construction_permit": "juli",
    "disability_certificate": "luoguilan",
    "disaster_relief": "lixiuying",
    "drainage_licence": "qujiang",
    "enterprise_name_ruling": "qujiang",
    "environment_report": "juli",
    "estate_agency_filing": "longtai",
    "fire_acceptance_filing": "juli",
    "fire_design_review": "juli",
    "fire_safety_check": "yuwei",
    "food_shop_filing": "qujiang",
    "home_sale_review": "huanglihua",
    "household_registration": "lixiuying",
    "hr_service_filing": "zhixin",
    "hygiene_filing": "yuwei",
    "investment_filing": "juli",
    "land_planning_permit": "juli",
    "medical_institution_check": "renhe",
    "meteorology_reward": "lixiuying",
    "planning_permit": "qujiang",
    "planning_verification": "juli",
    "project_archive_acceptance": "wenlvju",
    "public_rental_housing": "lixiuying",
    "road_excavation": "hengsheng",
    "rural_planning_permit": "zhangwei",
    "school_consultation": "lixiuying",
    "senior_card": "luoguilan",
    "signboard_setting": "yuwei",
    "soil_conservation_plan": "longtai",
    "taxi_licence": "anchang",
    "taxpayer_confirmation": "yuwei",
    "temporary_relief": "zhangwei",
    "transport_certificate": "qujiang",
    "tree_felling_licence": "huanglihua",
    "unemployment_benefit": "zhangwei",
    "unemployment_registration": "lixiuying",
}
"""Whose login hands each matter in."""
HANDLERS: dict[str, tuple[str, ...]] = {
    "archive_transfer_delay": ("shixin", "renjie", "maoyong"),
    "disaster_relief": ("wangmin", "pengbo", "xiejun"),
    "drainage_licence": ("wangmin", "tangli", "wujianguo"),
    "enterprise_name_ruling": ("wenjing", "fengtao", "qinhong"),
    "food_shop_filing": ("wangmin", "qinhong"),
    "meteorology_reward": ("wangmin", "caoyue", "pengbo", "jiangping"),
    "public_rental_housing": (
        "wangmin",
        "chenzhiqiang",
        "liuyang",
        "zhaojing",
        "sunlei",
        "zhouting",
        "wujianguo",
    ),
    "school_consultation": ("duanqian",),
    "senior_card": ("wangmin", "yelan"),
    "transport_certificate": ("wangmin",),
}
"""Who takes each step of a matter, from the first to the decision or the answer."""
TRUTHFUL = {"pledge.truthful": "true"}

STEPS: dict[str, tuple[dict[str, str], ...]] = {
    "archive_transfer_delay": (
        ORGAN,
        {
            "records.event": "2026 年渠江龙舟邀请赛",
            "records.ended": "2026-06-20",
            "records.volumes": "326",
            "records.due": "2026-12-20",
            "records.until": "2027-12-20",
            "records.reason": "赛事影像仍在编研，年内不能移交。",
            "records.safe": "true",
        },
        {"materials.request": FILE, "materials.inventory": FILE},
        {**TRUTHFUL, "pledge.custody": "true"},
    ),
    "disaster_relief": (
        {**CITIZEN, "applicant.address": "广安区大安镇光辉村 3 组", "applicant.people": "3"},
        {
            "loss.kind": "flood",
            "loss.happened": "2026-07-12",
            "loss.house": "serious",
            "loss.damage": "7 月 12 日凌晨河水进屋，一楼进水一米多，粮食和家具全部泡坏。",
            "loss.need": "transition",
        },
        {
            "account.amount": "6000",
            "account.bank": "广安农村商业银行",
            "account.number": "6214570001000200030",
        },
        {"materials.identity": FILE, "materials.loss_photos": FILE},
        {**TRUTHFUL, "pledge.check": "true"},
    ),
    "drainage_licence": (
        {**ENTERPRISE, "applicant.address": "广安区官盛新区渠江大道 9 号"},
        {
            "discharge.place": "广安区官盛新区渠江大道 9 号厂区",
            "discharge.industry": "industry",
            "discharge.daily_volume": "40",
            "discharge.outlets": "1",
            "discharge.pollutants": "化学需氧量、氨氮、悬浮物",
            "discharge.pretreatment": "true",
            "discharge.facility": "格栅、调节池和厌氧好氧处理，日处理能力 60 立方米，运行正常。",
            "discharge.key_unit": "false",
        },
        {},
        {
            "materials.drainage_plan": FILE,
            "materials.water_report": FILE,
            "materials.facility_proof": FILE,
        },
        {**TRUTHFUL, "pledge.concealed": "true", "pledge.visit": "true"},
    ),
    "enterprise_name_ruling": (
        ENTERPRISE,
        {
            "respondent.name": "广安渠江人家豆制品有限公司",
            "respondent.address": "广安区中桥街道建安中路 66 号",
            "respondent.reason_known": "2026-09-01",
        },
        {
            "claim.request": "change",
            "claim.grounds": "本企业名称自 2019 年使用至今，双方同做豆制品，已有客户把对方的货当成本企业的货。",
            "claim.mediation": "true",
        },
        {
            "materials.application": FILE,
            "materials.licence_copy": FILE,
            "materials.evidence": FILE,
        },
        {**TRUTHFUL, "pledge.no_suit": "true"},
    ),
    "food_shop_filing": (
        ENTERPRISE,
        {
            "shop.address": "广安区北辰街道滨河路 20 号附 3 号",
            "shop.area": "36",
            "shop.kind": "retail",
            "shop.items": "预包装食品、散装豆制品",
            "shop.staff": "2",
        },
        {
            "materials.identity": FILE,
            "materials.layout": FILE,
            "materials.health_proof": FILE,
        },
        {**TRUTHFUL, "pledge.safety": "true"},
    ),
    "meteorology_reward": (
        {
            "applicant.kind": "person",
            "applicant.person_name": "李秀英",
            "applicant.identity_number": "511602198803120026",
            "applicant.phone": "13800001111",
        },
        {
            "merit.field": "warning",
            "merit.since": "2026-07-12",
            "merit.facts": "作为村气象信息员，在 7 月 12 日暴雨前两小时逐户通知，转移群众 46 人，无人伤亡。",
        },
        {"materials.merit_proof": FILE},
        {**TRUTHFUL, "pledge.publication": "true"},
    ),
    "public_rental_housing": (
        {
            **CITIZEN,
            "applicant.address": "广安区北辰街道滨河路 18 号 3 栋 502 室",
            "applicant.category": "local",
            "applicant.marital_status": "unmarried",
        },
        {},
        {
            "housing.situation": "renting",
            "housing.monthly_rent": "800",
            "housing.floor_area": "42",
            "housing.monthly_income": "3600",
            "housing.has_vehicle": "false",
        },
        {
            "materials.identity": FILE,
            "materials.household_register": FILE,
            "materials.housing_proof": FILE,
        },
        {**TRUTHFUL, "pledge.consent": "true"},
    ),
    "school_consultation": (
        {"applicant.name": "李秀英", "applicant.phone": "13800001111"},
        {
            "question.stage": "primary",
            "question.residence": "local",
            "question.words": "孩子明年 9 月满六岁，报名要带哪些材料，什么时候报名？",
        },
    ),
    "senior_card": (
        {**SENIOR, "applicant.address": "广安区北辰街道滨河路 18 号 3 栋 502 室"},
        {"card.reason": "first"},
        {"materials.identity": FILE, "materials.photo": FILE},
        TRUTHFUL,
    ),
    "transport_certificate": (
        {**ENTERPRISE, "applicant.licence_number": "511602000123"},
        {
            "vehicle.plate": "川X12345",
            "vehicle.kind": "lorry",
            "vehicle.load": "9800",
            "vehicle.certificate": "511602004567",
            "vehicle.reason": "lost",
            "vehicle.lost_statement": "11 月 3 日在送货途中遗失，已登报声明。",
        },
        {"materials.driving_licence": FILE},
        TRUTHFUL,
    ),
}


def schema_of(folder: str) -> dict[str, Any]:
    """What the folder asks, as its file says it."""
    return json.loads((FOLDERS / folder / "form.schema.json").read_text(encoding="utf-8"))


def whole(folder: str, attached: Callable[[str], str] = lambda _: FILE) -> dict[str, Any]:
    """All answers of a form; `attached` keeps a paper for a field and returns its reference."""
    given = {name: value for step in STEPS[folder] for name, value in step.items()}
    files = {name: attached(name) for name, value in given.items() if value == FILE}
    fields = {name: [value] for name, value in given.items() if value != FILE}
    return dict(read(form(schema_of(folder)), fields, files=files).values)


for _folder in sorted(set(APPLICANTS) - set(STEPS)):
    STEPS[_folder] = steps_of(form(schema_of(_folder)), known_of(APPLICANTS[_folder]))
    HANDLERS[_folder] = handlers_of(FOLDERS / _folder, whole(_folder))
ANSWERS: dict[str, dict[str, Any]] = {folder: whole(folder) for folder in STEPS}
