"""django-viewflow: a step is what its view does: lock the process, start the task, execute it."""

import importlib
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from benchmarks._sides._serving import WORKER, address, refuse_hasty, serve

OPINION = {"outcome": "agreed", "opinion": "核对一致，同意。"}
SCHEMA = f"viewflow_{WORKER}"


class Viewflow:
    """Processes and tasks of the flow class."""

    def __init__(self, flow: Any, tasks: Any) -> None:  # noqa: ANN401 - viewflow is untyped
        """Hold the flow class and the class of its tasks."""
        self.flow, self.tasks = flow, tasks
        self.processes: list[int] = []
        self.waiting: list[int] = []

    def prepare(self, count: int) -> None:
        """Start so many processes."""
        self.processes = [self.flow.start.run().pk for _ in range(count)]

    def look(self, node: str) -> None:
        """Find the tasks."""
        task = getattr(self.flow, node)
        rows = self.tasks.objects.filter(process__in=self.processes, flow_task=task)
        self.waiting = list(rows.values_list("pk", flat=True))

    def run(self, node: str) -> int:
        """Complete them, a transaction each."""
        for each in self.waiting:
            with transaction.atomic():
                task = self.tasks.objects.select_related("process").get(pk=each)
                with task.activation() as activation:
                    activation.start(None)
                    activation.task.data = OPINION
                    activation.execute()
        return len(self.waiting)


def main() -> None:
    """Set Django up with a schema of our own, make viewflow's tables, and complete what is asked for."""
    at = address()
    database = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": at["dbname"],
        "USER": at["user"],
        "PASSWORD": at["password"],
        "HOST": at["host"],
        "PORT": at["port"],
        "OPTIONS": {"options": f"-c search_path={SCHEMA}"},
    }
    apps = ["django.contrib.auth", "django.contrib.contenttypes", "viewflow", "viewflow.workflow"]
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=[*apps, "benchmarks._sides.djangoviewflow"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    with connection.cursor() as cursor:
        refuse_hasty(lambda statement: cursor.execute(statement) or cursor)
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    call_command("migrate", verbosity=0, interactive=False)
    flows = importlib.import_module("benchmarks._sides.djangoviewflow.flows")
    importlib.import_module("django.contrib.auth.models").User.objects.get_or_create(**flows.USER)
    serve(Viewflow(flows.Housing, importlib.import_module("viewflow.workflow.models").Task))


if __name__ == "__main__":
    main()
