"""How the public reads whether promises are kept, and the ways in on the home page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongban.kernel.cases.queries.promises import Kept, altogether, kept_by_organ
from tongban.kernel.catalogue.models import MatterVersion


def figures(place, *, days=30):
    return kept_by_organ(
        place.version.matter.home,
        since=place.today() - timedelta(days=days - 1),
        until=place.today(),
    )


def test_a_case_decided_in_time_and_one_decided_late_are_told_apart(place):
    place.decided()
    late = place.accepted()
    place.wait(days=400)
    for name in place.reviews:
        place.review(late, name)
    place.decide(late)
    (old,) = figures(place, days=450).values()
    assert (old.decided, old.kept, old.broken, old.share) == (2, 1, 1, "50%")
    assert (old.lawful, old.unlawful, old.online) == (1, 1, 2)
    (new,) = figures(place).values()
    assert (new.decided, new.kept, new.broken, new.share) == (1, 0, 1, "0%")


def test_what_ended_without_a_decision_is_not_counted(place):
    place.accepted()
    place.on("withdraw", place.accepted(), by=place.citizen, reason="不再需要。")
    assert figures(place) == {}


def test_a_share_is_never_rounded_up_and_of_nothing_there_is_none():
    assert Kept(decided=3000, kept=2999, broken=1).share == "99.9%"
    assert Kept(decided=2, online=2).online_share == "100%"
    assert Kept(decided=1).share == ""
    assert altogether([Kept(2, 1, 1), Kept(3, 2, 0)]) == Kept(5, 3, 1)


@pytest.fixture
def decided(place):
    """A case that was decided on the day before."""
    return place.decided()


def test_the_home_page_shows_the_figures_and_each_opens_its_meaning(client, decided):
    home = client.get("/").content.decode()
    page = reverse("public:promises")
    for name in ("promise", "decided", "online"):
        assert f'href="{page}#{name}"' in home
        assert f'id="{name}"' in client.get(page).content.decode()


def test_the_page_of_promises_names_the_department_and_no_case_or_person(client, place, decided):
    page = client.get(reverse("public:promises")).content.decode()
    assert place.bureau.short_name in page
    assert "100%" in page
    assert decided not in page
    assert "张三" not in page


def test_before_the_first_decision_the_home_page_boasts_of_nothing(client, place):
    assert reverse("public:promises") + "#promise" not in client.get("/").content.decode()
    assert "统计期内没有办结的办件" in client.get(reverse("public:promises")).content.decode()


def test_the_figures_are_counted_once_and_then_come_out_of_the_cache(client, decided):
    def asked(address):
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return [each["sql"] for each in seen if "cases_limit" in each["sql"]], len(seen)

    assert len(asked("/")[0]) == 1
    counting, queries = asked("/")
    assert counting == []
    assert queries <= 12
    assert asked(reverse("public:promises"))[0] == []


def test_every_way_in_says_how_long_the_list_is_that_it_opens(client, place):
    MatterVersion.objects.filter(pk=place.version.pk).update(
        audience="person", themes=["person.housing", "person.welfare"]
    )
    home = client.get("/")
    (person,) = home.context["audiences"]
    opened = client.get(reverse("public:matters"), {"for": person.value})
    assert opened.context["found"].total == person.matters == 1
    for theme in home.context["themes"]:
        address = reverse("public:list", args=["themes"])
        assert f'href="{address}?theme={theme.value}"' in home.content.decode()
        listed = client.get(address, {"theme": theme.value})
        assert listed.context["page"].paginator.count == theme.matters == 1


def test_the_home_page_tells_where_the_hall_is_only_where_that_is_set(client, place, settings):
    settings.TONGBAN_HALL_ADDRESS = settings.TONGBAN_HALL_HOURS = ""
    assert 'id="hall"' not in client.get("/").content.decode()
    settings.TONGBAN_HALL_ADDRESS, settings.TONGBAN_HALL_TELEPHONE = "新城路1号", "0826-123"
    settings.TONGBAN_HALL_HOURS = "周一至周五 9:00–17:00"
    home = client.get("/").content.decode()
    assert home.index('id="hall"') < home.index("新城路1号")
    assert "周一至周五 9:00–17:00" in home
    assert 'href="tel:0826-123"' in home


def test_the_footer_says_who_answers_for_the_site_and_who_supports_it(client, place, settings):
    settings.TONGBAN_HOST_ORGAN, settings.TONGBAN_SITE_SUPPORT = "区行政审批局", "某公司 0826-456"
    settings.TONGBAN_SITE_FILING = "蜀ICP备1号"
    page = client.get(reverse("public:track")).content.decode()
    foot = page[page.index('<footer class="foot"') :]
    for said in ("区行政审批局", "技术支持：某公司 0826-456", "蜀ICP备1号"):
        assert said in foot
