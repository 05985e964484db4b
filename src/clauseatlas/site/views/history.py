"""Pages of what changed: versions, differences, change records, the list of changes."""

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from clauseatlas.model.words import Direction, DocumentType, Significance
from clauseatlas.publish.pages.change_page import Filters, changes_page, difference_page
from clauseatlas.publish.pages.difference_rows import DifferenceRow
from clauseatlas.publish.pages.version_page import version_page, versions_page
from clauseatlas.records.addresses import difference_path, versions_path
from clauseatlas.records.models import Document, Version
from clauseatlas.site.views.answering import MissingRecordError, answer, catalogue, or_missing
from clauseatlas.site.views.evidence import remembered
from clauseatlas.site.views.records import found_document, number_in
from clauseatlas.site.views.withholding import refuse_withheld

VIEWS = ("unified", "reading", "columns")
LONGEST_NUMBER = 9  # digits of a version number that a database takes


@or_missing
def versions(request: HttpRequest, *, record: str, as_json: bool = False) -> HttpResponseBase:
    """All versions of a document."""
    return answer(request, versions_page(found_document(record)), "versions", as_json=as_json)


@or_missing
def version(request: HttpRequest, *, record: str, number: int, as_json: bool = False) -> HttpResponseBase:
    """One version of a document."""
    document = found_document(record)
    found = _found_version(document, str(number))
    page = version_page(document, found, catalogue(), at=request.GET.get("at", ""))
    return remembered(answer(request, page, "version", as_json=as_json), document, found)


@or_missing
def difference(request: HttpRequest, *, record: str, before: int, after: int, as_json: bool = False) -> HttpResponseBase:
    """The difference between two versions."""
    document = found_document(record)
    view = request.GET.get("view", VIEWS[0])
    page = difference_page(
        document,
        _found_version(document, str(before)),
        _found_version(document, str(after)),
        view=view if view in VIEWS else VIEWS[0],
    )
    anchors = [row.edits[0].id for row in page.rows if isinstance(row, DifferenceRow) and row.edits]
    return answer(request, page, "difference", as_json=as_json, extra={"anchors": anchors})


@or_missing
def choose_difference(request: HttpRequest, *, record: str) -> HttpResponseBase:
    """From the form of the version list to the address of the difference; without a choice, back to the list."""
    document = found_document(record)
    if "from" not in request.GET or "to" not in request.GET:
        return HttpResponseRedirect(versions_path(document))
    before = _found_version(document, request.GET.get("from", ""))
    after = _found_version(document, request.GET.get("to", ""))
    return HttpResponseRedirect(difference_path(document, before.number, after.number))


@or_missing
def changes(request: HttpRequest, *, as_json: bool = False) -> HttpResponseBase:
    """The list of changes."""
    before = request.GET.get("before", "")
    filters = Filters(
        platform=request.GET.get("platform", ""),
        significance=_known(Significance, request.GET.get("significance", "")),
        direction=_known(Direction, request.GET.get("direction", "")),
        document_type=_known(DocumentType, request.GET.get("type", "")),
    )
    return answer(request, changes_page(filters, before=number_in(before) if before else None), "changes", as_json=as_json)


def _known(words: type[Significance] | type[Direction] | type[DocumentType], value: str) -> str:
    """The value if it is one of the closed list, else none."""
    return value if value in {member.value for member in words} else ""


def _found_version(document: Document, number: str) -> Version:
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        raise MissingRecordError(f"“{number[:20]}” is not a version number.")
    found = Version.objects.select_related("snapshot").filter(document=document, number=int(number)).first()
    if found is None:
        raise MissingRecordError(f"{document.record_id} has no version {number}.")
    refuse_withheld(found)
    return found
