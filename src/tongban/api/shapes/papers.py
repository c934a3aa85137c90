"""Papers as programs verify them, and files as they upload them: nothing personal."""

from datetime import date

from ninja import Schema
from pydantic import Field


class PaperOut(Schema):
    """文书: what a paper is, and whether it holds."""

    id: int
    kind: str
    kind_name: str
    number: str
    organ: str
    issued_on: date
    state: str = Field(description="`valid`, `superseded` or `revoked`.")
    holds: bool
    sha256: str = Field(description="Digest of the PDF; empty until it is made.")
    scan_sha256: str = Field(description="Digest of the stamped print, where it was scanned back.")


class PaperList(Schema):
    """文书核验结果: what has this number or code; none where it is not known."""

    items: list[PaperOut]


class FileOut(Schema):
    """附件: a file that was kept; `reference` stands in the answers of a form."""

    reference: str
    name: str
    media_type: str
    size: int
    sha256: str
