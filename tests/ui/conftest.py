"""Renders components as a page would."""

from collections.abc import Callable

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler


@pytest.fixture
def drawn() -> Callable[..., str]:
    """Return a function that renders a piece of template with the given facts."""

    def draw(source: str, **facts: object) -> str:
        return Template(CottonCompiler().process(source)).render(Context(facts))

    return draw
