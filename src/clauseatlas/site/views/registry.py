"""The registry: a search as a page, as JSON and as CSV."""

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from clauseatlas.errors import BadInput
from clauseatlas.publish.formats.spreadsheet import MEDIA_TYPE, spreadsheet
from clauseatlas.publish.pages.registry_page import registry_page
from clauseatlas.records.queries.searching import Question, every
from clauseatlas.records.queries.searching_asked import AFTER, asked
from clauseatlas.site.views.answering import FRESH_SECONDS, MissingRecordError, answer, catalogue, or_missing, site

MOST_ROWS = 10_000  # of a CSV; the exports have everything


@or_missing
def registry(request: HttpRequest, *, as_json: bool = False) -> HttpResponseBase:
    """A page of the registry."""
    question = question_asked(request)
    try:
        page = registry_page(question, catalogue(), after=request.GET.get(AFTER) or None)
    except BadInput as odd:
        raise MissingRecordError(f"{odd}.") from None
    return answer(request, page, "registry", as_json=as_json)


@or_missing
def registry_csv(request: HttpRequest) -> HttpResponseBase:
    """The provisions that the registry shows for the same query string, in its order, up to MOST_ROWS of them, as CSV."""
    found = every(question_asked(request), most=MOST_ROWS)
    response = StreamingHttpResponse(spreadsheet(found, catalogue(), site=site()), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="clause-atlas-provisions.csv"'
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return response


def question_asked(request: HttpRequest) -> Question:
    """The question that a query string asks; 404 in words where it cannot be understood."""
    try:
        return asked(dict(request.GET.lists()))
    except BadInput as odd:
        raise MissingRecordError(f"{odd}.") from None
