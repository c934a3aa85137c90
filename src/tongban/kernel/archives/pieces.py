"""卷内文件: the pieces of a case's file in their order, each with its bytes, date and digest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tongban.kernel.cases.composing import composed
from tongban.kernel.cases.story import Story
from tongban.kernel.clock import day_of
from tongban.kernel.documents.queries import (
    Document,
    document_used_by,
    documents_used_by,
    open_document,
)
from tongban.kernel.papers.queries import Paper, papers_of

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
# 结论在前: the decision comes first, then the process sheet, the application and its materials, the rest by their day.
FIRST = ("grant", "refusal", "result", "result_refused", "deemed_renewal", "process_sheet")
LAST = ("proof_of_service",)


@dataclass(frozen=True, slots=True)
class Piece:
    """卷内文件: one paper or material; `ending` is how its file name ends, `group` orders it."""

    group: int
    name: str
    number: str
    day: date
    ending: str
    content: bytes

    @property
    def digest(self) -> str:
        """Return the lower-hex SHA-256 of its bytes."""
        return sha256(self.content).hexdigest()


def pieces_of(story: Story) -> list[Piece]:
    """Return all papers and materials of the case in the order of its file; the form is bound by the caller."""
    found = [*_papers(story), *_materials(story)]
    return sorted(found, key=lambda piece: (piece.group, piece.day, piece.name, piece.number))


def _papers(story: Story) -> Iterator[Piece]:
    subject = f"case/{story.case.number}"
    for paper in papers_of(subject):
        made = composed(story.case, paper.pk)
        if made is None or made.document_id is None:
            continue
        kept = document_used_by(subject, made.document_id)
        if kept.erased_at is not None:
            continue
        name = kept.name.removesuffix(".pdf").removesuffix(paper.number).strip()
        content = _bytes(kept)
        group, day = _group(paper), day_of(paper.issued_at)
        yield Piece(group, name, paper.number, day, "pdf", content)
        scan = document_used_by(subject, paper.scan_id) if paper.scan_id is not None else None
        if scan is not None and scan.erased_at is None:
            ending = ENDINGS.get(scan.media_type, "pdf")
            yield Piece(group, f"{name}（盖章扫描件）", paper.number, day, ending, _bytes(scan))


def _group(paper: Paper) -> int:
    if paper.kind in FIRST:
        return FIRST.index(paper.kind)
    return 90 if paper.kind in LAST else 50


def _materials(story: Story) -> Iterator[Piece]:
    papers = papers_of(f"case/{story.case.number}")
    own = {paper.document_id for paper in papers} | {paper.scan_id for paper in papers}
    named = {material.key: material.name for material in story.version.materials.all()}
    keys = _keys(story.values)
    for document in documents_used_by(f"case/{story.case.number}"):
        if document.pk in own or document.erased_at is not None:
            continue
        label = named.get(keys.get(document.reference, ""), "")
        name = f"{label}（{document.name}）" if label else document.name
        ending = ENDINGS.get(document.media_type, document.name.rpartition(".")[2])
        yield Piece(20, name, "", day_of(document.created_at), ending, _bytes(document))


def _keys(values: object, key: str = "") -> dict[str, str]:
    """Return which material each file was handed in for, by its reference."""
    if isinstance(values, Mapping):
        return {ref: name for k, each in values.items() for ref, name in _keys(each, k).items()}
    if isinstance(values, list):
        return {ref: name for each in values for ref, name in _keys(each, key).items()}
    return {values: key} if isinstance(values, str) and values.startswith("document/") else {}


def _bytes(document: Document) -> bytes:
    with open_document(document) as file:
        return file.read()
