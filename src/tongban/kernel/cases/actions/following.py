"""关注: keeping an eye on a case, and no longer. A mark of one's own: it tells nobody and changes no case, so no log holds it."""

from tongban.kernel import Act
from tongban.kernel.cases import rules
from tongban.kernel.cases.models import Follow
from tongban.kernel.cases.queries import others_case
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import person_by_id


def follow(number: str, act: Act) -> None:
    """关注: put a case that one may see on one's own list; again changes nothing. One's own application is not found."""
    kind, _, person_id = act.by.partition("/")
    reader = person_by_id(int(person_id)) if kind == "person" and person_id.isdecimal() else None
    found = others_case(number, reader, on=day_of(act.at)) if reader is not None else None
    if found is None:
        raise rules.not_found()
    Follow.objects.get_or_create(
        by=act.by, home=found.home, case_id=found.id, defaults={"since": act.at}
    )


def unfollow(number: str, act: Act) -> None:
    """取消关注: take a case off one's own list, whether one may still see it or not; again changes nothing."""
    home, case_id = rules.parsed_number(number)
    Follow.objects.filter(by=act.by, home=home, case_id=case_id).delete()
