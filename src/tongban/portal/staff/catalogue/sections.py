"""编辑分区: what the editor asks, section by section, and what many matters may say alike."""

from typing import Final

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tongban.kernel.catalogue import vocabulary as words
from tongban.kernel.catalogue.labels import FIELDS
from tongban.kernel.identity.queries import Level
from tongban.portal.staff.catalogue.inputs import (
    Input,
    Section,
    area,
    many_of,
    of,
    one_of,
    text,
)
from tongban.portal.staff.catalogue.row_inputs import (
    AGENCIES,
    BASES,
    CHARGES,
    MATERIALS,
    PERFORMERS,
    QUESTIONS,
    SPECIAL,
    STEPS,
)

_UNVERIFIED: Final = [
    "summary",
    "conditions",
    "statutory",
    "promised",
    "clock_starts",
    "visits",
    "fee",
    "result",
    "contacts",
    "place",
    "hours",
    "materials",
    "procedure",
    "certificate",
    "purposes",
    "special",
    "delivery",
    "body_nature",
    "entrusted",
    "serves",
    "themes",
    "scope",
    "quantity",
    "quota",
    "steps",
    "charges",
    "channels",
    "depth",
    "reach",
    "conveniences",
    "handling",
    "window",
    "complaints",
    "remedies",
    "questions",
    "agencies",
    "supervision",
]


def _themes() -> list[tuple[str, str]]:
    """Return the themes, each with whose life it is a part of: both lists have a few alike."""
    return [
        *((each, f"{gettext('Persons')} · {name}") for each, name in words.PersonTheme.choices),
        *((each, f"{gettext('Bodies')} · {name}") for each, name in words.BodyTheme.choices),
    ]


SECTIONS: Final[tuple[Section, ...]] = (
    Section(
        "basic",
        _("Basic facts"),
        (
            text("name", 300, must=True),
            text("main_item", 300),
            one_of("power_type", of(words.PowerType), whole=True, must=True),
            one_of("procedure", of(words.Procedure)),
            one_of("level", of(Level), whole=True, must=True),
            one_of("organ_id", lambda: (), whole=True, must=True),
            one_of("body_nature", of(words.BodyNature)),
            text("entrusted", 200),
            one_of("audience", of(words.Audience)),
            many_of("serves", of(words.ServiceObject), whole=True),
            many_of("themes", _themes),
            area("summary"),
        ),
    ),
    Section(
        "basis",
        pgettext_lazy("section", "Basis"),
        (BASES,),
    ),
    Section(
        "conditions-part",
        _("Conditions of acceptance"),
        (
            area("conditions"),
            area("scope"),
            area("quantity"),
            Input("quota", "number", FIELDS["quota"], most=9),
        ),
    ),
    Section(
        "materials-part",
        _("Materials"),
        (MATERIALS,),
    ),
    Section(
        "running",
        _("How it is handled"),
        (
            STEPS,
            SPECIAL,
            one_of("handling", of(words.Handling), must=True),
            text("handling_system", 200),
            AGENCIES,
        ),
    ),
    Section(
        "limits",
        _("Limits"),
        (
            one_of("case_type", of(words.CaseType), whole=True),
            Input("statutory", "limit", FIELDS["statutory"]),
            Input(
                "promised",
                "limit",
                FIELDS["promised"],
                help=_("Not longer than the statutory limit."),
            ),
            one_of("clock_starts", of(words.ClockStart), must=True),
            Input("visits", "number", FIELDS["visits"], most=2),
            area("visits_reason", 1000),
        ),
    ),
    Section(
        "fees",
        _("Charges"),
        (
            text("fee"),
            CHARGES,
        ),
    ),
    Section(
        "result",
        _("Result"),
        (
            text("result_name", 200),
            text("result_kind", 40),
            text("result_sample", 200),
            text("result_valid", 200),
            text("certificate_series", 20, label=_("Series of the certificate")),
            Input(
                "certificate_valid",
                "limit",
                _("The certificate is valid for"),
                help=_("Empty if it never ends."),
            ),
            many_of("purposes", of(words.Purpose)),
            many_of("delivery", of(words.Delivery)),
        ),
    ),
    Section(
        "channels-part",
        _("Channels"),
        (
            Input("online", "yes", FIELDS["online"]),
            many_of("channels", of(words.Channel)),
            many_of("depth", of(words.Depth), whole=True),
            text("online_url", 300),
            one_of("reach", of(words.Reach)),
            many_of("conveniences", of(words.Convenience)),
        ),
    ),
    Section(
        "places",
        _("Place and enquiries"),
        (
            area("place"),
            text("window", 200),
            area("hours"),
            area("contacts"),
            area("complaints"),
        ),
    ),
    Section(
        "remedies-part",
        _("Remedies and supervision"),
        (
            text("reconsideration", 200, label=_("Body of reconsideration")),
            text("court", 200, label=_("Court")),
            area("supervision"),
            Input("rated", "yes", FIELDS["rated"]),
        ),
    ),
    Section(
        "asked",
        _("Frequent questions"),
        (QUESTIONS,),
    ),
    Section(
        "parts",
        _("Form and flow"),
        (
            Input(
                "form",
                "file",
                FIELDS["form"],
                help=_("form.schema.json; see docs/reference/forms.md."),
                most=2_000_000,
            ),
            Input(
                "flow",
                "file",
                FIELDS["flow"],
                help=_("flow.bpmn; see docs/reference/flows.md."),
                most=2_000_000,
            ),
            PERFORMERS,
        ),
    ),
    Section(
        "checking",
        _("To be checked"),
        (
            Input(
                "unverified",
                "many",
                _("Values that nobody has compared with a source"),
                lambda: [(name, FIELDS[name]) for name in _UNVERIFIED],
            ),
        ),
    ),
)
INPUTS: Final = {one.name: one for section in SECTIONS for one in section.inputs}
BULK: Final = [
    "place",
    "window",
    "hours",
    "contacts",
    "complaints",
    "channels",
    "depth",
    "reach",
    "conveniences",
    "reconsideration",
    "court",
    "supervision",
    "body_nature",
    "rated",
    "audience",
    "serves",
    "themes",
    "case_type",
    "promised",
    "visits",
    "visits_reason",
    "fee",
]
"""What many matters may say alike."""
PARTS: Final = {
    "reconsideration": "remedies",
    "court": "remedies",
    "certificate_series": "certificate",
    "certificate_valid": "certificate",
}
"""Inputs that are a part of a field: the field of `Content` they belong to."""
FIRST_PART: Final = {"remedies": "reconsideration", "certificate": "certificate_series"}


def anchor(field: str) -> str:
    """Return the id of the control that mends a field of `Content`."""
    name = FIRST_PART.get(field, field)
    return f"f-{name}"
