"""传阅: plots in which others are asked to read the case."""

from tongban.kernel.cases import actions
from tongban.kernel.clock import day_of
from tongban.project.demo.life.meanwhile import accepted, collected, finished
from tongban.project.demo.life.walk import Walk

DAYS = 3


def circulated(walk: Walk) -> None:
    """传阅: colleagues are asked to read the case, and say so, before it is decided."""
    walk.submit()
    accepted(walk)
    walk.pass_days(0, 1)
    given_to_read(walk)
    walk.pass_days(0, 1)
    while walk.item("read", actions.note_reading, words=walk.said("read")):
        pass
    finished(walk)
    collected(walk)


def given_to_read(walk: Walk) -> None:
    """传阅: the handler asks two of the organ's people to read the case within some days."""
    handler = walk.handler()
    readers = walk.readers(handler.actor_id)
    if readers:
        until, words = walk.world.office.day(day_of(walk.at), DAYS), walk.said("circulate")
        walk.do(actions.circulate, handler, readers=readers, until=until, words=words)


def left_alone(walk: Walk) -> None:
    """Accepted and given to others to read, and then nobody goes on with it."""
    walk.submit()
    accepted(walk)
    given_to_read(walk)
