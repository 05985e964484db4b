"""Provisions and their revisions: those of one version, and what a new version makes of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, Max, OuterRef, Subquery, Value, When

from clauseatlas.model import provision as analysis
from clauseatlas.records import wording
from clauseatlas.records.models import Counter, Document, Mention, Provision, Revision, Version, VersionText
from clauseatlas.records.models.provisions import PROVISION_KIND
from clauseatlas.records.queries import searching_index

STANDING, REVISED, ENDED = "standing", "revised", "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A revision in one version: the row, the provision as analysed with its quotes where they stand there."""

    revision: Revision
    provision: analysis.Provision

    @property
    def provision_id(self) -> int:
        """Number of the record id."""
        return self.revision.provision_id


@dataclass(slots=True, kw_only=True)
class Arrival:
    """A provision of a new version on its way into the tables.

    `provision_id` names the record it carries on, None for a new one; `split_from` the record a new one came out of; `revision` the row that
    goes on unchanged, None when a new row is needed.
    """

    provision: analysis.Provision
    provision_id: int | None = None
    split_from: int | None = None
    revision: Revision | None = None

    def same_as(self, revision: Revision) -> bool:
        """Whether nothing differs from an earlier revision."""
        return wording.digest_of(self.provision) == revision.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What became of arrivals: the revision of each in their order, and the places for the version's text."""

    revisions: tuple[Revision, ...]
    places: tuple[Any, ...] = field(default=())


def placed_in(version: Version) -> list[Placed]:
    """The provisions of a version in text order. Two queries, however many there are."""
    places = VersionText.objects.values_list("places", flat=True).get(version=version)
    rows = Revision.objects.select_related("provision").in_bulk([key for key, _ in places])
    return [
        Placed(revision=rows[key], provision=wording.provision_of(rows[key], clause_type=rows[key].provision.clause_type, places=quotes))
        for key, quotes in places
    ]


def ended_like(document: Document, clause_types: Iterable[str]) -> list[Revision]:
    """The last revisions of ended provisions of these types, so that one whose words return can be recognised."""
    return list(
        Revision.objects.filter(
            provision__document=document, provision__status=ENDED, provision__clause_type__in=set(clause_types), pk=F("provision__current")
        ).order_by("provision")
    )


def store_arrivals(document: Document, version: Version, arrivals: Sequence[Arrival], *, method: Mapping[str, str], now: datetime) -> Stored:
    """Mint, revise or extend, in a handful of queries; in the caller's transaction."""
    _mint(document, version, [arrival for arrival in arrivals if arrival.provision_id is None])
    going_on = [arrival.revision for arrival in arrivals if arrival.revision is not None]
    spans = Revision.objects.filter(pk__in=[row.pk for row in going_on], last_version__first_seen__lte=version.first_seen)
    spans.update(last_version=version)  # a span grows; over an older version, analysed again, it stays
    new = [arrival for arrival in arrivals if arrival.revision is None]
    last_numbers = _last_numbers([arrival.provision_id for arrival in new if arrival.provision_id is not None])
    for arrival in new:
        number = last_numbers.get(_number(arrival), 0) + 1
        last_numbers[_number(arrival)] = number
        arrival.revision = Revision(
            provision_id=_number(arrival),
            number=number,
            first_version=version,
            last_version=version,
            method=dict(method),
            analysed=now,
            **wording.fields_of(arrival.provision),
        )
    Revision.objects.bulk_create(arrival.revision for arrival in new if arrival.revision is not None)
    _index([(arrival.revision, arrival.provision) for arrival in new if arrival.revision is not None])
    revisions = tuple(arrival.revision for arrival in arrivals if arrival.revision is not None)
    places = tuple([revision.pk, wording.places_of(arrival.provision)] for arrival, revision in zip(arrivals, revisions, strict=True))
    return Stored(revisions=revisions, places=places)


def set_standing(document: Document, version: Version, revisions: Sequence[Revision]) -> None:
    """Make the provisions behind these revisions the ones that stand, and every other one of the document ended; search finds them so at once."""
    current = {revision.provision_id: revision for revision in revisions}
    provisions = Provision.objects.filter(document=document)
    provisions.exclude(pk__in=current).exclude(status=ENDED).update(status=ENDED)
    rows = Revision.objects.filter(provision=OuterRef("pk"))
    chosen = [revision.pk for revision in current.values()]
    provisions.filter(pk__in=current).update(
        last_version=version,
        current=Subquery(rows.filter(pk__in=chosen).order_by("-pk").values("pk")[:1]),
        status=Case(When(Exists(rows.filter(superseded=False).exclude(pk__in=chosen)), then=Value(REVISED)), default=Value(STANDING)),
    )
    searching_index.refresh(document, version)


def mark_superseded(document: Document) -> None:
    """Say of revisions that stand in no version any more that today's method has others in their place."""
    texts = VersionText.objects.filter(version__document=document, version__superseded=False).values_list("places", flat=True)
    placed = {key for places in texts.iterator() for key, _ in places}
    rows = Revision.objects.filter(provision__document=document)
    rows.filter(superseded=False).exclude(pk__in=placed).update(superseded=True)
    rows.filter(superseded=True, pk__in=placed).update(superseded=False)


def mark_merged(pairs: Iterable[tuple[int, int]]) -> None:
    """Record that the first provision of each pair went into the second."""
    merged = dict(pairs)
    if merged:
        Provision.objects.filter(pk__in=merged).update(merged_into=Case(*(When(pk=old, then=Value(new)) for old, new in merged.items())))


def standing_count(documents: Iterable[int]) -> int:
    """How many provisions stand in the current versions of these documents."""
    return Provision.objects.filter(document__in=list(documents)).exclude(status=ENDED).count()


def _mint(document: Document, version: Version, arrivals: Sequence[Arrival]) -> None:
    """Give every new provision its number and row, in text order."""
    rows = []
    for number, arrival in zip(Counter.mint(PROVISION_KIND, len(arrivals)), arrivals, strict=True):
        arrival.provision_id = number
        rows.append(
            Provision(
                id=number,
                document=document,
                clause_type=arrival.provision.finding.clause_type,
                status=STANDING,
                first_version=version,
                last_version=version,
                split_from_id=arrival.split_from,
            )
        )
    Provision.objects.bulk_create(rows)


def _last_numbers(provisions: Sequence[int]) -> dict[int, int]:
    return dict(Revision.objects.filter(provision__in=provisions).order_by().values_list("provision").annotate(last=Max("number")))


def _index(rows: Iterable[tuple[Revision, analysis.Provision]]) -> None:
    Mention.objects.bulk_create(
        Mention(revision=revision, regulation=name) for revision, provision in rows for name in wording.regulations_of(provision)
    )


def _number(arrival: Arrival) -> int:
    assert arrival.provision_id is not None, "minted above"
    return arrival.provision_id
