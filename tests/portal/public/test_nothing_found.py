"""A wrong address speaks the reader's language and leads on."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "未找到相关内容"), ("en", "Nothing found here")]
)
def test_a_page_that_is_not_there_says_so_and_leads_on(client, language, words):
    client.cookies["django_language"] = language
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert words in page
    assert 'href="/track/"' in page


def test_a_form_that_was_open_too_long_is_refused_in_words(client):
    client.handler.enforce_csrf_checks = True
    answer = client.post("/track/", {"number": "1", "code": "2"})
    assert answer.status_code == 403
    assert "页面停留时间过长" in answer.content.decode()
