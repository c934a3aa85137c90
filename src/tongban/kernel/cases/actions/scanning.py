"""文书回扫: the stamped print of a paper comes back into its case, by who leads the case."""

from tongban.kernel import Act
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.pausing import handles
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.papers.actions import attach_scan
from tongban.kernel.papers.queries import paper_by_id


def scan_back(number: str, act: Act, *, paper: int, document: int) -> Receipt:
    """文书回扫: keep the stamped print of a paper of the case; from then on its digest verifies too."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        handles(recorder)
        rules.not_archived(recorder.state.row)
        found = paper_by_id(paper)
        if found is None or found.subject != recorder.stream:
            raise rules.not_found()
        attach_scan(paper, document, recorder.act)

    return run("scan_back", number, act, work, asked={"paper": paper, "document": document})
