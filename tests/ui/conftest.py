"""Renders components as a page would."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django_cotton.compiler_regex import CottonCompiler


@pytest.fixture
def drawn() -> Callable[..., str]:
    """Return a function that renders a piece of template with the given facts."""

    def draw(source: str, request: HttpRequest | None = None, **facts: object) -> str:
        context = Context(facts) if request is None else RequestContext(request, facts)
        return Template(CottonCompiler().process(source)).render(context)

    return draw
