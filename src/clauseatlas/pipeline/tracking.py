"""Capturing what is due: pages are fetched by a few threads, everything after that happens here, one document after another."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from itertools import islice
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from clauseatlas.capture.addresses import ALLOW_ORIGINS
from clauseatlas.capture.settings import BROWSER_PATH, CONTACT, VisitSettings
from clauseatlas.capture.visiting import Visitor
from clauseatlas.model import capture as visits
from clauseatlas.model.words import Outcome, VersionCause
from clauseatlas.pipeline.configuration import Configuration
from clauseatlas.pipeline.receiving import NeedsBrowser, receive
from clauseatlas.pipeline.settling import Settled
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Document
from clauseatlas.records.queries.provisions import standing_count

# Fetched pages that wait for their turn are held in memory: as many as are being fetched, no more.
WAITING_PER_FETCHER = 1

# Documents looked ahead at, so that the pages of one host, which wait for each other, do not stand in one row.
LOOK_AHEAD = 200

CHANGE_KINDS = ("substantive", "cosmetic", "unclear", "reverted", "variant")


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run of `track` did, counted as it goes."""

    documents: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    versions: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    provisions: int = 0
    seconds: float = 0.0

    def add(self, settled: Settled) -> None:
        """Count one visit."""
        self.documents += 1
        self.outcomes[settled.capture.outcome] += 1
        if settled.cause is not None:
            self.versions[settled.cause.value] += 1
        if settled.change is not None and settled.cause is not None:
            self.changes[settled.change.significance] += 1
        if settled.capture.outcome == Outcome.REVERTED:
            self.changes["variant" if settled.place.variant else "reverted"] += 1

    def report(self) -> dict[str, Any]:
        """The counts as `track --format json` prints them; outcomes sum to documents."""
        return {
            "documents": self.documents,
            "outcomes": dict(sorted(self.outcomes.items())),
            "versions": {cause.value: self.versions[cause.value] for cause in VersionCause},
            "changes": {kind: self.changes[kind] for kind in CHANGE_KINDS},
            "provisions": self.provisions,
            "seconds": round(self.seconds, 1),
        }


def visit_settings(settings: Configuration) -> VisitSettings:
    """How this atlas visits sites."""
    return VisitSettings.from_environment(
        {ALLOW_ORIGINS: ",".join(settings.allow_origins), BROWSER_PATH: settings.browser, CONTACT: settings.contact}
    )


def track(
    workshop: Workshop,
    documents: Iterable[Document],
    *,
    visitor: Visitor,
    concurrency: int,
    told: Callable[[Settled], None] = lambda settled: None,
) -> Tally:
    """Visit these documents and run every stage over what comes; `told` hears of each one as it is done."""
    tally, begun = Tally(), monotonic()
    seen: set[int] = set()
    with ThreadPoolExecutor(concurrency, thread_name_prefix="visit") as pool:
        for document, visit in _visits(pool, documents, visitor=visitor, ahead=concurrency * (1 + WAITING_PER_FETCHER)):
            settled = receive(workshop, document, visit)
            if isinstance(settled, NeedsBrowser):
                again = replace(document.declaration, fetcher="browser")
                settled = receive(workshop, document, visitor.visit(again), asked=settled)
            assert isinstance(settled, Settled), "a visit with a browser does not ask for one"
            tally.add(settled)
            seen.add(document.pk)
            told(settled)
    tally.provisions = standing_count(seen)
    tally.seconds = monotonic() - begun
    return tally


def _visits(pool: ThreadPoolExecutor, documents: Iterable[Document], *, visitor: Visitor, ahead: int) -> Iterator[tuple[Document, visits.Capture]]:
    """Visits as they come in, at most `ahead` of them under way or waiting."""
    upcoming = spread(documents)
    under_way: dict[Future[visits.Capture], Document] = {}
    while True:
        for document in islice(upcoming, ahead - len(under_way)):
            under_way[pool.submit(_visit, visitor, document)] = document
        if not under_way:
            return
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            yield under_way.pop(future), future.result()


def _visit(visitor: Visitor, document: Document) -> visits.Capture:
    """One visit. A document whose text came through a browser goes there at once, and without validators: they would speak of the empty shell."""
    current = document.current
    rendered = current is not None and current.snapshot is not None and bool(current.snapshot.dom_sha256)
    if document.fetcher == "auto" and rendered:
        return visitor.visit(replace(document.declaration, fetcher="browser"))
    return visitor.visit(document.declaration, conditional=document.conditional)


def spread(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents in an order in which those of one host stand apart, some hundreds looked at together."""
    rest = iter(documents)
    while batch := list(islice(rest, LOOK_AHEAD)):
        queues: dict[str, deque[Document]] = {}
        for document in batch:
            queues.setdefault(urlsplit(document.url).netloc, deque()).append(document)
        while queues:
            for host in list(queues):
                yield queues[host].popleft()
                if not queues[host]:
                    del queues[host]
