"""SpiffWorkflow as a second opinion on where the tokens of a flow are: the same file, the same completions."""

from collections.abc import Mapping

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState

EXECUTABLE = (b'isExecutable="false"', b'isExecutable="true"')


class Second:
    """A case that SpiffWorkflow walks."""

    def __init__(self, xml: bytes, process: str, data: Mapping[str, object]) -> None:
        """Start it; `data` is what conditions ask, which are Python there: names without dots."""
        parser = BpmnParser()
        # It runs only what says that it is executable.
        parser.add_bpmn_xml(etree.fromstring(xml.replace(*EXECUTABLE)))
        subs = parser.get_subprocess_specs(process)
        self.workflow = BpmnWorkflow(parser.get_spec(process), subs)
        self.workflow.task_tree.set_data(**data)
        self.workflow.do_engine_steps()

    def ready(self) -> list[str]:
        """The tasks that can be completed, each as often as it can."""
        return sorted(each.task_spec.bpmn_id for each in self._ready())

    def complete(self, task: str) -> None:
        """Complete one of them."""
        next(each for each in self._ready() if each.task_spec.bpmn_id == task).run()
        self.workflow.do_engine_steps()

    def ended(self) -> bool:
        """Whether nothing is left."""
        return bool(self.workflow.is_completed())

    def _ready(self) -> list:
        return self.workflow.get_tasks(state=TaskState.READY)
