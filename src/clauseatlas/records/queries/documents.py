"""Documents: declared once, found by record id or platform, due or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from clauseatlas.errors import BadInput
from clauseatlas.model.capture import Declaration
from clauseatlas.records.models import Change, Counter, Document, Provision
from clauseatlas.records.models.changes import CHANGE_KIND
from clauseatlas.records.models.documents import DOCUMENT_KIND
from clauseatlas.records.models.provisions import PROVISION_KIND
from clauseatlas.records.queries.platforms import NOTHING_KNOWN, PlatformFacts, declare_platform, find_platform

RECORD_ID = re.compile(r"CA-([DPC])-(\d{6,})")
FETCHED_ROWS = 200  # documents held at a time; a row is about 2 kB


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """For whom a document is written, beside the language and region of its declaration; `family` joins the variants of one policy."""

    family: str = ""
    audience: str = ""


ONLY_ONE = Variant()

ARCHIVE = "archive"
"""Fetcher of documents whose history another archive captured: nothing visits them."""


def declare_document(
    declaration: Declaration,
    facts: PlatformFacts = NOTHING_KNOWN,
    *,
    now: datetime,
    variant: Variant = ONLY_ONE,
) -> tuple[Document, bool]:
    """The document of this declaration, and whether it is new; a changed declaration of a known document replaces the old one."""
    with transaction.atomic():
        platform = declare_platform(declaration.platform, facts, now=now)
        fields = {
            "title": declaration.title,
            "fetcher": declaration.fetcher,
            "select": list(declaration.select),
            "remove": list(declaration.remove),
            "language": declaration.language or "",
            "region": declaration.region or "",
            "audience": variant.audience,
            "cadence_hours": declaration.cadence_hours,
            "family": variant.family or f"{platform.slug}/{declaration.type.value}",
        }
        known = Document.objects.select_related("platform").filter(platform=platform, type=declaration.type.value, url=declaration.url).first()
        if known is not None:
            Document.objects.filter(pk=known.pk).update(**fields)
            known.refresh_from_db()
            return known, False
        number = Counter.mint(DOCUMENT_KIND)[0]
        document = Document.objects.create(
            id=number, platform=platform, type=declaration.type.value, url=declaration.url, added=now, next_due=now, **fields
        )
    return document, True


def number_of(record_id: str, kind: str) -> int:
    """The number in a record id of this kind ("CA-D"); raises BadInput for anything else."""
    match = RECORD_ID.fullmatch(record_id.strip().upper())
    if match is None or f"CA-{match[1]}" != kind:
        raise BadInput(record_id, "is not a record id of this kind", f"expected {kind}- and six digits")
    return int(match[2])


def document(record_id: str) -> Document:
    """The document with this record id, with its platform; raises BadInput when there is none."""
    found = (
        Document.objects.select_related("platform", "current__snapshot", "current__rereads").filter(pk=number_of(record_id, DOCUMENT_KIND)).first()
    )
    if found is None:
        raise BadInput(record_id, "is not in this atlas")
    return found


def document_of(record_id: str) -> Document:
    """The document that a record belongs to: itself, or that of a provision or change; raises BadInput when there is none."""
    kind = record_id.strip().upper()[:4]
    if kind == DOCUMENT_KIND:
        return document(record_id)
    if kind not in {PROVISION_KIND, CHANGE_KIND}:
        raise BadInput(record_id, "is not a record id", "expected CA-D-, CA-P- or CA-C- and six digits")
    records = Provision.objects if kind == PROVISION_KIND else Change.objects
    found = records.filter(pk=number_of(record_id, kind)).values_list("document", flat=True).first()
    if found is None:
        raise BadInput(record_id, "is not in this atlas")
    return Document.objects.select_related("platform").get(pk=found)


def chosen(*, record_id: str | None = None, platform: str | None = None) -> QuerySet[Document]:
    """All documents that are not paused, or one, or those of one platform; raises BadInput for one that is unknown."""
    documents = Document.objects.select_related("platform", "current__snapshot", "current__rereads").order_by("id")
    if record_id is not None:
        return documents.filter(pk=document(record_id).pk)
    documents = documents.filter(paused=False)
    if platform is None:
        return documents
    found = find_platform(platform)
    if found is None:
        raise BadInput(platform, "is no platform of this atlas", "see `clauseatlas platforms`, or declare it with `clauseatlas add`")
    return documents.filter(platform=found)


def to_visit(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Those that are visited at all: documents whose history another archive captured are not."""
    return documents.exclude(fetcher=ARCHIVE)


def each(documents: QuerySet[Document]) -> Iterator[Document]:
    """The documents one by one in order of their ids, a few hundred read at a time so that no result is held open while others write."""
    after = 0
    while rows := list(documents.filter(pk__gt=after).order_by("pk")[:FETCHED_ROWS]):
        yield from rows
        after = rows[-1].pk


def due_or_exempt(documents: QuerySet[Document], *, now: datetime, exempt_prefixes: tuple[str, ...]) -> QuerySet[Document]:
    """Those whose next visit is due, and those whose address begins with a prefix that is exempt from cadence."""
    wanted = Q(next_due__lte=now)
    for prefix in exempt_prefixes:
        wanted |= Q(url__startswith=prefix)
    return documents.filter(wanted)


def platform_documents_exist() -> bool:
    """Whether anything is declared."""
    return Document.objects.exists()
