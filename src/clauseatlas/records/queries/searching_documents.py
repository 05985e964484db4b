"""Documents whose current text has the words of a search, those with them in the title first."""

from collections.abc import Sequence

from clauseatlas.records.models import Document, Part, Platform
from clauseatlas.records.queries.searching import MARKS, Question, matching_of
from clauseatlas.records.queries.searching_match import PART, numbers_of

ON_PARTS = {"platforms", "sectors", "document_types", "documents"}
"""Filters that hold for a document as well as for a provision."""
PARTS_A_DOCUMENT = 4  # parts looked at for each document wanted; a long text has several that match


def documents_matching(question: Question, *, most: int) -> Sequence[Document]:
    """Up to `most` documents with platform and current version loaded; none where there are no words, or filters that only provisions have.

    Four queries. Words that stand in different parts of one long text, and never in one, do not find it.
    """
    filters = question.filters
    names = {*MARKS, "platforms", "sectors", "statuses", "first_seen_from", "first_seen_until", "last_seen_from", "last_seen_until"}
    if not question.words or any(getattr(filters, name) for name in names - ON_PARTS):
        return ()
    matching = matching_of(question, {each.pk: each for each in Platform.objects.all()})
    if not matching.has_words:
        return ()
    limit = most * PARTS_A_DOCUMENT
    parts = [*numbers_of(matching.in_title(), limit, newest_first=True, table=PART)]
    parts += numbers_of(matching.not_in_title(), limit, newest_first=True, table=PART)
    owners = dict(Part.objects.filter(pk__in=parts).values_list("pk", "document_id"))
    wanted = list(dict.fromkeys(owners[part] for part in parts if part in owners))[:most]
    rows = Document.objects.select_related("platform", "current").in_bulk(wanted)
    return [rows[number] for number in wanted]
