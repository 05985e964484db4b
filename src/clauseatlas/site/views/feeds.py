"""Atom feeds of changes: of all platforms, of one, of one document."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from clauseatlas.publish.formats.atom import MEDIA_TYPE, atom
from clauseatlas.publish.pages.change_page import feed_cards
from clauseatlas.publish.pages.parts import ChangeCard, Head
from clauseatlas.records.models import Platform
from clauseatlas.records.queries import publishing
from clauseatlas.site.views.answering import MissingRecordError, or_missing, site
from clauseatlas.site.views.records import found_document


def changes(request: HttpRequest) -> HttpResponseBase:
    """Told changes of all platforms."""
    head = Head(title="Clause Atlas: changes", description="Changes that matter in the policies of all platforms.", path="/feeds/changes.atom")
    return _answer(head, feed_cards(publishing.told_changes()))


@or_missing
def platform(request: HttpRequest, *, slug: str) -> HttpResponseBase:
    """Told changes of one platform."""
    found = Platform.objects.filter(slug=slug).first()
    if found is None:
        raise MissingRecordError(f"No platform “{slug}” is in this atlas.")
    head = Head(
        title=f"Clause Atlas: changes of {found.name}",
        description=f"Changes that matter in the policies of {found.name}.",
        path=f"/feeds/platforms/{found.slug}.atom",
    )
    return _answer(head, feed_cards(publishing.told_changes().filter(document__platform=found)))


@or_missing
def document(request: HttpRequest, *, record: str) -> HttpResponseBase:
    """Told changes of one document."""
    found = found_document(record)
    head = Head(
        title=f"Clause Atlas: changes of {found.title}",
        description=f"Changes that matter in {found.title} of {found.platform.name}.",
        path=f"/feeds/documents/{found.record_id}.atom",
    )
    return _answer(head, feed_cards(publishing.told_changes().filter(document=found)))


def _answer(head: Head, cards: tuple[ChangeCard, ...]) -> HttpResponse:
    return HttpResponse(atom(head, cards, site=site()), content_type=MEDIA_TYPE)
