"""What a batch takes and answers: several work items, one wish, and what became of each."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from tongban.api.problems import Problem
from tongban.api.shapes.acts import ActedOut
from tongban.api.shapes.kinds import Body, CaseNumber, Id, Line, Words
from tongban.kernel.cases.batching import MOST


class BatchItemIn(Body):
    """所选待办: a work item of a case, and the ETag of the case as the client saw it."""

    number: CaseNumber
    item: Id
    etag: str = Field(max_length=200)
    behalf: Line = ""


class BatchIn(Body):
    """批量办理: one verb for several work items. `outcome` and `words` complete, `to` are user names."""

    verb: Literal["complete", "claim", "transfer", "circulate"]
    items: list[BatchItemIn] = Field(min_length=1, max_length=MOST)
    outcome: Literal["agreed", "refused", "abstained"] = "agreed"
    words: Words = ""
    to: list[Line] = Field([], max_length=50)


class BatchRowOut(Schema):
    """一件的结果: what was done, or the problem for which it was not."""

    number: str
    item: int
    done: ActedOut | None = None
    problem: Problem | None = None


class BatchOut(Schema):
    """批量结果: how many were done and how many refused, and each in the order of the wish."""

    done: int
    refused: int
    rows: list[BatchRowOut]
