"""Giving a matter further codes: one matter bears several, each in a scheme of its own (SX-08)."""

from django.db import connection, transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue.actions.keeping import may_keep
from tongban.kernel.catalogue.events import MatterCoded, entry
from tongban.kernel.catalogue.models import Matter, MatterCode
from tongban.kernel.ledger.actions import append
from tongban.standards.codes import matter_code


@transaction.atomic
def code_matter(matter_id: int, act: Act, *, value: str) -> MatterCode:
    """赋码: give the matter one more code; length and hyphens tell its scheme. The same code again changes nothing.

    Raises the code's fault where it is misspelt, and refuses one that another matter bears.
    """
    # The codes before the matter, as an import takes them: else each could wait for the other.
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE catalogue_mattercode IN ROW EXCLUSIVE MODE")
    matter = Matter.objects.select_for_update().select_related("organ").filter(pk=matter_id).first()
    if matter is None:
        raise Refusal(
            "catalogue.no_matter",
            "There is no matter {matter}. Import it or enter it first.",
            matter=matter_id,
        )
    may_keep(act, matter.organ)
    code = matter_code.parse(value)
    found, new = MatterCode.objects.get_or_create(
        scheme=code.scheme.value, value=code.text, defaults={"matter": matter}
    )
    if found.matter_id != matter.pk:
        raise Refusal(
            "catalogue.code_taken",
            "The code {given} is that of another matter. Correct the code, or look at that matter first.",
            given=code.text,
        )
    if new:
        event = MatterCoded(code.scheme.value, code.text)
        append([entry(event, act, stream=f"matter/{matter.pk}", home=matter.home)])
    return found
