"""Pages of many records: home, platforms, and what the atlas is."""

from django.http import HttpRequest, HttpResponseBase

from clauseatlas.publish.pages.about_page import about_page
from clauseatlas.publish.pages.home_page import home_page
from clauseatlas.publish.pages.platform_page import platforms_page
from clauseatlas.site.views.answering import answer, catalogue

LONGEST_PAGE_NUMBER = 6  # digits; nobody pages that far by hand


def home(request: HttpRequest, *, as_json: bool = False) -> HttpResponseBase:
    """The home page."""
    return answer(request, home_page(catalogue()), "home", as_json=as_json)


def platforms(request: HttpRequest, *, as_json: bool = False) -> HttpResponseBase:
    """The list of platforms."""
    return answer(request, platforms_page(catalogue(), page=page_number(request)), "platforms", as_json=as_json)


def about(request: HttpRequest, *, as_json: bool = False) -> HttpResponseBase:
    """What the atlas is, what it is not, and its method."""
    return answer(request, about_page(catalogue()), "about", as_json=as_json)


def page_number(request: HttpRequest) -> int:
    """The page asked for; 1 for anything that is no page number."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_PAGE_NUMBER else 1
