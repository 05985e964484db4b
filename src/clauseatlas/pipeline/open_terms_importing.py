"""Histories of Open Terms Archive into the atlas: series by series, resumable, in several processes where there are cores."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from clauseatlas.errors import BadInput
from clauseatlas.pipeline.open_terms_sources import Dated, Series, open_source

SERIES_A_PROCESS = 24  # on average; then fresh ones take their place: compiled patterns and cached texts do not grow without end
UNREADABLE = "unreadable"
# A series is entered oldest first, so what is older than the newest sighting and not among them was refused then. Judged again, it would be held
# against a later text than the one it followed, and the same import could give another answer the second time.
REFUSED_BEFORE = "refused-before"

# Open Terms Archive visits twice a day: a text that nothing followed stood at least so long.
BETWEEN_VISITS = timedelta(hours=12)


@dataclass(slots=True, kw_only=True)
class Imported:
    """What an import did: sightings by outcome (those entered before are `known`), versions by cause, changes by significance."""

    series: int = 0
    sightings: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def add(self, other: "Imported") -> None:
        """Count what another part did."""
        self.series += other.series
        self.sightings += other.sightings
        self.changes += other.changes
        self.problems.extend(other.problems)

    def count(self, entered: Any) -> None:
        """Count one sighting that was entered."""
        self.sightings[entered.outcome.value] += 1
        if entered.change is not None:
            self.changes[entered.change.significance] += 1

    def report(self) -> dict[str, Any]:
        """The counts as `import --format json` prints them."""
        return {
            "series": self.series,
            "versions": self.sightings.total(),
            "outcomes": dict(sorted(self.sightings.items())),
            "changes": dict(sorted(self.changes.items())),
            "problems": self.problems,
        }


def import_series(home: Path, folder: Path, series: Series) -> Imported:
    """Enter one series, oldest version first; sightings that the document has already are passed over. Runs in a process of its own too.

    A text that was held back, because it differs too much from the one before it and did not stand for long, is entered after all where the next
    text agrees with it: then it was rewritten, and edited soon after.
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline.importing import enter
    from clauseatlas.records.queries import documents
    from clauseatlas.text.gate import agree

    done = Imported(series=1)
    record_id = _document(workshop, series).record_id
    waiting: Any = None
    for sighted in _new_sightings(folder, series, documents.document(record_id), done=done):
        if waiting is not None and agree(waiting.policy, sighted.policy):
            done.count(enter(workshop, documents.document(record_id), replace(waiting, stood=waiting.stood + sighted.stood)))
        elif waiting is not None:
            done.sightings["quarantined"] += 1
        entered = enter(workshop, documents.document(record_id), sighted)
        waiting = sighted if entered.is_held_back else None
        if waiting is None:
            done.count(entered)
    if waiting is not None:
        done.sightings["quarantined"] += 1
    return done


def _new_sightings(folder: Path, series: Series, document: Any, *, done: Imported) -> Iterator[Any]:
    """What a series has beyond the sightings of its document, oldest first; what is passed over is counted in `done`."""
    from clauseatlas.pipeline.importing import Sighted
    from clauseatlas.records.queries import history
    from clauseatlas.text.reading import read

    known = {at for at, _ in history.sightings(document)}
    newest = max(known, default=None)
    ends = [*(version.at for version in series.versions[1:]), series.versions[-1].at + BETWEEN_VISITS]
    with closing(open_source(folder)) as source:
        for version, end in zip(series.versions, ends, strict=True):
            if version.at in known:
                done.sightings["known"] += 1
                continue
            if newest is not None and version.at < newest:
                done.sightings[REFUSED_BEFORE] += 1
                continue
            try:
                policy = read(source.read(version), media_type="text/markdown")
            except BadInput as error:
                done.sightings[UNREADABLE] += 1
                done.problems.append(f"{version.name}: {error.problem}")
                continue
            yield Sighted(at=version.at, policy=policy, origin=_origin(series, version), stood=end - version.at)


def import_all(home: Path, folder: Path, *, processes: int, told: Callable[[str, int], None], service: str | None = None) -> Imported:
    """Enter all series of a folder, or those of one service; `told` hears the name of each series that is done and its number of versions."""
    chosen = [each for each in open_source(folder).series() if service is None or each.service.casefold() == service.casefold()]
    if not chosen:
        raise BadInput(service or str(folder), "has no versions here")
    declare_all(home, chosen)
    total = Imported()
    for series, part in _parts(home, folder, chosen, processes):
        total.add(part)
        told(f"{series.service}: {series.terms_type}", len(series.versions))
    return total


def declare_all(home: Path, chosen: Sequence[Series]) -> None:
    """Declare a document for every series, so that record ids follow the order of the archive whatever process comes first."""
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    for series in chosen:
        _document(workshop, series)


def _parts(home: Path, folder: Path, chosen: Sequence[Series], processes: int) -> Iterator[tuple[Series, Imported]]:
    """Results as they come; the longest series are begun first, so that no process is left alone with one at the end."""
    longest_first = sorted(chosen, key=lambda each: -len(each.versions))
    if processes <= 1:
        for series in longest_first:
            yield series, import_series(home, folder, series)
        return
    # A pool for each round: one told to renew its processes by itself (max_tasks_per_child) can be left without any, and waits for ever.
    round_size = processes * SERIES_A_PROCESS
    for start in range(0, len(longest_first), round_size):
        # A forked process would share this one's database connection.
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            under_way = {pool.submit(import_series, home, folder, each): each for each in longest_first[start : start + round_size]}
            for future in as_completed(under_way):
                yield under_way.pop(future), future.result()


def _document(workshop: Any, series: Series) -> Any:
    from clauseatlas.catalogue.platforms import platform_named
    from clauseatlas.model.capture import Declaration
    from clauseatlas.pipeline.open_terms import document_type
    from clauseatlas.records.queries.documents import ARCHIVE, declare_document
    from clauseatlas.records.queries.platforms import NOTHING_KNOWN, PlatformFacts

    bundled = platform_named(series.service)
    facts = NOTHING_KNOWN
    if bundled:
        facts = PlatformFacts(aliases=bundled.aliases, sector=bundled.sector, owner=bundled.owner or "", home=bundled.home or "")
    name = bundled.name if bundled else series.service
    declaration = Declaration(
        platform=name, title=f"{series.service} {series.terms_type}", type=document_type(series.terms_type), url=series.origin, fetcher=ARCHIVE
    )
    return declare_document(declaration, facts, now=workshop.clock())[0]


def _origin(series: Series, version: Dated) -> str:
    return f"Open Terms Archive, {series.collection}, {version.name}"


def default_processes() -> int:
    """As many processes as there are cores, four at most: beyond that the database is what waits."""
    return min(os.cpu_count() or 1, 4)
