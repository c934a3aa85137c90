"""Addresses of the public pages."""

from django.urls import path

from tongban.portal.public import applying, entrance, home, matters, mine, sending, tracking

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<int:matter_id>/", matters.guide, name="guide"),
    path("matters/<int:matter_id>/flow.bpmn", matters.flow, name="flow"),
    path("apply/<int:matter_id>/", applying.apply, name="apply"),
    path("apply/draft/<int:draft_id>/", applying.draft, name="draft"),
    path("apply/draft/<int:draft_id>/check/", sending.check, name="check"),
    path("apply/draft/<int:draft_id>/discard/", applying.discard, name="discard"),
    path("apply/draft/<int:draft_id>/<slug:name>/", applying.step, name="step"),
    path("apply/done/<str:number>/", sending.done, name="done"),
    path("track/", tracking.track, name="track"),
    path("my/", mine.mine, name="mine"),
    path("my/<str:number>/", mine.own, name="own"),
    path("my/<str:number>/withdraw/", mine.withdraw, name="withdraw"),
    path("enter/", entrance.enter, name="enter"),
    path("enter/as/", entrance.enter_as, name="enter_as"),
    path("leave/", entrance.leave, name="leave"),
]
