"""What is shown when an address leads nowhere."""

from django.http import HttpRequest, HttpResponse

from clauseatlas.site.views.answering import missing


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for an address that no page has."""
    return missing(request, "No page has this address.")
