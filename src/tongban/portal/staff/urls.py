"""Addresses of the staff's pages."""

from django.urls import path

from tongban.portal.staff import case, counter, desk, filling, handling

app_name = "staff"
urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/done/", desk.done, name="done"),
    path("cases/<str:number>/", case.case, name="case"),
    path("cases/<str:number>/handle/", handling.handle, name="handle"),
    path("cases/<str:number>/unmask/", handling.unmask, name="unmask"),
    path("cases/<str:number>/document/<int:document_id>", handling.document, name="document"),
    path("counter/", counter.counter, name="counter"),
    path("counter/begin/", counter.begin, name="begin"),
    path("counter/draft/<int:draft_id>/", filling.draft, name="draft"),
    path("counter/draft/<int:draft_id>/check/", filling.check, name="check"),
    path("counter/draft/<int:draft_id>/discard/", filling.discard, name="discard"),
    path("counter/draft/<int:draft_id>/<slug:name>/", filling.step, name="step"),
    path("counter/receipt/<str:number>/", counter.receipt, name="receipt"),
]
