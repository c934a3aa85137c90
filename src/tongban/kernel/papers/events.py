"""What can happen to papers and their templates. No event holds what a paper says: the log has digests."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class PaperIssued:
    """出具文书: a paper got its number; `subject` is what it belongs to, such as `case/NUMBER`."""

    type: ClassVar[str] = "paper.issued"
    paper: int
    kind: str
    number: str
    organ: int
    subject: str


@dataclass(frozen=True, slots=True)
class PaperComposed:
    """文书成稿: the PDF was made; `sha256` is its digest, `template` is null for the wording the platform brings."""

    type: ClassVar[str] = "paper.composed"
    paper: int
    document: int
    sha256: str
    template: int | None


@dataclass(frozen=True, slots=True)
class PaperScanned:
    """文书回扫: the stamped print was scanned back; its digest verifies too."""

    type: ClassVar[str] = "paper.scanned"
    paper: int
    document: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PaperSuperseded:
    """文书被替代: another paper, or a later act, took its place; `by` is that paper."""

    type: ClassVar[str] = "paper.superseded"
    paper: int
    by: int | None


@dataclass(frozen=True, slots=True)
class PaperRevoked:
    """撤回文书: it no longer holds."""

    type: ClassVar[str] = "paper.revoked"
    paper: int


@dataclass(frozen=True, slots=True)
class TemplatePublished:
    """发布文书模板: from now on papers of the kind are composed with it; `digest` is of its title and body."""

    type: ClassVar[str] = "paper.template_published"
    template: int
    kind: str
    organ: int | None
    ordinal: int
    digest: str


@dataclass(frozen=True, slots=True)
class NumberRuleSet:
    """设定文号规则: an organ numbers its papers by a pattern of its own."""

    type: ClassVar[str] = "paper.number_rule_set"
    organ: int
    pattern: str
    organ_word: str


Happening: TypeAlias = PaperIssued | PaperComposed | PaperScanned | PaperSuperseded | PaperRevoked


def stream_of(paper: int) -> str:
    """Return the name of a paper's stream in the log."""
    return f"paper/{paper}"


def entry(event: Happening, act: Act, *, home: int) -> Entry:
    """Return the log entry of `event`, in the stream of its paper."""
    stream = stream_of(event.paper)
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)


def keeping_entry(event: TemplatePublished | NumberRuleSet, act: Act, *, home: int) -> Entry:
    """Return the log entry of what a keeper did, in the stream of the organ's papers."""
    stream = f"papers/{event.organ or 'national'}"
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
