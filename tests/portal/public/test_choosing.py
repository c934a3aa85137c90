"""What is asked for and how the result comes: chosen on the check page, brought along from a certificate."""

import pytest
from django.urls import reverse

from builders.cases import Place, a_licence
from tongban.kernel.cases.models import Case
from tongban.kernel.forms.models import Draft

NAMED = {"applicant.name": "张三丰", "applicant.income": "30000"}


@pytest.fixture
def place(db: None) -> Place:
    """A licence that can be renewed, delivered at the window or electronically."""
    return a_licence(delivery=("window", "electronic"))


@pytest.fixture
def citizen(place, signed_in):
    """The applicant's browser."""
    return signed_in(place.citizen)


@pytest.fixture
def certificate(place) -> int:
    """A certificate of the applicant's own."""
    number = place.decided()
    return int(place.case(number).certificate)


def begun(client, place, **asked) -> str:
    """The check page of an application that is filled in."""
    guide = reverse("public:apply", args=[place.version.matter_id])
    client.post(guide, {"key": f"k{len(asked)}", **asked})
    draft = Draft.objects.filter(closed_at=None).latest("pk")
    client.post(reverse("public:step", args=[draft.pk, "applicant"]), NAMED)
    return reverse("public:check", args=[draft.pk])


def newest() -> Case:
    return Case.objects.latest("submitted_at", "id")


def test_a_renewal_from_the_certificate_is_chosen_already_and_reaches_the_case(citizen, place, certificate):  # fmt: skip
    guide = reverse("public:guide", args=[place.version.matter_id])
    page = citizen.get(f"{guide}?purpose=renewal&certificate={certificate}").content.decode()
    assert 'name="purpose" value="renewal"' in page
    check = begun(citizen, place, purpose="renewal", certificate=certificate)
    assert 'value="renewal" checked' in citizen.get(check).content.decode()
    citizen.post(check, {"purpose": "renewal", "certificate": certificate, "delivery": "window"})
    case = newest()
    assert (case.purpose, case.certificate, case.delivery) == ("renewal", certificate, "window")


def test_anothers_certificate_is_brought_along_by_nobody(place, certificate, signed_in, neighbour):
    client = signed_in(neighbour)
    guide = reverse("public:guide", args=[place.version.matter_id])
    page = client.get(f"{guide}?purpose=renewal&certificate={certificate}").content.decode()
    assert 'name="purpose"' not in page
    check = begun(client, place, purpose="renewal", certificate=certificate)
    assert 'name="purpose"' not in client.get(check).content.decode()
    answer = client.post(check, {"purpose": "renewal", "certificate": certificate})
    assert answer.status_code == 422
    assert Case.objects.count() == 1


def test_a_change_needs_a_certificate_and_what_was_chosen_stays(citizen, place, certificate):
    check = begun(citizen, place)
    answer = citizen.post(check, {"purpose": "change", "certificate": "0", "delivery": "window"})
    assert answer.status_code == 422
    assert 'value="change" checked' in answer.content.decode()
    assert Case.objects.count() == 1


def test_a_new_application_and_a_renewal_are_two_drafts(citizen, place, certificate):
    begun(citizen, place)
    begun(citizen, place, purpose="renewal", certificate=certificate)
    assert Draft.objects.filter(closed_at=None).count() == 2
    assert "延续" in citizen.get(reverse("public:mine")).content.decode()


def test_electronic_delivery_needs_consent(citizen, place):
    check = begun(citizen, place)
    refused = citizen.post(check, {"delivery": "electronic"})
    assert refused.status_code == 422
    assert "经您同意" in refused.content.decode()
    assert not Case.objects.exists()
    citizen.post(check, {"delivery": "electronic", "consent": "true"})
    assert newest().delivery == "electronic"


def test_where_there_is_no_choice_nothing_is_asked(citizen, place):
    place.version.delivery, place.version.purposes = ["window"], ["new"]
    place.version.save()
    page = citizen.get(begun(citizen, place)).content.decode()
    assert 'name="delivery"' not in page
    assert 'name="purpose"' not in page
