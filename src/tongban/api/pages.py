"""试用接口: a page that reads the OpenAPI document and offers a form for every operation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def try_it(request: HttpRequest) -> HttpResponse:
    """Show the page; its script asks for the document and builds the forms."""
    return render(request, "api/try.html")
