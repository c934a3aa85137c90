"""SpiffWorkflow: the same flow, its state as JSON in one row of the same PostgreSQL, locked while a step is completed."""

from itertools import count
from pathlib import Path
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from benchmarks._sides._serving import WORKER, connected, serve
from tongban.project import demo

PROCESS = "public_rental_housing"
FLOW = Path(demo.__file__).parent / "matters" / PROCESS / "flow.bpmn"
OPINION = {"outcome": "agreed", "opinion": "核对一致，同意。", "by": "person/1"}
_ids = count(1_000_000 * (WORKER + 1))


class Spiff:
    """A table of workflows; a step is load, run, store."""

    def __init__(self) -> None:
        """Read the flow and make the table."""
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.parse(str(FLOW)), filename=str(FLOW))
        self.spec = parser.get_spec(PROCESS)
        self.registry = BpmnWorkflowSerializer.configure()
        self.serializer = BpmnWorkflowSerializer(self.registry)
        self.connection = connected("public")
        self.connection.execute("CREATE SCHEMA IF NOT EXISTS spiff")
        self.connection.execute(
            "CREATE TABLE IF NOT EXISTS spiff.workflow (id bigint PRIMARY KEY, state jsonb NOT NULL, version bigint NOT NULL)"
        )
        self.connection.commit()
        self.ids: list[int] = []

    def prepare(self, count: int) -> None:
        """Store so many workflows that wait for their first step."""
        self.ids = [next(_ids) for _ in range(count)]
        for each in self.ids:
            workflow = BpmnWorkflow(self.spec)
            workflow.do_engine_steps()
            self.connection.execute(
                "INSERT INTO spiff.workflow VALUES (%s, %s, 1)",
                [each, self.serializer.serialize_json(workflow)],
            )
        self.connection.commit()

    def look(self, node: str) -> None:
        """Nothing: a task is found by its name."""

    def run(self, node: str) -> int:
        """Complete the task of that name in every workflow."""
        for each in self.ids:
            row = self.connection.execute(
                "SELECT state::text FROM spiff.workflow WHERE id = %s FOR UPDATE", [each]
            ).fetchone()
            workflow: Any = self.serializer.deserialize_json(row[0])
            task = workflow.get_next_task(spec_name=node, state=TaskState.READY)
            task.set_data(**{node: OPINION})
            task.run()
            workflow.do_engine_steps()
            self.connection.execute(
                "UPDATE spiff.workflow SET state = %s, version = version + 1 WHERE id = %s",
                [self.serializer.serialize_json(workflow), each],
            )
            self.connection.commit()
        return len(self.ids)


if __name__ == "__main__":
    serve(Spiff())
