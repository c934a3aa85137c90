"""同事之间: plots in which others are asked to read the case, or take a step over."""

from contextlib import suppress

from tongban.kernel import Refusal
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


def handed_on(walk: Walk) -> None:
    """转办: who was to give an opinion hands the step to a colleague, where the organ has another who may."""
    walk.submit()
    accepted(walk)
    walk.pass_days(0, 1)
    found = walk.turn("review")
    if found is not None:
        item, round_, person = found
        for colleague in walk.colleagues(item.organ or 0, person.actor_id):
            with suppress(Refusal):
                actions.transfer(
                    walk.number,
                    walk.act(person),
                    version=round_.version,
                    item=item.id,
                    to=colleague,
                    reason=walk.said("transfer"),
                )
                walk.done()
                break
    finished(walk)
    collected(walk)
