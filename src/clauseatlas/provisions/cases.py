"""A finding as conditions and templates see it: stance, attribute values with defaults, quotes, and the stricter provision that limits it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from clauseatlas.catalogue.checks import ANY, LIMIT, UNREAD
from clauseatlas.catalogue.kinds import AttributeKind, ClauseType, Condition
from clauseatlas.catalogue.patterns import Pattern
from clauseatlas.model.provision import Finding
from clauseatlas.model.words import Stance
from clauseatlas.provisions.quantities import amounts
from clauseatlas.provisions.sentences import fold

NEAR_ENOUGH: Final = 700  # code points between two passages that a reader takes together
Value = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a condition is held against: `values` by attribute as read, `defaults` where nothing was read, `folded` the quotes in one.

    `matched` remembers which patterns match in `folded`: the conditions of one type ask for the same words again and again.
    """

    clause: ClauseType
    finding: Finding
    limit: Finding | None
    values: Mapping[str, tuple[Value, ...]]
    defaults: Mapping[str, str]
    folded: str
    matched: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def read(self, name: str) -> tuple[Value, ...]:
        """The values read for an attribute, in text order; empty where none was."""
        return self.values.get(name, ())


def case(clause: ClauseType, finding: Finding, *, limit: Finding | None = None) -> Case:
    """The case of a finding; `limit` is the stricter finding of its type that a reader meets beside it."""
    values = {**_values(finding), **_sums(clause, finding)}
    if limit is not None:
        values[LIMIT] = (str(limit.stance),)
        values |= {f"{LIMIT}_{name}": found for name, found in _values(limit).items()}
    defaults = {rule.name: rule.default for rule in clause.attributes if rule.default and rule.name not in values}
    return Case(clause=clause, finding=finding, limit=limit, values=values, defaults=defaults, folded=_folded(finding))


def _values(finding: Finding) -> Mapping[str, tuple[Value, ...]]:
    """Values that stand in the text; a default has no raw words."""
    read: dict[str, tuple[Value, ...]] = {}
    for reading in finding.readings:
        if reading.raw and reading.value not in read.get(reading.name, ()):
            read[reading.name] = (*read.get(reading.name, ()), reading.value)
    return read


def _sums(clause: ClauseType, finding: Finding) -> Mapping[str, tuple[Value, ...]]:
    """Amounts of money with their currency ("100 USD"), as sentences name them; the reading holds the number, its raw words the currency."""
    monetary = {rule.name for rule in clause.attributes if rule.kind is AttributeKind.MONEY}
    read: dict[str, tuple[Value, ...]] = {}
    for reading in finding.readings if monetary else ():
        if reading.name in monetary and reading.raw:
            sums = [f"{quantity.value} {quantity.unit}" for quantity in amounts(fold(reading.raw))]
            read[reading.name] = tuple(dict.fromkeys([*read.get(reading.name, ()), *(sums or [str(reading.value)])]))
    return read


def _folded(finding: Finding) -> str:
    return fold(" ".join(quote.exact for quote in finding.quotes))


def holds(condition: Condition, of: Case) -> bool:
    """Whether every part of a condition holds for a case."""
    if condition.stance and of.finding.stance not in condition.stance:
        return False
    if not all(_has(of, name, wanted) for name, wanted in (condition.attributes or {}).items()):
        return False
    if condition.words is not None and not _matches(condition.words, of):
        return False
    return condition.without is None or not _matches(condition.without, of)


def _matches(pattern: Pattern, of: Case) -> bool:
    found = of.matched.get(pattern.pattern)
    if found is None:
        found = of.matched[pattern.pattern] = pattern.search(of.folded) is not None
    return found


def _has(of: Case, name: str, wanted: frozenset[str]) -> bool:
    read = of.read(name)
    if (read and ANY in wanted) or (not read and UNREAD in wanted):
        return True
    return any(str(value) in wanted for value in read) or (not read and of.defaults.get(name) in wanted)


def limit_of(finding: Finding, clause: ClauseType, others: Sequence[Finding]) -> Finding | None:
    """The nearest stricter finding of the same type in the same section that names things of its own; only a permission can be limited so."""
    if finding.stance is not Stance.PERMITS:
        return None
    listing = [rule.name for rule in clause.attributes if rule.kind in (AttributeKind.CHOICES, AttributeKind.NAMES)]
    own = _values(finding)
    near = [
        other for other in others if _limits(finding, other) and any(set(_values(other).get(name, ())) - set(own.get(name, ())) for name in listing)
    ]
    return min(near, key=lambda other: _distance(finding, other), default=None)


def _limits(finding: Finding, other: Finding) -> bool:
    return (
        other.clause_type == finding.clause_type
        and other.stance in (Stance.CONDITIONS, Stance.FORBIDS)
        and other.quotes[0].section == finding.quotes[0].section
        and _distance(finding, other) <= NEAR_ENOUGH
    )


def _distance(one: Finding, other: Finding) -> int:
    return max(other.quotes[0].start - one.quotes[-1].end, one.quotes[0].start - other.quotes[-1].end, 0)
