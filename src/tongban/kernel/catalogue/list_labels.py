"""The words people read for the public lists and their columns."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.kernel.catalogue.lists import ListKind

KINDS = {
    ListKind.DEPARTMENTS: _("Matters by department"),
    ListKind.THEMES: _("Matters by theme"),
    ListKind.PERMITS: _("Administrative permits"),
    ListKind.POWERS: _("Administrative powers"),
    ListKind.SERVICES: _("Public services"),
    ListKind.IMMEDIATE: _("Decided on the spot"),
    ListKind.ONLINE: _("Online matters"),
    ListKind.NEARBY: _("Done nearby"),
    ListKind.ONCE: _("One visit at most"),
    ListKind.ZERO: _("No visit at all"),
}
MEANINGS = {
    ListKind.DEPARTMENTS: _("All matters in force, department by department."),
    ListKind.THEMES: _("Matters whose theme is entered, by what in life they belong to."),
    ListKind.PERMITS: _("Everything that needs an administrative permit."),
    ListKind.POWERS: _(
        "All administrative powers, kind by kind; public services are a list of their own."
    ),
    ListKind.SERVICES: _("What is offered as a public service, without any power being used."),
    ListKind.IMMEDIATE: _("Decided while the applicant waits."),
    ListKind.ONLINE: _(
        "The application can be handed in online, here or in the system of the province or a ministry."
    ),
    ListKind.NEARBY: _("Done in the town or village, without a way to the county."),
    ListKind.ONCE: _("The applicant comes once at most, or not at all."),
    ListKind.ZERO: _("The applicant need not come at all."),
}
FIELDS = {
    "name": pgettext_lazy("list", "Matter"),
    "main_item": pgettext_lazy("list", "Main item"),
    "code": pgettext_lazy("list", "Implementation code"),
    "power_type": pgettext_lazy("list", "Power type"),
    "level": pgettext_lazy("list", "Level of exercise"),
    "organ": pgettext_lazy("list", "Implementing organ"),
    "organ_id": pgettext_lazy("list", "Implementing organ"),
    "basis": pgettext_lazy("list", "Legal basis"),
    "case_type": pgettext_lazy("list", "Case type"),
    "promised": pgettext_lazy("list", "Promised limit"),
    "statutory": pgettext_lazy("list", "Statutory limit"),
    "online": pgettext_lazy("list", "Application on this site"),
    "channels": pgettext_lazy("list", "Channels"),
    "depth": pgettext_lazy("list", "Online depth"),
    "visits": pgettext_lazy("list", "Visits on site"),
    "visits_reason": pgettext_lazy("list", "Reason for visits"),
    "fee": pgettext_lazy("list", "Fee"),
    "themes": pgettext_lazy("list", "Themes"),
    "conveniences": pgettext_lazy("list", "Conveniences"),
    "audience": pgettext_lazy("list", "Audience"),
}
"""What the fields of a row are called."""
