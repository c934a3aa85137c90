"""A page may use the camera for papers, and nothing else of a visitor's device."""

import pytest


@pytest.mark.django_db
def test_every_answer_allows_the_camera_to_this_site_alone_and_the_microphone_to_nobody(client):
    for address in ("/", "/nothing-here/", "/healthz"):
        policy = client.get(address)["Permissions-Policy"].split(", ")
        assert {"camera=(self)", "microphone=()", "geolocation=()"} <= set(policy)
