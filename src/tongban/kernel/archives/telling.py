"""案卷用语: what the cover and the log of a file say."""

from tongban.kernel.cases.papering import long_day, moment
from tongban.kernel.cases.story import Story
from tongban.kernel.clock import day_of
from tongban.kernel.parties.queries import party_by_id
from tongban.standards.procedures import procedure

ENDS = {
    "case.declined": "不予受理",
    "case.returned": "逾期未补正退回",
    "case.terminated": "终止办理",
    "case.withdrawn": "申请人撤回",
    "case.voided": "作废",
}


def cover_rows(story: Story, *, pieces: int, pages: int, digest: str) -> list[tuple[str, str]]:
    """Return what stands on the cover."""
    case, applicant = story.case, party_by_id(story.case.party)
    ended = case.decided_at or case.closed_at
    outcome = procedure(case.procedure).outcome(case.outcome, "zh")
    rows = [
        ("事项名称", case.title),
        ("办件编号", case.number),
        ("办理程序", procedure(case.procedure).title),
        ("申请人", applicant.name if applicant else ""),
        ("收件日期", long_day(case.received_on)),
        ("受理日期", long_day(case.accepted_on) if case.accepted_on else "未受理"),
        ("办结日期", long_day(day_of(ended)) if ended else "办理中"),
        ("办理结果", outcome if case.decided_at else _ending(story)),
        ("卷内件数", f"{pieces} 件（不含日志）"),
        ("总页数", f"{pages} 页"),
        ("目录摘要", chunked(digest, 32)),
    ]
    return [(name, value) for name, value in rows if value]


def _ending(story: Story) -> str:
    """Return how a case ended that was never decided, also once its file is closed."""
    ends = [ENDS[one.record.type] for one in story.happened if one.record.type in ENDS]
    return ends[-1] if ends else "办理中"


def log_rows(story: Story) -> list[list[str]]:
    """Return the log, one row an event: number, instant, type with who and where, hash."""
    return [
        [
            str(one.record.n),
            moment(one.record.at),
            "\n".join(part for part in (one.record.type, _who(one.by, one.organ)) if part),
            chunked(one.record.hash, 16),
        ]
        for one in story.happened
    ]


def _who(by: str, organ: str) -> str:
    return " ".join(part for part in (organ, by) if part)


def chunked(digest: str, size: int) -> str:
    """Return a digest on several lines of `size` signs, so that a narrow column can hold it."""
    return "\n".join(digest[place : place + size] for place in range(0, len(digest), size))
