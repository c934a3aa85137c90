"""What can happen to documents. No event holds a file's name or content."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class DocumentHandedOut:
    """查阅文件: somebody other than its owner was given a file; `subject` is what it belongs to, such as `case/12`."""

    type: ClassVar[str] = "document.handed_out"
    document: int
    subject: str


@dataclass(frozen=True, slots=True)
class DocumentErased:
    """清除文件: bytes and name of a file of `subject` are gone for good; its size and digest stay known."""

    type: ClassVar[str] = "document.erased"
    document: int
    subject: str


DocumentEvent: TypeAlias = DocumentHandedOut | DocumentErased


def entry(event: DocumentEvent, act: Act, *, home: int) -> Entry:
    """Return the log entry of `event`, in the document's own stream at the place whose case it belongs to."""
    stream = f"document/{event.document}"
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
