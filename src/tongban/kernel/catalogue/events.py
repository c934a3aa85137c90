"""What can happen to the catalogue. No event holds personal data."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class MattersImported:
    """事项导入: one file changed the catalogue of a county. `versions` are the version ids it published."""

    type: ClassVar[str] = "matters.imported"
    batch: int
    digest: str
    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    since: str
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FileTakenOver:
    """文件导入: a file of a keeper wrote drafts in a county. `versions` are their ids; the counts are of the whole file."""

    type: ClassVar[str] = "matters.taken_over"
    batch: int
    digest: str
    rows: int
    created: int
    changed: int
    unchanged: int
    refused: int
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UndoAsked:
    """申请撤销导入: a keeper asked a second one to take back a list that was published at once."""

    type: ClassVar[str] = "matters.undo_asked"
    batch: int


@dataclass(frozen=True, slots=True)
class ImportUndone:
    """撤销导入: what a batch did was taken back for `matters`; `kept` were edited or published meanwhile and stay."""

    type: ClassVar[str] = "matters.import_undone"
    batch: int
    matters: tuple[int, ...]
    kept: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VersionDrafted:
    """清单起草: a draft was written or rewritten. `digest` is of its dossier, empty without one."""

    type: ClassVar[str] = "matter.drafted"
    version: int
    ordinal: int
    digest: str


@dataclass(frozen=True, slots=True)
class VersionPublished:
    """清单发布: a version is in force from `since` up to, but without, `until` (ISO days).

    `closed` is the version whose days it ended, `None` where there was none.
    """

    type: ClassVar[str] = "matter.published"
    version: int
    ordinal: int
    online: bool
    since: str
    until: str | None
    closed: int | None


@dataclass(frozen=True, slots=True)
class VersionCancelled:
    """清单取消: a draft was dropped, or a version is no longer in force from `until` on (an ISO day)."""

    type: ClassVar[str] = "matter.cancelled"
    version: int
    until: str


@dataclass(frozen=True, slots=True)
class MatterCoded:
    """事项赋码: the matter bears one more code in a scheme of its own."""

    type: ClassVar[str] = "matter.coded"
    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """提交审核: a keeper asks a second one to agree: `asked` is publish, suspend, resume or cancel.

    `edition` is the wording of the version that is asked about; `on` an ISO day, empty where none is asked for.
    """

    type: ClassVar[str] = "matter.review_asked"
    review: int
    version: int
    edition: int
    asked: str
    on: str


@dataclass(frozen=True, slots=True)
class ReviewAgreed:
    """审核通过: a second keeper agreed to what was asked for the version."""

    type: ClassVar[str] = "matter.review_agreed"
    review: int
    version: int
    edition: int
    asked: str


@dataclass(frozen=True, slots=True)
class ReviewReturned:
    """审核退回: a second keeper sent back what was asked for the version; the words stand in the review."""

    type: ClassVar[str] = "matter.review_returned"
    review: int
    version: int
    edition: int
    asked: str


@dataclass(frozen=True, slots=True)
class MatterSuspended:
    """事项挂起: the version is out of force from `since` on (an ISO day), until the matter is resumed."""

    type: ClassVar[str] = "matter.suspended"
    review: int
    version: int
    since: str


@dataclass(frozen=True, slots=True)
class MatterResumed:
    """事项恢复: a copy of the suspended version, `copied`, is in force from `since` on (an ISO day)."""

    type: ClassVar[str] = "matter.resumed"
    review: int
    version: int
    copied: int
    since: str


@dataclass(frozen=True, slots=True)
class ListPublished:
    """清单公布: a public list was numbered and sealed as of `day` (an ISO day); `digest` is of its head and rows."""

    type: ClassVar[str] = "list.published"
    published: int
    kind: str
    year: int
    number: int
    day: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class MissesSettled:
    """落空检索处理: a keeper dealt with what was asked in vain; `misses` are the ids of the rows, one a day."""

    type: ClassVar[str] = "search.settled"
    misses: tuple[int, ...]


Happening: TypeAlias = (
    MattersImported
    | FileTakenOver
    | UndoAsked
    | ImportUndone
    | VersionDrafted
    | VersionPublished
    | VersionCancelled
    | MatterCoded
    | ReviewAsked
    | ReviewAgreed
    | ReviewReturned
    | MatterSuspended
    | MatterResumed
    | ListPublished
    | MissesSettled
)


def entry(event: Happening, act: Act, *, stream: str, home: int) -> Entry:
    """Return the log entry of `event` in `matter/<id>`, `list/<id>` or `catalogue/<division>`."""
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
