"""Cases as programs hand them in and read them: personal data masked, as on pages."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from tongban.api.shapes.kinds import Body, Day, Id, Line, OrganOut, Page
from tongban.api.shapes.running import AwaitedOut, OriginalOut, PauseOut, RequestOut, SpecialOut


class CaseLine(Schema):
    """办件一行: one case that the client may see."""

    number: str
    title: str
    matter_id: int
    version_id: int
    organ: OrganOut
    procedure: str
    channel: str
    purpose: str
    state: str
    outcome: str
    received_on: date
    submitted_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    promised_on: date | None
    statutory_on: date | None
    earlier: str = Field(
        description="Number of the ended case that this one takes up; empty as a rule."
    )
    etag: str = Field(description="Stands in the header ETag of the case; for If-Match.")
    href: str


class CasePage(Page):
    """办件列表: a page of cases, the last handed in first."""

    items: list[CaseLine]


class ApplicantOut(Schema):
    """申请人（脱敏）: who applies, masked; of organisations name and number are public."""

    kind: str
    name: str
    number: str
    phone: str


class TaskOut(Schema):
    """待办: a work item that waits for a post of the client; `act` says by which verb it is done.

    `behalf` is the user name of who gave the client a proxy for it; empty where it is the client's own.
    """

    item: int
    act: str
    name: str
    post: str
    behalf: str = ""
    write: list[str] = Field([], description="What the step may fill in of the form, by path.")
    must: list[str] = Field([], description="What of it must be filled in before it is done.")


class StepOut(Schema):
    """环节: one step of the flow, and how it stands."""

    node: str
    name: str
    state: str
    outcome: str
    organs: list[str]
    closed_at: datetime | None


class EventOut(Schema):
    """经过: one entry of the log of the case, without what was said."""

    n: int
    type: str
    at: datetime
    organ: str
    step: str
    hash: str


class AnswerOut(Schema):
    """申请内容一项（脱敏）: one answer of the form."""

    field: str
    title: str
    value: str
    masked: bool


class PaperRef(Schema):
    """文书: a paper that was issued in the case; its file is fetched under `papers`."""

    id: int
    kind: str
    number: str
    state: str
    issued_on: date


class CaseOut(CaseLine):
    """办件: a case as it stands, with what waits for the client, the steps, the log, the answers and the papers.

    Requests to a second person are the organ's own: the applicant's program is shown none.
    """

    delivery: str
    provisional: bool
    applicant: ApplicantOut | None
    tasks: list[TaskOut]
    steps: list[StepOut]
    pauses: list[PauseOut]
    specials: list[SpecialOut]
    requests: list[RequestOut]
    awaited: list[AwaitedOut]
    originals: list[OriginalOut]
    events: list[EventOut]
    answers: list[AnswerOut]
    papers: list[PaperRef]


class NumberIn(Body):
    """证件: by what number somebody is known, exactly."""

    number_kind: Literal["identity-number", "credit-code", "other"]
    number: Line = Field(min_length=1)


class CaseIn(Body):
    """申请: who asks for which matter, with the answers of its form; files are uploaded before under `documents`."""

    matter_id: Id
    applicant: NumberIn
    values: dict[str, Any] = Field(
        description="Answers, as `form_schema` of the matter asks for them."
    )
    channel: Literal["counter", "post", "agent", "portal"] = Field(
        "counter",
        description="`portal` for the applicant's own program, else how it came to the client's window.",
    )
    received_on: Day | None = Field(
        None, description="Day on which it came; today unless said otherwise, with its ground."
    )
    ground: Literal["", "post", "outage"] = ""
    purpose: Literal["new", "change", "renewal", "cancellation"] = "new"
    certificate: Id | None = None
    delivery: Literal["window", "post", "electronic"] = "window"


class SubmittedOut(Schema):
    """回执: the number of the case, the query code for its applicant, the entry of the log, and the newest seal (number and hash)."""

    number: str
    query_code: str
    n: int
    hash: str
    seal: str
    etag: str
    href: str
