"""Addresses of the pages of registers."""

from django.urls import path

from tongban.portal.staff.registers import entry, front, importing, listing, writing

app_name = "registers"
urlpatterns = [
    path("", front.registers, name="front"),
    path("<str:register>/", listing.entries, name="entries"),
    path("<str:register>/list.<slug:form>", listing.export, name="export"),
    path("<str:register>/labels.pdf", listing.labels, name="labels"),
    path("<str:register>/filters/", listing.save, name="filter_save"),
    path("<str:register>/filters/<int:filter_id>/drop/", listing.drop, name="filter_drop"),
    path("<str:register>/enter/", writing.enter, name="enter"),
    path("<str:register>/import/", importing.bring, name="bring"),
    path("<str:register>/import/template.xlsx", importing.template, name="template"),
    path("<str:register>/import/<int:batch_id>/", importing.batch, name="batch"),
    path("<str:register>/import/<int:batch_id>/columns/", importing.columns, name="columns"),
    path("<str:register>/<int:entry_id>/", entry.entry, name="entry"),
    path("<str:register>/<int:entry_id>/amend/", writing.amend, name="amend"),
    path("<str:register>/<int:entry_id>/act/", entry.act, name="act"),
    path("<str:register>/<int:entry_id>/papers/", entry.attach, name="attach"),
    path("<str:register>/<int:entry_id>/papers/<int:document_id>", entry.paper, name="paper"),
]
