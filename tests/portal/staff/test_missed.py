"""落空检索: what the public searches in vain reaches the keepers, who deal with it; others see nothing."""

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from builders.catalogue import a_matter, two_keepers
from builders.identity import a_clerk
from tongban.kernel.catalogue.models import MissedSearch
from tongban.kernel.identity.rules import home_of

pytestmark = pytest.mark.django_db
LIST, SETTLE, SEARCH = reverse("staff:missed"), reverse("staff:settle_missed"), reverse("public:matters")  # fmt: skip


@pytest.fixture
def matter(clock):
    """A matter of an organ of this house's county."""
    found = a_matter("居住证办理")
    assert found.home == home_of(django_settings.TONGBAN_DIVISION)
    return found


def test_a_search_in_vain_is_listed_and_settled_with_a_note(client, as_, matter):
    client.get(SEARCH, {"q": "火星移民"})
    keeper = as_(two_keepers(matter)[0])
    page = keeper.get(LIST).content.decode()
    assert "火星移民" in page
    keeper.post(SETTLE, {"question": "火星移民", "note": "不属于政务服务", "days": "90"})
    assert MissedSearch.objects.get().note == "不属于政务服务"
    page = keeper.get(LIST, {"days": "90"}).content.decode()
    assert "不属于政务服务" in page
    assert "没有未找到结果的搜索" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "居住证"},
        {"q": ""},
        {"q": "火星移民", "type": "20"},
        {"q": "火星移民", "page": "2"},
        {"q": "13800138000"},
    ],
)
def test_what_was_found_narrowed_or_could_be_somebodys_is_not_counted(client, matter, asked):
    assert client.get(SEARCH, asked).status_code == 200
    assert not MissedSearch.objects.exists()


def test_a_note_that_is_missing_is_asked_for(client, as_, matter):
    client.get(SEARCH, {"q": "火星移民"})
    answer = as_(two_keepers(matter)[0]).post(
        SETTLE, {"question": "火星移民", "note": ""}, follow=True
    )
    assert "说明处理情况" in answer.content.decode()


def test_to_others_the_list_does_not_exist(as_, matter):
    clerk = as_(a_clerk(matter.organ)[0])
    assert clerk.get(LIST).status_code == 404
    assert clerk.post(SETTLE, {"question": "火星移民", "note": "x"}).status_code == 404
