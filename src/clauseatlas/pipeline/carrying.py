"""Which record each provision of a new version carries on."""

from collections.abc import Sequence
from dataclasses import dataclass

from clauseatlas.model.change import Carried, Comparison
from clauseatlas.model.provision import Provision
from clauseatlas.model.words import Fate
from clauseatlas.provisions.carrying import carry
from clauseatlas.records.models import Document, Revision
from clauseatlas.records.queries.provisions import Arrival, Placed, ended_like
from clauseatlas.records.wording import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Where the provisions of a version come from, one entry per provision: the placed provision it carries on, or the one it split from.

    `merged` pairs the numbers of records that went into another with that other.
    """

    keeps: tuple[Placed | None, ...]
    splits: tuple[Placed | None, ...]
    merged: tuple[tuple[int, int], ...] = ()
    carried: tuple[Carried, ...] = ()

    @classmethod
    def new(cls, count: int) -> "Origins":
        """Provisions of which none was there before."""
        return cls(keeps=(None,) * count, splits=(None,) * count)


def trace(before: Sequence[Placed], after: Sequence[Provision], comparison: Comparison) -> Origins:
    """Match the provisions of a new text with those placed before it."""
    carried = carry(tuple(each.provision for each in before), tuple(after), comparison)
    keeps: list[Placed | None] = [None] * len(after)
    splits: list[Placed | None] = [None] * len(after)
    merged: list[tuple[int, int]] = []
    for each in carried:
        if not each.before or not each.after:
            continue
        kept, *others = (before[index] for index in each.before)
        first, *rest = each.after
        keeps[first] = kept
        for index in rest:
            splits[index] = kept
        merged.extend((other.provision_id, kept.provision_id) for other in others)
    return Origins(keeps=tuple(keeps), splits=tuple(splits), merged=tuple(merged), carried=tuple(carried))


def carried_by_record(before: Sequence[Placed], after: Sequence[Placed]) -> tuple[Carried, ...]:
    """What became of the provisions between two stored versions, told by their record ids alone."""
    earlier = {each.provision_id: index for index, each in enumerate(before)}
    later = {each.provision_id: index for index, each in enumerate(after)}
    kept = [
        Carried(
            before=(earlier[number],),
            after=(index,),
            fate=Fate.STANDING if before[earlier[number]].revision.digest == after[index].revision.digest else Fate.REVISED,
        )
        for number, index in later.items()
        if number in earlier
    ]
    added = [Carried(before=(), after=(index,), fate=Fate.ADDED) for number, index in later.items() if number not in earlier]
    ended = [Carried(before=(index,), after=(), fate=Fate.ENDED) for number, index in earlier.items() if number not in later]
    return (*kept, *added, *ended)


def arrivals(document: Document, provisions: Sequence[Provision], origins: Origins) -> list[Arrival]:
    """The provisions ready to be stored. One without origin takes up an ended record whose words it repeats: a return, not a new clause."""
    arriving = [
        _arrival(provision, keeps=kept, splits=split) for provision, kept, split in zip(provisions, origins.keeps, origins.splits, strict=True)
    ]
    homeless = [each for each in arriving if each.provision_id is None and each.split_from is None]
    if homeless:
        _revive(homeless, ended_like(document, (each.provision.finding.clause_type for each in homeless)))
    return arriving


def _arrival(provision: Provision, *, keeps: Placed | None, splits: Placed | None) -> Arrival:
    if keeps is None:
        return Arrival(provision=provision, split_from=splits.provision_id if splits else None)
    unchanged = keeps.revision.digest == digest_of(provision)
    return Arrival(provision=provision, provision_id=keeps.provision_id, revision=keeps.revision if unchanged else None)


def _revive(homeless: Sequence[Arrival], ended: Sequence[Revision]) -> None:
    waiting = {(revision.provision.clause_type, _words(revision)): revision for revision in reversed(ended)}
    for arrival in homeless:
        finding = arrival.provision.finding
        revision = waiting.pop((finding.clause_type, tuple(quote.exact for quote in finding.quotes)), None)
        if revision is not None:
            arrival.provision_id = revision.provision_id


def _words(revision: Revision) -> tuple[str, ...]:
    return tuple(quote["exact"] for quote in revision.quotes)
