"""What a change did to each provision, and which way that leads for the person bound."""

from collections.abc import Iterator, Sequence

from clauseatlas.catalogue.kinds import Catalogue, ClauseType
from clauseatlas.changes.directions import Pull, direction_of, of_appearance, of_revision
from clauseatlas.model.change import Carried, Effect, Moved
from clauseatlas.model.provision import AttributeValue, Provision
from clauseatlas.model.words import Direction, Fate

SPLIT_OFF = "split off from another provision of the document"
MERGED_INTO = "merged into another provision of the document"


def effects(before: Sequence[Provision], after: Sequence[Provision], carried: Sequence[Carried], catalogue: Catalogue) -> tuple[Effect, ...]:
    """The effects in text order of the later text, ended provisions last; a provision that stands unchanged has none.

    `carried` holds indexes into the two lists. What a rule of the catalogue does not decide is neutral or unclear, never guessed.
    """
    found: list[tuple[tuple[int, int], Effect]] = []
    for each in carried:
        for effect in _effects(each, before, after, catalogue):
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


def _effects(each: Carried, before: Sequence[Provision], after: Sequence[Provision], catalogue: Catalogue) -> Iterator[Effect]:
    olds, news = [before[index] for index in each.before], [after[index] for index in each.after]
    if not olds or not news:
        present = (olds or news)[0]
        clause = catalogue.clauses.get(present.finding.clause_type)
        pull = of_appearance(present)
        yield _effect(
            each.fate, before=olds[0] if olds else None, after=news[0] if news else None, pulls=[pull if news else pull.reversed()], clause=clause
        )
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
