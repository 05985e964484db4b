"""Which sentences can match a pattern at all, and where: those that hold a word with each of the letters it needs.

The words of a document are looked up once among the keys of all patterns, so that the cost hardly grows with the number of clause types.
Sets of sentences are integers: bit n is sentence n.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

import numpy as np
import numpy.typing as npt

from clauseatlas.catalogue.letters import MIN_LETTERS
from clauseatlas.catalogue.patterns import Pattern

MAX_LETTERS: Final = 40  # of a word that are looked at; longer ones are addresses and keys
MAX_KNOWN: Final = 100_000  # words whose keys are kept for the next document, some 20 MB; policies share most of their words
MAX_SENTENCES: Final = 2048  # looked at together; keeps the table of keys and sentences near 25 MB however long a document is
_ANYTHING: Final = ""  # the key that every sentence holds, for patterns that need nothing
_WORD: Final = re.compile(r"\w+")

Rows = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.intp]


class Lexicon:
    """The letters that patterns need, and the words in which they stand, remembered from one document to the next."""

    def __init__(self, patterns: Collection[Pattern]) -> None:
        needed = {pattern.pattern: tuple(_groups(pattern)) or ((_ANYTHING,),) for pattern in patterns}
        groups = dict.fromkeys(group for each in needed.values() for group in each)
        self._keys = {key: row for row, key in enumerate(dict.fromkeys((_ANYTHING, *(key for group in groups for key in group))))}
        self._patterns = tuple(needed)
        self._grouped = _joined([[self._keys[key] for key in group] for group in groups])
        row_of = {group: row for row, group in enumerate(groups)}
        self._needed = _joined([[row_of[group] for group in each] for each in needed.values()])
        leads = {lead for pattern in patterns for lead in pattern.letters.leads}
        self._leads = {self._keys[f"^{lead}"]: lead for lead in leads}
        self._known: dict[str, tuple[int, ...]] = {}

    def rows_in(self, word: str) -> tuple[int, ...]:
        """The numbers of the keys that occur in a word."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= MAX_KNOWN:
                self._known = {}
            found = self._known[word] = tuple(set(self._parts(f"^{word[:MAX_LETTERS]}$")))
        return found

    def _parts(self, word: str) -> Iterator[int]:
        size = len(word)
        for start in range(size - MIN_LETTERS + 1):
            for end in range(start + MIN_LETTERS, size + 1):
                row = self._keys.get(word[start:end])
                if row is not None:
                    yield row

    def begun(self, vocabulary: Iterable[str]) -> Mapping[str, list[str]]:
        """For each lead of a pattern the words that begin with it."""
        begun: dict[str, list[str]] = {}
        for word in vocabulary:
            for row in self.rows_in(word):
                if row in self._leads:
                    begun.setdefault(self._leads[row], []).append(word)
        return begun

    def holding(self, words: Sequence[frozenset[str]]) -> Mapping[str, int]:
        """For each pattern the sentences that hold all it needs; `words` are those of each sentence."""
        held = np.zeros((len(self._keys), len(words)), dtype=np.uint8)
        held[self._keys[_ANYTHING]] = 1
        rows: list[int] = []
        sizes: list[int] = []
        for each in words:
            before = len(rows)
            for word in each:
                rows.extend(self.rows_in(word))
            sizes.append(len(rows) - before)
        held[rows, np.repeat(np.arange(len(words)), sizes)] = 1
        packed: Rows = np.packbits(held, axis=1, bitorder="little")
        one_of = np.bitwise_or.reduceat(packed[self._grouped[0]], self._grouped[1], axis=0)
        each_of = np.bitwise_and.reduceat(one_of[self._needed[0]], self._needed[1], axis=0)
        width, found = packed.shape[1], each_of.tobytes()
        return {
            pattern: int.from_bytes(found[at : at + width], "little") for pattern, at in zip(self._patterns, range(0, len(found), width), strict=True)
        }


class Candidates:
    """The sentences of a document, folded and with their lead-ins, on which patterns can match."""

    def __init__(self, contexts: Sequence[str], lexicon: Lexicon) -> None:
        self._contexts = contexts
        self._words = [frozenset(_WORD.findall(context)) for context in contexts]
        self._holding = lexicon.holding(self._words)
        self._opening: dict[tuple[str, ...], frozenset[str]] = {}
        self._begun = lexicon.begun(frozenset[str]().union(*self._words))
        self._places: dict[int, Mapping[str, list[int]]] = {}

    def holding(self, pattern: Pattern) -> int:
        """The sentences that have all the letters that a pattern needs; none for a pattern that the lexicon does not know."""
        return self._holding.get(pattern.pattern, 0)

    def beginnings(self, leads: tuple[str, ...], number: int) -> list[int]:
        """Where in a sentence the words stand that begin with one of the leads, in order."""
        opening = self._opening.get(leads)
        if opening is None:
            opening = self._opening[leads] = frozenset([word for lead in leads for word in self._begun.get(lead, ())])
        places = self._places.get(number)
        if places is None:
            places = self._places[number] = _places(self._contexts[number])
        found: list[int] = []
        for word in opening & self._words[number]:
            found += places[word]
        found.sort()
        return found


def _groups(pattern: Pattern) -> Iterator[tuple[str, ...]]:
    """Groups of keys of each of which every match has one: what the pattern needs, and the words with which a match begins."""
    letters = pattern.letters
    if letters.leads:
        yield tuple(f"^{lead}" for lead in letters.leads)
    yield from letters.groups


def _joined(lists: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Lists of numbers one after the other, and where each begins."""
    starts = list(accumulate((len(each) for each in lists), initial=0))[:-1]
    return np.asarray([number for each in lists for number in each], dtype=np.intp), np.asarray(starts, dtype=np.intp)


def _places(context: str) -> Mapping[str, list[int]]:
    """Where each word of a text begins."""
    places: dict[str, list[int]] = {}
    for match in _WORD.finditer(context):
        places.setdefault(match[0], []).append(match.start())
    return places
