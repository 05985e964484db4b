"""Today's method over the stored archive: texts read again, provisions found again, changes worked out again. Doing it twice changes nothing more."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from clauseatlas.archive.ledger import leaf_hash
from clauseatlas.changes.comparing import compare
from clauseatlas.model.provision import Provision
from clauseatlas.pipeline import events
from clauseatlas.pipeline.advising import answers_kept
from clauseatlas.pipeline.carrying import Origins, arrivals, trace
from clauseatlas.pipeline.changing import record_between
from clauseatlas.pipeline.drafting import Standing, find_in, standing_of
from clauseatlas.pipeline.histories import Place, work_out_periods
from clauseatlas.pipeline.linking import rebuild_links
from clauseatlas.pipeline.rereading import is_dated, reread
from clauseatlas.pipeline.settling import turn
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Document, Period, Version
from clauseatlas.records.queries import changes, ledger, provisions, searching_index, versions
from clauseatlas.records.queries.provisions import Arrival, Placed


class Stage(StrEnum):
    """What can be rebuilt, in the order in which one builds on the other."""

    TEXT = "text"
    PROVISIONS = "provisions"
    CHANGES = "changes"
    SEARCH = "search"


@dataclass(slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild did: texts that today's reader read differently, versions whose provisions came out differently, change records worked out,
    provisions entered anew into the index of search.
    """

    documents: int = 0
    texts_read_differently: int = 0
    versions_found_differently: int = 0
    changes_worked_out: int = 0
    entries_written: int = 0

    def report(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


def rebuild(
    workshop: Workshop,
    documents: Iterable[Document],
    *,
    stages: Sequence[Stage] = tuple(Stage),
    told: Callable[[Document], None] = lambda document: None,
) -> Rebuilt:
    """Run stages over these documents, one transaction per version; stopped and started again, it goes on."""
    done = Rebuilt()
    for document in documents:
        if Stage.TEXT in stages:
            done.texts_read_differently += _rebuild_texts(workshop, document)
        if Stage.PROVISIONS in stages:
            done.versions_found_differently += _rebuild_provisions(workshop, document)
        if Stage.CHANGES in stages:
            done.changes_worked_out += _rebuild_changes(workshop, document)
        if Stage.SEARCH in stages:
            document.refresh_from_db()
            done.entries_written += searching_index.rewrite(document)
        done.documents += 1
        told(document)
    return done


def _rebuild_texts(workshop: Workshop, document: Document) -> int:
    dated = [version for version in versions.standing_readings(document) if is_dated(version)]
    return sum(reread(workshop, document, version).pk != version.pk for version in dated)


def _rebuild_provisions(workshop: Workshop, document: Document) -> int:
    """Find the provisions of every text again, oldest first, so that a clause found only now gets one record through all of them."""
    differing = 0
    previous: Standing | None = None
    for version in versions.standing_readings(document):
        own = standing_of(version)
        comparison = compare(previous.policy, own.policy) if previous else None
        answers = answers_kept(version, workshop.configuration)
        found = find_in(document, own.policy, workshop.catalogue, before=previous, comparison=comparison, answers=answers)
        arriving = _arrive(document, own, found.provisions, previous=previous)
        if _differs(own, arriving) or version.method != found.method:
            _store(workshop, document, version, arriving, method=found.method)
            differing += 1
            own = standing_of(version)
        previous = own
    provisions.mark_superseded(document)
    if document.current is not None:
        provisions.set_standing(document, document.current, [each.revision for each in provisions.placed_in(document.current)])
    return differing


def _arrive(document: Document, own: Standing, found: tuple[Provision, ...], *, previous: Standing | None) -> list[Arrival]:
    """What is found in a version now, matched first with what was found in it before, then with what the text before it has."""
    origins = trace(own.placed, found, compare(own.policy, own.policy))
    if previous is not None:
        origins = _trace_rest(origins, found, own=own, previous=previous)
    arriving = arrivals(document, found, origins)
    earlier = {each.provision_id: each.revision for each in previous.placed} if previous else {}
    for arrival in arriving:
        if arrival.revision is None and arrival.provision_id in earlier and arrival.same_as(earlier[arrival.provision_id]):
            arrival.revision = earlier[arrival.provision_id]
    return arriving


def _trace_rest(origins: Origins, found: Sequence[Provision], *, own: Standing, previous: Standing) -> Origins:
    """Origins of provisions that were not in this version before, from the version before it."""
    taken = {each.provision_id for each in own.placed}
    free = tuple(each for each in previous.placed if each.provision_id not in taken)
    homeless = [index for index, (kept, split) in enumerate(zip(origins.keeps, origins.splits, strict=True)) if kept is None and split is None]
    if not free or not homeless:
        return origins
    rest = trace(free, tuple(found[index] for index in homeless), compare(previous.policy, own.policy))
    keeps: list[Placed | None] = list(origins.keeps)
    for index, kept in zip(homeless, rest.keeps, strict=True):
        keeps[index] = kept
    return replace(origins, keeps=tuple(keeps))


def _differs(own: Standing, arriving: Sequence[Arrival]) -> bool:
    before: list[Any] = [each.revision.pk for each in own.placed]
    return before != [arrival.revision.pk if arrival.revision else None for arrival in arriving]


def _store(workshop: Workshop, document: Document, version: Version, arriving: Sequence[Arrival], *, method: dict[str, str]) -> None:
    now = workshop.clock()
    with turn(document):
        stored = provisions.store_arrivals(document, version, arriving, method=method, now=now)
        versions.store_analysis(version, places=stored.places, method=method, now=now)
        told = events.of_analysis(document, version, stored.revisions, method=method, now=now)
        ledger.append([told], leaf_hash=leaf_hash)


def _rebuild_changes(workshop: Workshop, document: Document) -> int:
    """Work out every change record again, in the order of the periods."""
    with turn(document):
        rows = work_out_periods(document)
    seen: set[int] = set()
    worked = 0
    for index, period in enumerate(rows):
        kind = _kind(rows, index, seen)
        seen.add(period.version_id)
        if kind is None:
            continue
        with turn(document):
            record_between(document, rows[index - 1], period, kind=kind, catalogue=workshop.catalogue, now=workshop.clock())
        worked += 1
    with turn(document):
        return worked + rebuild_links(document, now=workshop.clock())


def _kind(rows: Sequence[Period], index: int, seen: set[int]) -> str | None:
    """What kind of change a period begins with, None for the first and for a return that is not told."""
    if index == 0:
        return None
    if rows[index].version_id not in seen:
        return changes.NEW
    return changes.RETURNED if Place(period=rows[index], previous=rows[index - 1]).lasting_return else None
