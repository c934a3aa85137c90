"""证件资料: the photographed or scanned papers of an entry."""

from dataclasses import dataclass
from datetime import date

from tongban.kernel import Act, Refusal
from tongban.kernel.documents.actions import use
from tongban.kernel.documents.queries import document_for
from tongban.kernel.registers.actions.writing import content_of, held, once, record
from tongban.kernel.registers.entries import Entry
from tongban.kernel.registers.events import EntryFiled, EntryUnfiled, stream_of


@dataclass(frozen=True, slots=True)
class Filing:
    """归档内容: a file of the actor, which paper it is, up to and with which day it is good, and why it is filed."""

    document: int
    paper: str
    reason: str
    until: date | None = None


def file(kind: str, entry_id: int, act: Act, *, version: int, filing: Filing) -> Entry:
    """归入证件资料: attach a file that the actor has uploaded."""
    document = document_for(act.by, filing.document)

    def work() -> Entry:
        before = held(kind, entry_id, act, version)
        if filing.paper not in before.known.register.papers:
            raise Refusal(
                "register.no_such_paper",
                "The register keeps no such paper. Choose one from the list.",
                field="paper",
            )
        content = content_of(filing.reason)
        event = EntryFiled(
            document=document.pk,
            paper=filing.paper,
            sha256=document.sha256,
            until=filing.until.isoformat() if filing.until else None,
            content=content.sealed.digest,
        )
        use([document.pk], act, subject=stream_of(kind, entry_id))
        return record(before, event, act, content)

    wish = ["file", entry_id, version, document.sha256, filing.paper, filing.reason, filing.until]
    return once(kind, act, wish, work)


def unfile(
    kind: str, entry_id: int, act: Act, *, version: int, document: int, reason: str
) -> Entry:
    """移出证件资料: show a paper no longer. The file stays as long as the entry's log speaks of it."""

    def work() -> Entry:
        before = held(kind, entry_id, act, version)
        if document not in {each.document for each in before.state.papers}:
            raise Refusal(
                "register.no_such_paper_filed",
                "The entry has no such paper. Look at its papers again.",
            )
        content = content_of(reason)
        event = EntryUnfiled(document=document, content=content.sealed.digest)
        return record(before, event, act, content)

    return once(kind, act, ["unfile", entry_id, version, document, reason], work)
