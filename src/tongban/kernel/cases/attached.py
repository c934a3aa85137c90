"""随附文件: which files go with an application, and that they are the new case's from then on."""

from dataclasses import dataclass
from typing import Any, Self

from tongban.kernel import Act
from tongban.kernel.cases.again import none_open
from tongban.kernel.cases.forming import form_of
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.queries.keys import case_held
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.documents.actions import use, use_again
from tongban.kernel.documents.queries import Document, documents_for, number_of, reusable
from tongban.kernel.forms.rules import references


@dataclass(frozen=True, slots=True)
class Attached:
    """随附文件: the files of an application: the actor's own, and those that stay from the case it takes up."""

    own: list[Document]
    kept: list[Document]
    earlier: Case | None

    @classmethod
    def of(
        cls, answers: dict[str, Any], version: MatterVersion, act: Act, earlier: Case | None
    ) -> Self:
        """Return the files that the answers refer to; one that is neither the actor's nor the earlier case's does not exist."""
        source = f"case/{earlier.number}" if earlier else ""
        wanted = {number_of(one) for one in references(form_of(version), answers)}
        kept = [one for one in reusable(source) if one.pk in wanted] if source else []
        rest = wanted - {one.pk for one in kept}
        return cls(documents_for(act.by, rest), kept, earlier)

    @property
    def digests(self) -> dict[str, str]:
        """Return what the log says of them, by number."""
        return {str(one.pk): one.sha256 for one in sorted([*self.own, *self.kept], key=_number)}

    def taken_up_once(self) -> None:
        """Refuse where another open case takes up the same one; two at once see each other."""
        if self.earlier is not None:
            none_open(case_held(self.earlier))

    def belong_to(self, subject: str, act: Act) -> None:
        """Note that they are the new case's, and those of the earlier one its too."""
        use([one.pk for one in self.own], act, subject=subject)
        if self.earlier and self.kept:
            of = f"case/{self.earlier.number}"
            use_again([one.pk for one in self.kept], act, of=of, subject=subject)


def _number(document: Document) -> int:
    return document.pk
