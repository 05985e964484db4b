"""Reading the attributes of a finding from its sentences, each value with the words it was read from."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from clauseatlas.catalogue.clause_files import STATED_UNIT
from clauseatlas.catalogue.kinds import AttributeKind, AttributeRule, ClauseType
from clauseatlas.model.policytext import BlockKind
from clauseatlas.model.provision import Reading
from clauseatlas.provisions import contacts, places, quantities
from clauseatlas.provisions.enumerations import listed
from clauseatlas.provisions.sentences import Sentence

MAX_LISTED: Final = 16  # values of one open enumeration; what is longer is a table and is read as such elsewhere
PARTING: Final[Mapping[str, int]] = {";": 40, ":": 20, ",": 8}  # letters that a punctuation mark is worth as distance

Reader = Callable[[AttributeRule, Sentence], Iterator[Reading]]


def read_attributes(clause: ClauseType, quoted: Sequence[Sentence], *, kinds: frozenset[AttributeKind] | None = None) -> tuple[Reading, ...]:
    """All readings of a finding, in text order per attribute; closed lists with a default among their values get it, with empty raw words.

    With `kinds` only attributes of these kinds are read.
    """
    return tuple(reading for rule in clause.attributes if kinds is None or rule.kind in kinds for reading in _read(rule, quoted))


def _read(rule: AttributeRule, quoted: Sequence[Sentence]) -> Sequence[Reading]:
    found: list[Reading] = []
    for sentence in quoted:
        if rule.near is None or rule.near.search(sentence.context) or rule.near.search(sentence.before):
            read = list(_READERS[rule.kind](rule, sentence))
            found.extend(_of_parts(read, sentence) if rule.kind is AttributeKind.DURATION else read)
    if rule.kind in _SINGLE and found and not _is_schedule(rule, quoted):
        return _first_of_order(rule, found)
    if not found and rule.default and rule.default in rule.values and quoted:
        at = quoted[0].start
        return [Reading(name=rule.name, value=rule.default, raw="", start=at, end=at)]
    return _without_repeats(found)[:MAX_LISTED]


def _is_schedule(rule: AttributeRule, quoted: Sequence[Sentence]) -> bool:
    """Whether a passage gives a period for each of several things: in items, cells, or parts of a sentence between semicolons."""
    if rule.kind is not AttributeKind.DURATION or rule.unit != STATED_UNIT:
        return False
    listed_in = sum(sentence.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL) for sentence in quoted)
    return listed_in > 1 or any("; " in sentence.text for sentence in quoted)


def _of_parts(read: Sequence[Reading], sentence: Sentence) -> Iterator[Reading]:
    """The first reading of each part of a sentence between semicolons; the others run from what the first says."""
    parts: set[int] = set()
    for reading in read:
        part = sentence.text.count("; ", 0, reading.start - sentence.start)
        if part not in parts:
            parts.add(part)
            yield reading


def _first_of_order(rule: AttributeRule, found: Sequence[Reading]) -> Sequence[Reading]:
    """One value of a closed list: the one the catalogue names first, whose order goes from special to general; of others the first read."""
    if rule.kind is AttributeKind.CHOICE:
        order = list(rule.values)
        return [min(found, key=lambda reading: (order.index(str(reading.value)), reading.start))]
    return found[:1]


def _without_repeats(found: Sequence[Reading]) -> list[Reading]:
    seen: set[str | int | float] = set()
    return [reading for reading in found if not (reading.value in seen or seen.add(reading.value))]  # type: ignore[func-returns-value]


def _reading(rule: AttributeRule, sentence: Sentence, value: str | float, span: tuple[int, int]) -> Reading:
    start, end = span
    return Reading(name=rule.name, value=value, raw=sentence.text[start:end], start=sentence.start + start, end=sentence.start + end)


def _closed(rule: AttributeRule, sentence: Sentence) -> Iterator[Reading]:
    """Every value whose pattern matches, in text order; of overlapping matches the longest counts, save where one value is chosen by rank."""
    spans: list[tuple[int, int, str]] = []
    for value, patterns in rule.values.items():
        spans.extend((match.start(), match.end(), value) for pattern in patterns for match in pattern.finditer(sentence.folded))
    taken = -1
    for start, end, value in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= taken or rule.kind is AttributeKind.CHOICE:
            taken = end
            yield _reading(rule, sentence, value, (start, end))


def _duration(rule: AttributeRule, sentence: Sentence) -> Iterator[Reading]:
    for quantity in quantities.durations(sentence.folded):
        if _far_from(rule, sentence, quantity.start, quantity.end):
            continue
        yield _reading(rule, sentence, _in_unit(quantity, rule.unit or "days"), (quantity.start, quantity.end))


def _in_unit(quantity: quantities.Quantity, unit: str) -> str | int | float:
    if unit == STATED_UNIT:
        plural = "" if quantity.value == 1 else "s"
        return f"{quantity.value} {quantity.unit}{plural}"
    if unit.startswith(quantity.unit):
        return quantity.value
    return quantities.whole(quantities.DAYS_PER[quantity.unit] * quantity.value / quantities.DAYS_PER[unit.removesuffix("s")])


def _far_from(rule: AttributeRule, sentence: Sentence, start: int, end: int) -> bool:
    """Whether `near` matches the sentence but only beyond another period, which is then the one meant."""
    if rule.near is None:
        return False
    marks = [match.span() for match in rule.near.finditer(sentence.folded)]
    if not marks:
        return False
    mine = min(_distance(sentence.folded, (start, end), mark) for mark in marks)
    others = [(other.start, other.end) for other in quantities.durations(sentence.folded) if other.start != start]
    return any(_distance(sentence.folded, other, mark) < mine for other in others for mark in marks)


def _distance(folded: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    """Letters between two places, more where punctuation parts them."""
    first, second = sorted((one, other))
    between = folded[first[1] : second[0]]
    return len(between) + sum(PARTING.get(letter, 0) for letter in between)


def _age(rule: AttributeRule, sentence: Sentence) -> Iterator[Reading]:
    for quantity in quantities.ages(sentence.folded):
        yield _reading(rule, sentence, quantity.value, (quantity.start, quantity.end))


def _money(rule: AttributeRule, sentence: Sentence) -> Iterator[Reading]:
    for quantity in quantities.amounts(sentence.folded):
        yield _reading(rule, sentence, quantity.value, (quantity.start, quantity.end))


def _percent(rule: AttributeRule, sentence: Sentence) -> Iterator[Reading]:
    for quantity in quantities.percentages(sentence.folded):
        yield _reading(rule, sentence, quantity.value, (quantity.start, quantity.end))


def _law(rule: AttributeRule, sentence: Sentence) -> Iterator[Reading]:
    for named in places.laws(sentence.text):
        yield _reading(rule, sentence, named.value, (named.start, named.end))


def _place(rule: AttributeRule, sentence: Sentence) -> Iterator[Reading]:
    for named in places.courts(sentence.text):
        yield _reading(rule, sentence, named.value, (named.start, named.end))


def _contact(rule: AttributeRule, sentence: Sentence) -> Iterator[Reading]:
    for contact in contacts.contacts(sentence.text):
        yield _reading(rule, sentence, contact.value, (contact.start, contact.end))


def _names(rule: AttributeRule, sentence: Sentence) -> Iterator[Reading]:
    """Values by their patterns where the catalogue has some, else the things listed after the words of `near`."""
    if rule.values:
        yield from _closed(rule, sentence)
        return
    marks = list(rule.near.finditer(sentence.folded)) if rule.near else []
    for mark in marks[:1]:
        for thing in listed(sentence.folded, mark.end()):
            yield _reading(rule, sentence, re.sub(r"\s+", " ", sentence.folded[thing[0] : thing[1]]), thing)


_READERS: Final[Mapping[AttributeKind, Reader]] = {
    AttributeKind.CHOICE: _closed,
    AttributeKind.CHOICES: _closed,
    AttributeKind.DURATION: _duration,
    AttributeKind.AGE: _age,
    AttributeKind.MONEY: _money,
    AttributeKind.PERCENT: _percent,
    AttributeKind.LAW: _law,
    AttributeKind.PLACE: _place,
    AttributeKind.NAMES: _names,
    AttributeKind.CONTACT: _contact,
}
_SINGLE: Final = frozenset({AttributeKind.CHOICE, AttributeKind.DURATION, AttributeKind.CONTACT})
