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


Happening: TypeAlias = MattersImported | VersionDrafted | VersionPublished | VersionCancelled


def entry(event: Happening, act: Act, *, stream: str, home: int) -> Entry:
    """Return the log entry of `event` in `matter/<id>` or `catalogue/<division>`."""
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
