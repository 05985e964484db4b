"""Pages of single records: platform, document, provision, version."""

import json
import re

from django.http import HttpRequest, HttpResponseBase
from markupsafe import Markup

from clauseatlas.publish.pages.document_page import document_page
from clauseatlas.publish.pages.platform_page import platform_page
from clauseatlas.publish.pages.provision_page import provision_page
from clauseatlas.publish.structured import structured
from clauseatlas.records.models import Document, Platform
from clauseatlas.records.queries import publishing
from clauseatlas.site.views.answering import MissingRecordError, answer, catalogue, or_missing, site

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


@or_missing
def platform(request: HttpRequest, *, slug: str, as_json: bool = False) -> HttpResponseBase:
    """The page of a platform."""
    found = Platform.objects.prefetch_related("names").filter(slug=slug).first()
    if found is None:
        raise MissingRecordError(f"No platform “{slug}” is in this atlas.")
    return answer(request, platform_page(found, catalogue()), "platform", as_json=as_json)


@or_missing
def document(request: HttpRequest, *, record: str, words: str = "", as_json: bool = False) -> HttpResponseBase:
    """The page of a document."""
    return answer(request, document_page(found_document(record), catalogue()), "document", as_json=as_json)


@or_missing
def provision(request: HttpRequest, *, record: str, words: str = "", as_json: bool = False) -> HttpResponseBase:
    """The record page of a provision."""
    found = publishing.provision(number_in(record))
    if found is None:
        raise MissingRecordError(f"No provision {record.upper()} is in this atlas.")
    page = provision_page(found, catalogue(), site=site())
    return answer(request, page, "provision", as_json=as_json, extra={"structured": _script(structured(page, site=site()))})


def _script(value: object) -> Markup:
    """JSON that can stand inside a script element: no "<" can end the element early."""
    plain = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(plain)  # noqa: S704 - every character that could end the element is escaped above
