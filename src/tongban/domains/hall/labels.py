"""The words people read for duties of the rota."""

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from tongban.domains.hall.rules.rota import Duty

if TYPE_CHECKING:
    from django.utils.functional import Promise

DUTIES: "dict[str, Promise]" = {
    Duty.WINDOW.value: pgettext_lazy("duty in the hall", "at a window"),
    Duty.GUIDE.value: pgettext_lazy("duty in the hall", "showing the way"),
    Duty.HELPER.value: pgettext_lazy("duty in the hall", "helping at the machines"),
    Duty.MANAGER.value: pgettext_lazy("duty in the hall", "duty manager"),
}
