"""How machines find their way: sitemaps, robots.txt, llms.txt."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from clauseatlas.publish.formats.sitemap import MEDIA_TYPE, Place
from clauseatlas.publish.formats.sitemap import sitemap as write_sitemap
from clauseatlas.publish.formats.sitemap import sitemap_index as write_index
from clauseatlas.publish.guide import guide
from clauseatlas.records import addresses
from clauseatlas.records.queries import publishing
from clauseatlas.records.queries.listing import ranges, records_in
from clauseatlas.site.views.answering import MissingRecordError, cacheable, catalogue, or_missing, site

TEXT_TYPE = "text/plain; charset=utf-8"
PAGES = ("/", "/registry/", "/platforms/", "/changes/", "/about/")
"""Pages that are no records; those that no route has are left out."""
PATHS: Mapping[str, Callable[[Any], str]] = {
    "platforms": addresses.platform_path,
    "documents": addresses.document_path,
    "changes": addresses.change_path,
    "provisions": addresses.provision_path,
}


def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """The index of sitemaps."""
    places = [Place(path="/sitemaps/pages-1.xml")]
    places.extend(Place(path=f"/sitemaps/{each.kind}-{each.number}.xml", modified=each.modified) for each in ranges())
    return _xml(request, write_index(places, site=site()))


@or_missing
def sitemap(request: HttpRequest, *, kind: str, number: int) -> HttpResponseBase:
    """The sitemap of a range of records."""
    if kind == "pages" and number == 1:
        return _xml(request, write_sitemap([Place(path=each) for each in PAGES], site=site()))
    rows = records_in(kind, number)
    if not rows:
        raise MissingRecordError(f"There is no sitemap {kind}-{number}.")
    return _xml(request, write_sitemap([Place(path=PATHS[kind](row), modified=modified) for row, modified in rows], site=site()))


def robots(request: HttpRequest) -> HttpResponseBase:
    """What crawlers may read: everything public but differences and searches, which are endless."""
    lines = (
        "User-agent: *",
        "Disallow: /documents/*/diff/",
        "Disallow: /account/",
        "Disallow: /registry.csv",
        "Disallow: /registry/?",
        "Allow: /",
        "",
        f"Sitemap: {site()}/sitemap.xml",
        "",
    )
    return _text(request, "\n".join(lines))


def llms(request: HttpRequest) -> HttpResponseBase:
    """What the site is and where its data are, for assistants."""
    return _text(request, guide(publishing.figures(), catalogue(), site=site()))


def _xml(request: HttpRequest, body: bytes) -> HttpResponseBase:
    return cacheable(request, HttpResponse(body, content_type=MEDIA_TYPE))


def _text(request: HttpRequest, text: str) -> HttpResponseBase:
    return cacheable(request, HttpResponse(text.encode(), content_type=TEXT_TYPE))
