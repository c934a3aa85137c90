"""What is said in the cases of the life: by the matter's own law, conditions and materials."""

from random import Random

from tongban.kernel.catalogue.queries import MatterVersion

SAID = {
    "review": (
        "经审查，申请材料齐全，符合{law}规定的条件，建议{granted}。",
        "已核对{material}，内容真实，与申请一致，符合{law}，建议{granted}。",
        "经核实，申请人情况属实，符合“{condition}”的要求，拟同意。",
    ),
    "review_refused": (
        "经审查，不符合“{condition}”的要求，建议不予办理。",
        "{material}与实际情况不符，经核实后仍不能说明，不符合{law}规定的条件，建议不予办理。",
    ),
    "decide": ("符合{law}规定的条件，{granted}。", "同意审查意见，{granted}。", "材料齐全，程序合法，{granted}。"),
    "decide_refused": (
        "不符合“{condition}”的要求，依照{law}，决定不予办理。条件具备后可以重新申请。",
        "经审查，{material}不能证明申请人具备规定的条件，依照{law}，决定不予办理。",
    ),
    "no_place": (
        "{matter}有数量限制，名额已经按照受理的先后顺序全部准予，决定不予办理。有空余名额时将重新公布，可以再次申请。",
    ),
    "answer": (
        "您好。您咨询的事项，按照{law}和本年度公布的方案办理，所需材料见办事指南；也可以拨打 12345 进一步咨询。",
        "您好。请在公布的报名时间内办理，具体时间和材料以当年公布的方案为准。",
    ),
    "flaw": ("{material}不清晰，关键内容无法辨认", "{material}缺少印章或者签名", "{material}已经超过有效期"),
    "second": ("补正的材料与首次提交的内容不一致，首次审查时无法发现",),
    "not_needed": ("经核实，所申请的活动依法不需要办理“{matter}”，可以直接进行。",),
    "not_competent": ("申请所涉地点不在广安区行政区域内，不属于本机关职权范围，请向有管辖权的机关申请。",),
    "not_supplemented": ("已告知需要补正的全部内容，申请人补充提交后，{material}仍不符合要求，决定不予受理。",),
    "withdraw": ("因经营计划调整，暂不办理，撤回申请。", "材料需要重新准备，先撤回，齐全后再申请。", "已经通过其他途径解决，不再需要办理。"),
    "extension": ("情况复杂，涉及多个单位的资料需要核对，不能在期限内作出决定，申请延长。", "现场整改后需要再次核查，期限内不能作出决定。"),
    "no_extension": ("现有材料足以作出决定，不同意延长，请在期限内办结。",),
    "yes": ("情况属实，同意。", "同意。"),
    "void": ("录入时选错申请人，该件作废，另行收件。",),
    "correction": ("申请人联系电话填写有误，经本人确认后更正。",),
    "termination": ("经核实属实，依法终止办理。",),
    "hear": ("请求考虑实际困难，给予整改时间，我们会按要求完成。", "我方认为材料能够证明情况属实，请予以核实。"),
    "hearing_offer": ("本申请涉及申请人与他人之间的重大利益关系，现告知有权要求听证。",),
    "hearing_waived": ("申请人书面表示已了解审查的事实和理由，放弃听证，书面材料存卷。",),
    "hearing_ask": ("认为审查中对事实的认定有出入，要求举行听证，当面说明。",),
    "circulate": ("请阅，有不同意见请注明。", "请阅。该件涉及多个环节，请提前了解情况。"),
    "transfer": ("本人出差，转由同事办理。", "该件由其经办的片区负责，转办。"),
    "join": ("请核对现场情况后答复。", "请从业务角度提出意见。"),
    "help": ("已核对，情况属实，无不同意见。", "经核实，符合要求。"),
    "let_go": ("本人已核实清楚，不再需要会商。",),
    "send_back": ("部分情况未核实清楚，请补充核实后再报。",),
    "take_back": ("意见填写有误，收回重填。",),
    "minutes": ("会议听取了牵头单位的汇报，各单位逐条讨论了方案，一致同意，按照会议意见办理。",),
    "jump": ("所涉情况已在上一环节核实，无需重复审查。",),
    "urge": ("急需使用，请尽快办理。",),
    "read": ("已阅。", "已阅，无不同意见。"),
    "pre": ("已初步查看，材料基本齐全，请携带原件到窗口核验。",),
    "site_visit": ("核对现场与申请材料是否一致。",),
    "special": ("按照规定需要先行{kind}，所需时间不计入办理期限。",),
    "record": ("{kind}已经完成，结论：符合要求，同意进入下一环节。", "{kind}已经完成，提出两条整改意见，申请人当场表示接受。"),
    "revoke": ("经调查，取得该证照时所附{material}为虚假材料，应当撤销。",),
    "renewal": ("证照即将到期，经营条件没有变化，申请延续。",),
}  # fmt: skip


def said(what: str, version: MatterVersion, rng: Random, **facts: str) -> str:
    """Return one of the sentences for `what`, with the facts of the matter in it."""
    basis = version.bases.first()
    materials = [one.name for one in version.materials.all() if not one.exempt]
    conditions = [line.strip("；。 ") for line in (version.conditions or "").splitlines()]
    conditions = [line.partition("、")[2] or line for line in conditions if len(line) > 4]
    known = {
        "law": f"《{basis.law.partition('（')[0]}》{basis.article}" if basis else "有关规定",
        "material": f"《{rng.choice(materials)}》" if materials else "申请表",
        "condition": rng.choice(conditions) if conditions else "规定的条件",
        "matter": version.name,
        "granted": "准予办理",
        **facts,
    }
    return rng.choice(SAID[what]).format_map(known)
