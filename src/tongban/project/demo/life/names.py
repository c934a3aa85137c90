"""Invented applicants with valid check digits, at real streets of Guangan District."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tongban.standards.codes import credit_code, identity_number, organisation_code

COUNTY = "511602"
SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文蒲"
MALE = (
    "建华", "志明", "国强", "小军", "永贵", "德全", "光辉", "天明", "文斌", "海波", "宗兵", "世平", "浩然", "子轩", "俊杰",
    "明亮", "成林", "洪波", "云飞", "正权", "长青", "家富", "思远", "宇航", "兴旺",
)  # fmt: skip
FEMALE = (
    "桂芳", "玉兰", "秀英", "小琴", "春梅", "晓燕", "丽娟", "雪梅", "红霞", "素芬", "诗涵", "雨欣", "佳慧", "静怡", "云霞",
    "琼华", "明秀", "利容", "思雨", "文君", "碧珍", "翠兰", "淑珍", "海燕", "梦洁",
)  # fmt: skip
WORDS = (
    "渠城", "宏图", "金穗", "川渝", "润泽", "思源", "翠屏", "神龙山", "嘉陵", "永盛", "福满园", "蜀香", "巴渠", "广惠", "白塔",
    "新南门", "华蓥", "邓乡", "西溪", "锦程", "佳和", "瑞丰", "众诚", "天池", "安泰", "恒达", "鑫源", "绿野", "明珠", "万盛",
)  # fmt: skip
TRADES = (
    ("餐饮管理", "有限公司"), ("食品", "有限公司"), ("农业科技", "有限公司"), ("建筑劳务", "有限公司"), ("汽车维修服务", "有限公司"),
    ("物流", "有限公司"), ("洗涤服务", "有限公司"), ("商贸", "有限公司"), ("医院管理", "有限公司"), ("包装制品", "有限公司"),
    ("水产养殖", "专业合作社"), ("柑橘种植", "专业合作社"), ("运输", "有限公司"), ("物业服务", "有限公司"), ("机械加工", "有限公司"),
)  # fmt: skip
PLACES = (
    "浓洄街道渠江南路", "北辰街道滨河路", "北辰街道建设路", "广福街道广惠街", "万盛街道五福西街", "万盛街道万盛东路",
    "中桥街道建安中路", "中桥街道凤凰大道", "枣山街道迎宾大道", "官盛新区渠江大道", "龙台镇老街", "大安镇正街", "浓溪镇兴隆街",
    "悦来镇新街", "恒升镇中街", "花桥镇桥头街", "肖溪镇古街", "石笋镇石笋街", "白市镇滨江街", "协兴镇牌坊街",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Applicant:
    """One who applies: a person or a body, with what forms ask of it."""

    key: str
    kind: str
    name: str
    number: str
    phone: str
    address: str
    legal: str
    contact: str
    born: date
    online: bool


def person_name(rng: Random) -> str:
    """Return an invented name."""
    return rng.choice(SURNAMES) + rng.choice(MALE if rng.random() < 0.5 else FEMALE)


def address(rng: Random) -> str:
    """Return an address at a real street."""
    return f"广安区{rng.choice(PLACES)} {rng.randint(2, 268)} 号"


def mobile(rng: Random) -> str:
    """Return a mobile number of the range that the demo's invented people have."""
    return f"1380000{rng.randint(0, 9999):04d}"


def identity(rng: Random, born: date) -> str:
    """Return an identity number of the district with its check digit."""
    body = f"{COUNTY}{born:%Y%m%d}{rng.randint(100, 899)}"
    return body + identity_number.check_character(body)


def company_code(rng: Random) -> str:
    """Return a credit code of an enterprise of the district with both check digits."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "MA" + "".join(rng.choice(letters) for _ in range(6))
    organisation = body + organisation_code.check_character(body)
    head = f"91{COUNTY}{organisation}"
    return head + credit_code.check_character(head)


def citizen(rng: Random, key: str, *, oldest: int, youngest: int, today: date) -> Applicant:
    """Return a person between two ages."""
    born = today - timedelta(days=rng.randint(youngest * 366, oldest * 365))
    name = person_name(rng)
    return Applicant(
        key, "person", name, identity(rng, born), mobile(rng), address(rng), name, name, born,
        rng.random() < 0.5,
    )  # fmt: skip


def body(rng: Random, key: str, today: date) -> Applicant:
    """Return an enterprise or a cooperative."""
    trade, form = rng.choice(TRADES)
    name = f"广安{rng.choice(WORDS)}{trade}{form}"
    born = today - timedelta(days=rng.randint(300, 5000))
    return Applicant(
        key, "enterprise", name, company_code(rng), mobile(rng), address(rng), person_name(rng),
        person_name(rng), born, rng.random() < 0.7,
    )  # fmt: skip


def crowd(seed: int, count: int, today: date) -> Sequence[Applicant]:
    """Return the applicants of the life: adults, old people, bodies; names and numbers once each."""
    rng, found = Random(f"{seed}/people"), dict[str, Applicant]()
    while len(found) < count:
        key, place = f"life-{len(found)}", len(found) % 10
        if place < 4:
            made = citizen(rng, key, oldest=59, youngest=19, today=today)
        elif place < 6:
            made = citizen(rng, key, oldest=88, youngest=62, today=today)
        else:
            made = body(rng, key, today)
        found.setdefault(made.name if made.kind != "person" else made.number, made)
    return tuple(found.values())
