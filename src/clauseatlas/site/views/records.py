"""Pages of single records: platform, document, provision; a record as of a day, and in other formats."""

import json
import re
from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from markupsafe import Markup

from clauseatlas.archive.blobs import LocalBlobs
from clauseatlas.errors import BadInput
from clauseatlas.pipeline.configuration import configuration
from clauseatlas.pipeline.workshop import utc_now, workshop_of
from clauseatlas.publish.citing import cite
from clauseatlas.publish.formats.offering import format_called, offered
from clauseatlas.publish.pages.change_page import change_page
from clauseatlas.publish.pages.document_page import Asked, document_page
from clauseatlas.publish.pages.platform_page import platform_page
from clauseatlas.publish.pages.provision_page import Shown, Surroundings, citable, provision_page
from clauseatlas.publish.sheets import Sheet, change_citable, change_sheet, provision_sheet
from clauseatlas.publish.signing import signed
from clauseatlas.publish.structured import structured, structured_document
from clauseatlas.records.models import Change, Document, Platform, Provision
from clauseatlas.records.queries import publishing
from clauseatlas.records.queries.dating import Applied, applied_on, first_day, revision_in
from clauseatlas.site.views.answering import MissingRecordError, answer, cacheable, catalogue, or_missing, site, unavailable
from clauseatlas.site.views.withholding import refuse_withheld

RECORD_ID = re.compile(r"CA-[DPC]-(\d{6,18})", re.IGNORECASE)


def number_in(record: str) -> int:
    """The number in a record id as an address has it."""
    match = RECORD_ID.fullmatch(record)
    if match is None:
        raise MissingRecordError(f"{record} is not a record id.")
    return int(match[1])


def found_document(record: str) -> Document:
    """The document with this record id, with platform and current version."""
    number = number_in(record)
    document = Document.objects.select_related("platform", "current__snapshot").filter(pk=number).first()
    if document is None:
        raise MissingRecordError(f"No document {record.upper()} is in this atlas.")
    return document


def surroundings() -> Surroundings:
    """What record pages need beside the records."""
    return Surroundings(catalogue=catalogue(), blobs=LocalBlobs(configuration().blobs_path), site=site(), today=utc_now().date())


@or_missing
def platform(request: HttpRequest, *, slug: str, as_json: bool = False) -> HttpResponseBase:
    """The page of a platform."""
    found = Platform.objects.prefetch_related("names").filter(slug=slug).first()
    if found is None:
        raise MissingRecordError(f"No platform “{slug}” is in this atlas.")
    return answer(request, platform_page(found, catalogue()), "platform", as_json=as_json)


@or_missing
def document(request: HttpRequest, *, record: str, words: str = "", as_json: bool = False) -> HttpResponseBase:
    """The page of a document, also from a paragraph on, with marks of one clause type, or as it applied on a day."""
    found = found_document(record)
    if found.current is not None:
        refuse_withheld(found.current)
    day = _day_asked(request)
    known = request.GET.get("type", "")
    asked = Asked(
        at=request.GET.get("at", ""),
        clause_type=known if known in catalogue().clauses else "",
        day=day,
        applied=_applied(found, day) if day else None,
    )
    page = document_page(found, catalogue(), asked=asked)
    return answer(request, page, "document", as_json=as_json, extra={"structured": in_script(structured_document(page, site=site()))})


@or_missing
def provision(request: HttpRequest, *, record: str, words: str = "", as_json: bool = False) -> HttpResponseBase:
    """The record page of a provision, also as it applied on a day."""
    found, shown = _shown_provision(request, record)
    page = provision_page(found, surroundings(), shown=shown)
    extra = {"structured": in_script(structured(page, site=site())), "formats": [each for each in offered().values() if each.available]}
    return answer(request, page, "provision", as_json=as_json, extra=extra)


@or_missing
def change(request: HttpRequest, *, record: str, as_json: bool = False) -> HttpResponseBase:
    """The record page of a change."""
    page = change_page(_found_change(record), catalogue())
    citations = cite(change_citable(page, site=site()), accessed=utc_now().date())
    formats = [each for each in offered().values() if each.available]
    return answer(request, page, "change", as_json=as_json, extra={"citations": citations, "formats": formats})


@or_missing
def provision_format(request: HttpRequest, *, record: str, suffix: str, words: str = "") -> HttpResponseBase:
    """The record of a provision in another format."""
    found, shown = _shown_provision(request, record)
    around = surroundings()

    def sheet() -> Sheet:
        about = citable(found, shown.revision, shown.version, site=around.site)
        return provision_sheet(provision_page(found, around, shown=shown), about, accessed=around.today)

    return _taken_along(request, found.record_id, suffix, sheet)


@or_missing
def change_format(request: HttpRequest, *, record: str, suffix: str) -> HttpResponseBase:
    """The record of a change in another format."""
    found = _found_change(record)

    def sheet() -> Sheet:
        page = change_page(found, catalogue())
        return change_sheet(page, change_citable(page, site=site()), accessed=utc_now().date())

    return _taken_along(request, found.record_id, suffix, sheet)


def in_script(value: object) -> Markup:
    """JSON that can stand inside a script element: no "<" can end the element early."""
    plain = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(plain)  # noqa: S704 - every character that could end the element is escaped above


def _taken_along(request: HttpRequest, record_id: str, suffix: str, sheet: Callable[[], Sheet]) -> HttpResponseBase:
    try:
        chosen = format_called(suffix)
    except BadInput:
        raise MissingRecordError(f"No record can be had as “{suffix[:20]}”; there are {', '.join(offered())}.") from None
    if not chosen.available:
        return unavailable(request, f"This atlas writes no {chosen.label}: whoever runs it can install the extra “{chosen.extra}”.")
    written = sheet()
    content = chosen.write(written)
    if chosen.suffix == "pdf":
        content = signed(workshop_of(configuration()), content, at=written.at)
    response = HttpResponse(content, content_type=chosen.media_type)
    response["Content-Disposition"] = f'inline; filename="{record_id}.{suffix}"'
    return cacheable(request, response)


def _found_change(record: str) -> Change:
    found = publishing.change(number_in(record))
    if found is None:
        raise MissingRecordError(f"No change {record.upper()} is in this atlas.")
    return found


def _shown_provision(request: HttpRequest, record: str) -> tuple[Provision, Shown]:
    """The provision, and what of it is asked for: as it stands, or as of a day."""
    found = publishing.provision(number_in(record))
    if found is None:
        raise MissingRecordError(f"No provision {record.upper()} is in this atlas.")
    day = _day_asked(request)
    if day is None:
        refuse_withheld(found.last_version)
        return found, Shown.now(found)
    applied = _applied(found.document, day)
    refuse_withheld(applied.version)
    revision = revision_in(applied.version, found.pk)
    if revision is None:
        raise MissingRecordError(
            f"The text that applied on {day.day} {day:%B %Y} (version {applied.version.number}) did not have the clause of {found.record_id}."
        )
    return found, Shown.on(day, revision, applied)


def _day_asked(request: HttpRequest) -> date | None:
    """The day after `on` in the address, None where none is asked for."""
    asked = request.GET.get("on", "")
    if not asked:
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError:
        raise MissingRecordError(f"“{asked[:20]}” is not a day; write it as 2024-05-01.") from None


def _applied(document: Document, day: date) -> Applied:
    """The text that applied on a day."""
    found = applied_on(document, day)
    if found is not None:
        return found
    first = first_day(document)
    if first is not None and day < first:
        raise MissingRecordError(
            f"Nothing is known of {document.record_id} on {day.day} {day:%B %Y}: its first text here is of {first.day} {first:%B %Y}."
        )
    raise MissingRecordError(f"No text of {document.record_id} applied on {day.day} {day:%B %Y}.")
