"""Founding organs, knowing them by codes, and opening offices and posts in them."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from tongban.kernel import Act, Refusal
from tongban.kernel.identity import rules
from tongban.kernel.identity.actions.hands import may_keep
from tongban.kernel.identity.events import OrganCoded, OrganFounded, PostClosed, PostOpened, entry
from tongban.kernel.identity.models import Holding, Mandate, Office, Organ, OrganCode, Post
from tongban.kernel.identity.plans import GivenCode, NewOrgan, day_of
from tongban.kernel.identity.queries import PLATFORM
from tongban.kernel.identity.queries.reach import open_from
from tongban.kernel.identity.rules import Duty, MandateKind
from tongban.kernel.ledger.actions import append
from tongban.standards.codes import divisions


@transaction.atomic
def found_organ(plan: NewOrgan, act: Act) -> Organ:
    """机关设立: found an organ under its superior. Refused where a living one of the division has the name."""
    division = _canonical(plan.division)
    superior = _superior(plan)
    may_keep(act, superior)
    organ = Organ(
        id=_next_id(),
        name=plan.name,
        short_name=plan.short_name or plan.name[:60],
        division=division,
        level=plan.level or rules.level_of(division),
        nature=plan.nature,
        parent=superior,
        since=plan.since or day_of(act),
    )
    organ.path = f"{superior.path if superior else ''}{organ.pk}/"
    try:
        with transaction.atomic():
            organ.save(force_insert=True)
    except IntegrityError:
        if _living(division, plan.name) is None:
            raise
        raise _name_taken(plan.name, division) from None
    append([entry(_founded(organ), act, stream=organ.actor_id, home=organ.home)])
    return organ


@transaction.atomic
def ensure_organ(
    *,
    name: str,
    division: str,
    codes: Sequence[GivenCode],
    act: Act,
    parent: Organ | None = None,
) -> Organ:
    """Return the living organ of that name (or short name) or else of one of the codes; found it where there is none.

    A second call with the same facts writes nothing. Refused where a code belongs to an organ of another name.
    """
    found = _living(_canonical(division), name) or _coded(codes)
    if found is None:
        parent_id = parent.pk if parent else None
        found = found_organ(NewOrgan(name=name, division=division, parent_id=parent_id), act)
    for code in codes:
        _add_code(found, code, act)
    return found


@transaction.atomic
def open_office(organ_id: int, *, name: str) -> Office:
    """内设机构: return the office of that name in the organ, made where there is none."""
    return Office.objects.get_or_create(organ_id=organ_id, name=name)[0]


@transaction.atomic
def open_post(
    organ_id: int,
    act: Act,
    *,
    name: str,
    duty: Duty | str,
    office: Office | None = None,
    since: date | None = None,
) -> Post:
    """岗位设立: open a post with the mandates that its duty carries, for the organ and those below it."""
    organ = Organ.objects.get(pk=organ_id)
    may_keep(act, organ)
    if office is not None and office.organ_id != organ.pk:
        raise Refusal(
            "identity.office_elsewhere",
            "{office} is no office of {organ}. Choose one of its own offices.",
            office=office.name,
            organ=organ.name,
        )
    post = Post.objects.create(
        organ=organ,
        office=office,
        name=name,
        duty=Duty(duty).value,
        home=organ.home,
        since=since or day_of(act),
    )
    happened = PostOpened(
        post=post.pk,
        organ=organ.pk,
        name=name,
        duty=post.duty,
        since=post.since.isoformat(),
        mandates=tuple(mandate.pk for mandate in _mandates_by_duty(post, act)),
    )
    append([entry(happened, act, stream=post.actor_id, home=post.home)])
    return post


@transaction.atomic
def close_post(post_id: int, act: Act, *, on: date | None = None) -> Post:
    """岗位撤销: from the day `on` (by default the day of the act) nobody acts in the post.

    Who runs the system takes no rights away: but for the platform, a post that somebody holds is not closed.
    """
    post = Post.objects.select_for_update(of=["self"]).select_related("organ").get(pk=post_id)
    may_keep(act, post.organ)
    day = max(on or day_of(act), post.since)
    refusal = rules.backdated(on or day, today=day_of(act)) or _closed(post, day)
    refusal = refusal or _held(post, act, day)
    if refusal is not None:
        raise refusal
    post.until = day
    post.save(update_fields=["until"])
    happened = PostClosed(post.pk, post.until.isoformat())
    append([entry(happened, act, stream=post.actor_id, home=post.home)])
    return post


def _closed(post: Post, day: date) -> Refusal | None:
    """Say why the end of a post must not move to a later day: that would open it again."""
    if post.until is None or day < post.until:
        return None
    return Refusal(
        "identity.post_closed",
        "The post {post} is closed from {until}. Choose an earlier day, or open a new post.",
        post=post.name,
        until=post.until,
    )


def _held(post: Post, act: Act, day: date) -> Refusal | None:
    if act.by == PLATFORM or not Holding.objects.filter(open_from(day), post=post).exists():
        return None
    return Refusal(
        "identity.post_held",
        "Somebody holds the post {post}. Have a security administrator dismiss the holder first.",
        post=post.name,
    )


def _mandates_by_duty(post: Post, act: Act) -> list[Mandate]:
    return Mandate.objects.bulk_create(
        Mandate(
            post=post,
            power=power.value,
            organ_id=post.organ_id,
            since=post.since,
            kind=MandateKind.DUTY.value,
            granted_by=act.by,
        )
        for power in rules.POWERS[Duty(post.duty)]
    )


def _founded(organ: Organ) -> OrganFounded:
    return OrganFounded(
        organ=organ.pk,
        name=organ.name,
        division=organ.division,
        level=organ.level,
        nature=organ.nature,
        parent=organ.parent_id,
        since=organ.since.isoformat(),
    )


def _canonical(division: str) -> str:
    if not (division.isascii() and division.isdigit() and len(division) in (2, 4, 6, 9, 12)):
        raise Refusal(
            "identity.bad_division",
            "{division} is no division code. Enter 2, 4, 6, 9 or 12 digits.",
            division=division,
        )
    return divisions.lineage(division)[0]


def _superior(plan: NewOrgan) -> Organ | None:
    if plan.parent_id is None:
        return None
    superior = Organ.objects.filter(pk=plan.parent_id).first()
    if superior is None:
        raise Refusal(
            "identity.no_such_organ",
            "There is no organ {organ}. Choose one from the list.",
            organ=plan.parent_id,
        )
    return superior


def _next_id() -> int:
    # The path holds the organ's own id, so the id is drawn before the row is written.
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('identity_organ', 'id'))")
        return int(cursor.fetchone()[0])


def _living(division: str, name: str) -> Organ | None:
    living = Organ.objects.filter(division=division, until__isnull=True)
    named = living.filter(Q(name=name) | Q(short_name=name)).order_by("pk")
    return next((organ for organ in named if organ.name == name), None) or named.first()


def _coded(codes: Sequence[GivenCode]) -> Organ | None:
    for code in codes:
        row = (
            OrganCode.objects.select_related("organ")
            .filter(scheme=code.scheme, value=code.value)
            .first()
        )
        if row is not None:
            return row.organ
    return None


def _add_code(organ: Organ, code: GivenCode, act: Act) -> None:
    given = code.given or code.value
    row, created = OrganCode.objects.select_related("organ").get_or_create(
        scheme=code.scheme,
        value=code.value,
        defaults={"organ": organ, "given": given, "warning": code.warning},
    )
    if row.organ_id != organ.pk:
        raise Refusal(
            "identity.code_taken",
            "The code {given} belongs to {organ}. Check the code, or enter the organ's own name.",
            given=code.value,
            organ=row.organ.name,
        )
    if created:
        happened = OrganCoded(organ.pk, code.scheme, code.value, given)
        append([entry(happened, act, stream=organ.actor_id, home=organ.home)])


def _name_taken(name: str, division: str) -> Refusal:
    return Refusal(
        "identity.organ_exists",
        "{name} exists already in the division {division}. Use it, or give the new organ another name.",
        name=name,
        division=division,
    )
