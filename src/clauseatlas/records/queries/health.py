"""How the atlas is doing, for `doctor`: documents that fail, that are quarantined, withdrawn or overdue."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from clauseatlas.model.words import Outcome
from clauseatlas.records.models import Capture, Document

# So many visits in a row without a good capture are no accident any more.
FAILING_FROM = 3

# A document that should have been visited this long ago shows that nothing runs `track` regularly.
OVERDUE_AFTER = timedelta(days=2)

NAMED = 20  # documents named in a report; the rest is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Counts of documents by how their visits go."""

    documents: int
    never_archived: int
    failing: int
    withdrawn: int
    overdue: int


def state(now: datetime) -> State:
    """The state of all documents that are not paused."""
    counted = Document.objects.filter(paused=False).aggregate(
        documents=Count("pk"),
        never_archived=Count("pk", filter=Q(current__isnull=True)),
        failing=Count("pk", filter=Q(failures__gte=FAILING_FROM)),
        withdrawn=Count("pk", filter=Q(withdrawn__isnull=False)),
        overdue=Count("pk", filter=Q(next_due__lt=now - OVERDUE_AFTER)),
    )
    return State(**counted)


def failing_documents() -> list[tuple[Document, Capture]]:
    """Documents that have failed for a while, longest first, each with its newest capture. Two queries."""
    documents = list(Document.objects.select_related("platform").filter(paused=False, failures__gte=FAILING_FROM).order_by("-failures", "pk")[:NAMED])
    moments = Q(pk__in=[])
    for document in documents:
        moments |= Q(document=document, started=document.visited)
    newest = {capture.document_id: capture for capture in Capture.objects.filter(moments)}
    return [(document, newest[document.pk]) for document in documents if document.pk in newest]


def quarantined_since(moment: datetime) -> int:
    """How many captures were quarantined since then."""
    return Capture.objects.filter(outcome=Outcome.QUARANTINED.value, started__gte=moment).count()
