"""What a change did to each provision, and which way that leads for the person bound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clauseatlas.catalogue.kinds import Catalogue, ClauseType
from clauseatlas.changes.directions import Pull, direction_of, of_appearance, of_limit, of_revision
from clauseatlas.model.change import Carried, Comparison, Effect, Moved
from clauseatlas.model.provision import AttributeValue, Provision, Quote
from clauseatlas.model.words import Direction, EditKind, Fate, Significance, Stance

SPLIT_OFF = "split off from another provision of the document"
MERGED_INTO = "merged into another provision of the document"
READ_OTHERWISE = "its words were changed and are no longer read as this clause"


def effects(
    before: Sequence[Provision], after: Sequence[Provision], carried: Sequence[Carried], catalogue: Catalogue, *, comparison: Comparison | None = None
) -> tuple[Effect, ...]:
    """The effects in text order of the later text, ended provisions last; a provision that stands unchanged has none.

    `carried` holds indexes into the two lists. What a rule of the catalogue does not decide is neutral or unclear, never guessed. With the
    comparison of the texts, a provision whose words were changed, not taken out, is unclear where it is no longer found, and what was read in words
    that belong to the form of a page (its menu, a notice that has had its day) comes and goes with them untold.
    """
    found: list[tuple[tuple[int, int], Effect]] = []
    around = _Around.of(before, after, carried, comparison)
    for each in carried:
        if comparison is not None and _is_of_form(each, before, after, comparison):
            continue
        for effect in _effects(each, before, after, catalogue, around):
            place = effect.after.finding.quotes[0].start if effect.after and effect.after.finding.quotes else len(after)
            gone = effect.before.finding.quotes[0].start if effect.before and effect.before.finding.quotes else 0
            found.append(((place, 0) if effect.after else (1 << 60, gone), effect))
    return tuple(effect for _, effect in sorted(found, key=lambda entry: entry[0]))


def moved_attributes(before: Provision, after: Provision) -> tuple[Moved, ...]:
    """The attributes that differ, by name; several values count as a set."""
    old, new = before.finding.attributes, after.finding.attributes
    return tuple(
        Moved(name=name, before=old.get(name), after=new.get(name))
        for name in sorted({*old, *new})
        if _values(old.get(name)) != _values(new.get(name))
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a provision: the clause types that the text allowed and still allows, those limited on one side, how the texts differ."""

    allowed: frozenset[str]
    limited: frozenset[str]
    comparison: Comparison | None

    @classmethod
    def of(cls, before: Sequence[Provision], after: Sequence[Provision], carried: Sequence[Carried], comparison: Comparison | None) -> "_Around":
        """The surroundings of a change. What both texts limit is not limited anew where the limit is put in other words."""
        standing = [after[each.after[0]] for each in carried if each.before and each.after]
        limits = [{each.finding.clause_type for each in side if each.finding.stance is Stance.CONDITIONS} for side in (before, after)]
        return cls(
            frozenset(each.finding.clause_type for each in standing if each.finding.stance is Stance.PERMITS),
            frozenset(limits[0] ^ limits[1]),
            comparison,
        )

    def pull(self, provision: Provision, *, ended: bool) -> Pull:
        """Where it leads that a provision appears or ends."""
        finding = provision.finding
        if ended and self.comparison is not None and _only_changed(finding.quotes, self.comparison):
            return Pull(Direction.UNCLEAR, READ_OTHERWISE)
        limits = finding.stance is Stance.CONDITIONS and finding.clause_type in self.allowed & self.limited
        pull = of_limit(provision) if limits else of_appearance(provision)
        return pull.reversed() if ended else pull


def _is_of_form(each: Carried, before: Sequence[Provision], after: Sequence[Provision], comparison: Comparison) -> bool:
    """Whether a provision came or went with passages that do not count."""
    if bool(each.before) == bool(each.after):
        return False
    present = before[each.before[0]] if each.before else after[each.after[0]]
    edits = [edit for edit in comparison.edits if edit.significance is Significance.COSMETIC]
    passages = [passage for edit in edits if (passage := edit.before if each.before else edit.after) is not None]
    quotes = present.finding.quotes
    return bool(quotes) and all(any(passage.start <= quote.start and quote.end <= passage.end for passage in passages) for quote in quotes)


def _only_changed(quotes: Sequence[Quote], comparison: Comparison) -> bool:
    """Whether words of the quotations were changed to others, and none was taken out as a whole."""
    kinds = {
        edit.kind for edit in comparison.edits for quote in quotes if edit.before and edit.before.start < quote.end and quote.start < edit.before.end
    }
    return EditKind.REWORDED in kinds and EditKind.REMOVED not in kinds


def _effects(each: Carried, before: Sequence[Provision], after: Sequence[Provision], catalogue: Catalogue, around: _Around) -> Iterator[Effect]:
    olds, news = [before[index] for index in each.before], [after[index] for index in each.after]
    if not olds or not news:
        present = (olds or news)[0]
        clause = catalogue.clauses.get(present.finding.clause_type)
        pull = around.pull(present, ended=not news)
        yield _effect(each.fate, before=olds[0] if olds else None, after=news[0] if news else None, pulls=[pull], clause=clause)
        return
    moved = moved_attributes(olds[0], news[0])
    clause = catalogue.clauses.get(news[0].finding.clause_type)
    pulls = of_revision(olds[0], news[0], moved, clause)
    if each.fate is not Fate.STANDING or pulls or moved:
        fate = Fate.REVISED if each.fate is Fate.STANDING else each.fate
        yield _effect(fate, before=olds[0], after=news[0], pulls=pulls, clause=clause, moved=moved)
    for other in news[1:]:
        yield _effect(Fate.ADDED, before=None, after=other, pulls=[Pull(Direction.NEUTRAL, SPLIT_OFF)], clause=clause)
    for other in olds[1:]:
        yield _effect(Fate.ENDED, before=other, after=None, pulls=[Pull(Direction.NEUTRAL, MERGED_INTO)], clause=clause)


def _effect(
    fate: Fate, *, before: Provision | None, after: Provision | None, pulls: Sequence[Pull], clause: ClauseType | None, moved: tuple[Moved, ...] = ()
) -> Effect:
    direction, because = direction_of(pulls)
    present = after or before
    assert present is not None, "an effect is on a provision before or after"
    return Effect(
        clause_type=clause.id if clause else present.finding.clause_type,
        fate=fate,
        direction=direction,
        because=because,
        before=before,
        after=after,
        attributes=moved,
    )


def _values(value: AttributeValue | None) -> frozenset[str | int | float]:
    if value is None:
        return frozenset()
    return frozenset(value) if isinstance(value, tuple) else frozenset((value,))
