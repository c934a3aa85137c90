"""常用筛选: save how a list is narrowed, and delete it again."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tongban.kernel import Refusal
from tongban.kernel.cases.actions import drop_view, save_view
from tongban.portal.refusals import spoken
from tongban.portal.staff.desk import GROUPS
from tongban.portal.staff.desk_asking import query_of, wanted_of
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.tabs import NAMES
from tongban.portal.visitors import act_of, signed_in


@for_staff
@require_POST
def save(request: HttpRequest, name: str) -> HttpResponse:
    """Keep the filters that were sent under the name that was typed, then show the list so."""
    if name not in NAMES:
        raise Http404
    group = request.POST.get("only", "")
    query = query_of(wanted_of(request.POST), group=group if group in GROUPS else "")
    act, title = act_of(signed_in(request), key=uuid4().hex), request.POST.get("name", "")
    try:
        save_view(act, list_name=name, name=title, query=query)
        messages.success(request, gettext("The filter was saved."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(f"{reverse(f'staff:{name}')}?{query}")


@for_staff
@require_POST
def drop(request: HttpRequest, name: str, view_id: int) -> HttpResponse:
    """Delete a view of one's own, then show the whole list."""
    if name not in NAMES:
        raise Http404
    drop_view(act_of(signed_in(request), key=uuid4().hex), view_id=view_id)
    messages.success(request, gettext("The saved filter was deleted."))
    return HttpResponseRedirect(reverse(f"staff:{name}"))
