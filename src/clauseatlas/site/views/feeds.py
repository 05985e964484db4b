"""Atom feeds: changes of all platforms, of one, of one document, of one clause type; provisions that a search finds, the newest first."""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from clauseatlas.publish.formats.atom import MEDIA_TYPE, Entry, atom, change_entry, provision_entry
from clauseatlas.publish.pages.change_page import feed_cards
from clauseatlas.publish.pages.parts import Head, provision_card
from clauseatlas.records.addresses import document_path, platform_path
from clauseatlas.records.models import Change, Platform, Provision
from clauseatlas.records.queries import publishing
from clauseatlas.records.queries.searching import Sort
from clauseatlas.records.queries.searching import search as search_provisions
from clauseatlas.records.queries.searching_asked import query_of
from clauseatlas.site.views.answering import MissingRecordError, cacheable, catalogue, or_missing, site
from clauseatlas.site.views.records import found_document
from clauseatlas.site.views.registry import question_asked

ENTRIES = 30  # of a feed of a search


def changes(request: HttpRequest) -> HttpResponseBase:
    """Told changes of all platforms."""
    head = Head(title="Clause Atlas: changes", description="Changes that matter in the policies of all platforms.", path="/feeds/changes.atom")
    return _of_changes(request, head, publishing.told_changes(), page="/changes/")


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
    return _of_changes(request, head, publishing.told_changes().filter(document__platform=found), page=platform_path(found))


@or_missing
def document(request: HttpRequest, *, record: str) -> HttpResponseBase:
    """Told changes of one document."""
    found = found_document(record)
    head = Head(
        title=f"Clause Atlas: changes of {found.title}",
        description=f"Changes that matter in {found.title} of {found.platform.name}.",
        path=f"/feeds/documents/{found.record_id}.atom",
    )
    return _of_changes(request, head, publishing.told_changes().filter(document=found), page=document_path(found))


@or_missing
def clause(request: HttpRequest, *, clause: str) -> HttpResponseBase:
    """Told changes that did something to provisions of one clause type."""
    kind = catalogue().clauses.get(clause)
    if kind is None:
        raise MissingRecordError(f"No clause type “{clause}” is in the catalogue.")
    head = Head(
        title=f"Clause Atlas: changes of clauses “{kind.title}”",
        description=f"Changes that added, revised or ended a clause of the type “{kind.title}” on any platform.",
        path=f"/feeds/clauses/{kind.id}.atom",
    )
    touched = publishing.changes_touching(kind.id)
    return _of_changes(request, head, touched, page="/changes/")


@or_missing
def search(request: HttpRequest) -> HttpResponseBase:
    """The newest provisions that a search of the registry finds; the address says what is searched for, as the registry's does."""
    question = replace(question_asked(request), sort=Sort.RELEVANCE)
    query = query_of(question)
    ending = f"?{query}" if query else ""
    head = Head(
        title=f"Clause Atlas: {question.words or 'provisions'}",
        description="Provisions that a search finds, the newest first.",
        path=f"/feeds/search.atom{ending}",
    )
    provisions = list(search_provisions(replace(question, sort=Sort.NEWEST), most=ENTRIES).provisions)
    prefetch_related_objects(provisions, "current__first_version")
    return _answer(request, head, [_provision(each) for each in provisions], page=f"/registry/{ending}")


def _provision(provision: Provision) -> Entry:
    revised = provision.current.first_version.first_seen if provision.current else provision.first_version.first_seen
    return provision_entry(provision_card(provision, catalogue()), first=provision.first_version.first_seen, revised=revised)


def _of_changes(request: HttpRequest, head: Head, found: QuerySet[Change], *, page: str) -> HttpResponseBase:
    return _answer(request, head, [change_entry(card) for card in feed_cards(found)], page=page)


def _answer(request: HttpRequest, head: Head, entries: Sequence[Entry], *, page: str) -> HttpResponseBase:
    return cacheable(request, HttpResponse(atom(head, entries, site=site(), page=page), content_type=MEDIA_TYPE))
