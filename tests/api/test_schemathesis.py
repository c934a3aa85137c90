"""The running API keeps to its own document: no 5xx, and no answer that the document does not know."""

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.openapi import from_wsgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from builders.api import a_program, an_application
from builders.cases import a_place
from tongban.api.tags import tag_of
from tongban.kernel.papers.queries import papers_of

EXAMPLES = 4
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def kept_connection():
    """The requests stay within the transaction of the test, as those of Django's own client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def grounded(case, place, number):
    """Let a request be about things that are there, so that it gets further than the door."""
    paths = {
        "number": number,
        "matter_id": place.version.matter_id,
        "paper_id": papers_of(f"case/{number}")[0].pk,
    }
    known = {name: paths[name] for name in case.path_parameters or {} if name in paths}
    case.path_parameters = {**(case.path_parameters or {}), **known}
    if "/acts/" in case.path:
        case.headers["If-Match"] = tag_of(place.case(number))
        if isinstance(case.body, dict) and "item" in case.body:
            case.body["item"] = place.open(number, "accept")[0]
    elif case.path == "/api/v1/cases" and case.method == "POST" and isinstance(case.body, dict):
        body = an_application(place)
        case.body |= {name: body[name] for name in ("matter_id", "applicant")}


@pytest.mark.django_db
@pytest.mark.usefixtures("kept_connection")
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_operation_breaks_and_every_answer_is_in_the_document(settings, mode):
    settings.TONGBAN_API_RATE = 100_000
    place = a_place("civil")
    program, number = a_program(place.hall), place.submit().number
    app = get_wsgi_application()
    schema = from_wsgi("/api/openapi.json", app)
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) >= 47
    for operation in operations:
        answered(operation.as_strategy(generation_mode=mode), place, program, number)


def answered(requests, place, program, number):
    """Send some requests of an operation, half of them about things that are there, and check each answer."""

    @trying(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(request=requests, real=st.booleans())
    def send(request, real):
        if real:
            grounded(request, place, number)
        request.call_and_validate(headers=program.headers(), checks=CHECKS)

    send()
