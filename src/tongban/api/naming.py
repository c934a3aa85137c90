"""用户名: whom a program means by a user name; what nobody is called is refused by its name."""

from tongban.api.acting import Seen
from tongban.api.moments import today
from tongban.kernel import Refusal
from tongban.kernel.identity.queries import Person, people_of, person_by_username


def person_named(username: str) -> Person:
    """Return the person of that user name; nothing else, such as an id of the log, is one."""
    return _found(person_by_username(username), username)


def colleague_named(username: str, seen: Seen) -> Person:
    """Return who has that user name and a post in the organ of the case, or had it when the wish was sent first."""
    if seen.repeated:
        return person_named(username)
    people = people_of(seen.case.organ, on=today())
    return _found(next((one for one in people if one.username == username), None), username)


def _found(person: Person | None, username: str) -> Person:
    if person is None:
        raise Refusal(
            "api.no_person",
            "Nobody with the user name {username} can be named here. Name somebody by a user name of the platform who has a post where it is needed.",
            username=username,
        )
    return person
