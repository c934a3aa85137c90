"""Reading mirrored cases. Every page starts from `mirrors_visible_to`."""

from dataclasses import dataclass
from datetime import date
from hmac import compare_digest

from django.db.models import Case, F, Q, QuerySet, Value, When

from tongban.kernel.identity.queries import Person, posts_of
from tongban.kernel.identity.rules import HANDLERS, Duty
from tongban.kernel.mirrors.models import MirroredCase, MirrorStep
from tongban.kernel.mirrors.rules import OVER, Outcome, State, Step
from tongban.kernel.parties.queries import party_of
from tongban.kernel.parties.rules import masked_name
from tongban.kernel.sealing import blind, unseal

__all__ = [
    "MirroredCase",
    "Outcome",
    "State",
    "Step",
    "Wanted",
    "applicant_of",
    "by_id",
    "mirror_by_key",
    "mirrored",
    "mirrors_visible_to",
    "narrowed",
    "others_mirrors",
    "own_mirrors",
    "query_code_of",
    "steps_of",
    "systems_of",
    "tracked",
]

NAME, WORDS = "mirror.applicant", "mirror.step"
SEES_ALL = frozenset({Duty.DUTY_MANAGER, Duty.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class Wanted:
    """所要镜像办件: the system, the state and the beginning of the number to which a list is narrowed."""

    system: str = ""
    state: str = ""
    number: str = ""

    @property
    def narrowed(self) -> bool:
        """Tell whether anything is left out."""
        return self != Wanted()


def mirrors_visible_to(reader: Person, *, on: date) -> QuerySet[MirroredCase]:
    """Return the mirrored cases that `reader` may see, by their promised day, those that are over last.

    The public: one's own. Who handles cases: those of the organs that one's posts belong to. Duty managers and
    supervisors: all of their county. Other duties: none.
    """
    posts, party = posts_of(reader, on=on), party_of(reader)
    organs = {post.organ_id for post in posts if post.duty in HANDLERS}
    homes = {post.home for post in posts if post.duty in SEES_ALL}
    seen = Q(home__in=homes) | Q(organ__in=organs)
    found = MirroredCase.objects.filter(seen | Q(party=party.pk) if party is not None else seen)
    ended = Case(When(state__in=sorted(OVER), then=Value(1)), default=Value(0))
    return found.select_related("organ").order_by(
        ended, F("decided_on").desc(nulls_last=True), F("promised_on").asc(nulls_last=True), "pk"
    )


def own_mirrors(reader: Person, *, on: date) -> QuerySet[MirroredCase]:
    """Return those of them in which the reader is the applicant, of the staff or not."""
    party = party_of(reader)
    found = mirrors_visible_to(reader, on=on)
    return found.filter(party=party.pk) if party is not None else found.none()


def others_mirrors(reader: Person, *, on: date) -> QuerySet[MirroredCase]:
    """Return those of them that are others': one's own one follows as the public does (回避)."""
    party = party_of(reader)
    found = mirrors_visible_to(reader, on=on)
    return found.exclude(party=party.pk) if party is not None else found


def mirror_by_key(mirror_id: int, reader: Person, *, on: date) -> MirroredCase | None:
    """Return the mirrored case if the reader may see it; not found and not allowed look the same."""
    return mirrors_visible_to(reader, on=on).filter(pk=mirror_id).first()


def narrowed(mirrors: QuerySet[MirroredCase], wanted: Wanted) -> QuerySet[MirroredCase]:
    """Return those that are wanted, in their order."""
    if wanted.system:
        mirrors = mirrors.filter(system=wanted.system)
    if wanted.state:
        mirrors = mirrors.filter(state=wanted.state)
    return mirrors.filter(number__istartswith=wanted.number) if wanted.number else mirrors


def systems_of(mirrors: QuerySet[MirroredCase]) -> list[str]:
    """Return the names of the systems that reported these."""
    return list(mirrors.order_by("system").values_list("system", flat=True).distinct())


def applicant_of(mirror: MirroredCase, *, own: bool = False) -> str:
    """Return the applicant's name; that of a natural person is masked for everybody but himself."""
    name = unseal(bytes(mirror.applicant_sealed), purpose=NAME).decode()
    return name if own or not mirror.natural else masked_name(name)


def steps_of(mirror: MirroredCase) -> list[Step]:
    """Return what happened in a mirrored case that the reader was already found to see, the first thing first."""
    rows = MirrorStep.objects.filter(mirror=mirror).order_by("at", "n")
    return [Step(row.at, opened_words(row.words_sealed)) for row in rows]


def opened_words(sealed: bytes | memoryview) -> str:
    """Return the words of a step."""
    return unseal(bytes(sealed), purpose=WORDS).decode()


def query_code_of(mirror: MirroredCase) -> str:
    """Return 查询码: eight digits for this case of that system that only this place can work out."""
    secret = blind(f"{mirror.system}\n{mirror.number}", purpose="mirror-query-code")
    return f"{int(secret[:12], 16) % 10**8:08d}"


def tracked(number: str, code: str) -> MirroredCase | None:
    """Return the case to somebody who holds its number there and its query code; a wrong one of either looks the same."""
    words, said = number.split(), code.strip().encode()
    spellings = {" ".join(words), "".join(words)}
    named = MirroredCase.objects.select_related("organ").filter(number__in=spellings)
    return next(
        (each for each in named if compare_digest(query_code_of(each).encode(), said)), None
    )


def by_id(mirror_id: int) -> MirroredCase:
    """Return a mirrored case by its key, for the platform's own work; never for a page."""
    return MirroredCase.objects.get(pk=mirror_id)


def mirrored() -> int:
    """Return how many cases were ever reported, for the platform's own work; never for a page."""
    return MirroredCase.objects.count()
