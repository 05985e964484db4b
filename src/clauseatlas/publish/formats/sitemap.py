"""Sitemaps (sitemaps.org) as XML: an index of sitemaps, and one sitemap of addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

MEDIA_TYPE = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A path and when what is there last differed, where that is known."""

    path: str
    modified: datetime | None = None


def sitemap_index(places: Sequence[Place], *, site: str) -> bytes:
    """The index of sitemaps."""
    return _document("sitemapindex", "sitemap", places, site)


def sitemap(places: Sequence[Place], *, site: str) -> bytes:
    """One sitemap."""
    return _document("urlset", "url", places, site)


def _document(root: str, element: str, places: Sequence[Place], site: str) -> bytes:
    rows = "".join(f"<{element}><loc>{escape(site + place.path)}</loc>{_modified(place)}</{element}>\n" for place in places)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{rows}</{root}>\n'.encode()


def _modified(place: Place) -> str:
    return f"<lastmod>{place.modified.isoformat().replace('+00:00', 'Z')}</lastmod>" if place.modified else ""
