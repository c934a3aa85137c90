"""编辑行: the lists of a matter, row by row: bases, materials, steps, charges and the rest."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.kernel.catalogue import vocabulary as words
from tongban.portal.staff.catalogue.inputs import Input, column, of, rows

DUTIES: Final = (
    ("window", pgettext_lazy("duty", "Window")),
    ("duty_manager", pgettext_lazy("duty", "Duty manager")),
    ("officer", pgettext_lazy("duty", "Officer")),
    ("reviewer", pgettext_lazy("duty", "Reviewer")),
    ("leader", pgettext_lazy("duty", "Leader")),
)

_CONFIDENCE = column("confidence", "one", _("Confidence"), of(words.Confidence), must=True)

BASES: Final = rows(
    "bases",
    column("law", "text", _("Law"), most=200, must=True),
    column("number", "text", _("Number of the document"), most=100),
    column("article", "text", _("Article"), most=100),
    column("text", "area", _("Text of the article"), most=4000),
    column("since", "text", _("In force since"), most=10),
    _CONFIDENCE,
)
MATERIALS: Final = rows(
    "materials",
    column("name", "text", _("Name"), most=200, must=True),
    column("key", "text", _("Material key"), most=60, must=True),
    column("kind", "one", _("Kind"), of(words.MaterialKind), must=True),
    column("copies", "number", _("Copies"), most=2),
    column("necessity", "one", _("Necessity"), of(words.Necessity), must=True),
    column("source", "one", _("Source"), of(words.MaterialSource), must=True),
    column("form", "text", _("Blank form"), most=200),
    column("sample", "text", _("Sample"), most=200),
    column("standard", "area", _("Acceptance standard"), most=2000),
    column("shared", "yes", _("Obtained by data sharing")),
    column("exempt", "yes", _("Need not be submitted")),
    help=_("The key is how the form's file field names it: small letters, digits and _."),
)
STEPS: Final = rows(
    "steps",
    column("name", "text", _("Step"), most=60, must=True),
    column("role", "text", _("Who does it"), most=100, must=True),
    column("limit", "limit", _("Limit")),
    column("output", "text", _("What comes of it"), most=200),
)
SPECIAL: Final = rows(
    "special",
    column("kind", "one", _("Procedure"), of(words.SpecialKind), must=True),
    column("limit", "limit", _("At most")),
)
AGENCIES: Final = rows(
    "agencies",
    column("name", "text", _("Service"), most=100, must=True),
    column("basis", "text", _("Basis in law"), must=True),
)
CHARGES: Final = rows(
    "charges",
    column("name", "text", _("Name"), most=100, must=True),
    column("standard", "text", _("Rate"), must=True),
    column("basis", "text", _("Basis in law"), must=True),
    column("reducible", "yes", _("Can be reduced")),
    column("reduction", "text", _("How it is reduced")),
)
QUESTIONS: Final = rows(
    "questions",
    column("question", "text", _("Question"), most=200, must=True),
    column("answer", "area", _("Answer"), most=1000, must=True),
)
PERFORMERS: Final = rows(
    "performers",
    column("key", "text", _("Performer in the flow"), most=60, must=True),
    Input("organ", "one", _("Organ"), lambda: (), whole=True, must=True),
    column("duty", "one", _("Duty"), lambda: DUTIES, must=True),
)
