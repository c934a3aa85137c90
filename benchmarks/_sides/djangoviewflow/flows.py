"""The flow: intake, four departments, joint sign, decision; each task waits for a user who is set beforehand."""

from django.views.generic import View
from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process

USER = {"username": "officer"}


def _task() -> flow.View:
    return flow.View(View.as_view()).Assign(**USER)


class Housing(flow.Flow):
    """公共租赁住房申请资格审核认定."""

    process_class = Process
    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle().Next(this.accept)
    accept = _task().Next(this.split)
    split = (
        flow.Split()
        .Next(this.civil_affairs)
        .Next(this.police)
        .Next(this.real_estate)
        .Next(this.employment)
    )
    civil_affairs = _task().Next(this.join)
    police = _task().Next(this.join)
    real_estate = _task().Next(this.join)
    employment = _task().Next(this.join)
    join = flow.Join().Next(this.summary)
    summary = _task().Next(this.decide)
    decide = _task().Next(this.end)
    end = flow.End()
