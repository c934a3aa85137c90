"""Addresses of the staff's pages."""

from django.urls import path

from tongban.portal.staff import case, desk, handling

app_name = "staff"
urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/done/", desk.done, name="done"),
    path("cases/<str:number>/", case.case, name="case"),
    path("cases/<str:number>/handle/", handling.handle, name="handle"),
    path("cases/<str:number>/unmask/", handling.unmask, name="unmask"),
    path("cases/<str:number>/document/<int:document_id>", handling.document, name="document"),
]
