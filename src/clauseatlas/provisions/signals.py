"""Finding by the signals of the catalogue: rules over one sentence, a list item together with its lead-in.

A signal is tried only on sentences that hold a word each of its patterns needs. The words of a document are looked up once among the keys of all
patterns, so that the cost hardly grows with the number of clause types.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from clauseatlas.catalogue.kinds import ClauseType, Signal
from clauseatlas.catalogue.letters import MIN_LETTERS
from clauseatlas.catalogue.patterns import Pattern
from clauseatlas.provisions.classifying import Scores
from clauseatlas.provisions.sentences import Sentence, fold

METHOD: Final = "signals/1"
MAX_LETTERS: Final = 40  # of a word that are looked at; longer ones are addresses and keys
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    column: int
    signal: Signal


class SignalClassifier:
    """Scores sentences by the signals of clause types; several signals that match one sentence strengthen each other (noisy or)."""

    def __init__(self, clauses: Mapping[str, ClauseType]) -> None:
        self._clauses = clauses
        self.types = tuple(clauses)
        self.stamp = METHOD

    @cached_property
    def _rules(self) -> Mapping[str, tuple[_Rule, ...]]:
        rules: dict[str, list[_Rule]] = {}
        for column, clause in enumerate(self._clauses.values()):
            for signal in clause.signals:
                rules.setdefault(signal.language, []).append(_Rule(column=column, signal=signal))
        return {language: tuple(found) for language, found in rules.items()}

    @cached_property
    def _keys(self) -> frozenset[str]:
        patterns = (p for found in self._rules.values() for rule in found for p in (*rule.signal.all, *rule.signal.any))
        return frozenset(key for pattern in patterns for key in (*pattern.keys, *_beginnings(pattern)))

    @property
    def languages(self) -> frozenset[str]:
        """Languages that at least one type has signals for."""
        return frozenset(self._rules)

    def score(self, sentences: Sequence[Sentence], *, language: str) -> Scores:
        """Presence per (sentence, type); zero everywhere for a language without signals."""
        missed = np.ones((len(sentences), len(self.types)), dtype=np.float32)
        index = _WordIndex(sentences, self._keys)
        tried = _Tried(sentences)
        for rule in self._rules.get(language, ()):
            for number in index.candidates(rule.signal):
                if tried.matches(rule.signal, number):
                    missed[number, rule.column] *= 1 - rule.signal.weight
        return np.asarray(1 - missed, dtype=np.float32)


class _WordIndex:
    """Which sentences (as bits of an integer) hold a word with a given key in it, lead-ins included."""

    def __init__(self, sentences: Sequence[Sentence], keys: frozenset[str]) -> None:
        self._everywhere = (1 << len(sentences)) - 1
        self._bits: dict[str, int] = {}
        self._of_pattern: dict[str, int] = {}
        words: dict[str, int] = {}
        for number, sentence in enumerate(sentences):
            bit = 1 << number
            for word in set(_WORD.findall(sentence.context)):
                words[word] = words.get(word, 0) | bit
        for word, bits in words.items():
            for key in _parts(f"^{word[:MAX_LETTERS]}$", keys):
                self._bits[key] = self._bits.get(key, 0) | bits

    def candidates(self, signal: Signal) -> Iterator[int]:
        """Numbers of the sentences on which a signal can match at all."""
        bits = self._everywhere
        for pattern in signal.all:
            bits &= self._holding(pattern)
            if not bits:
                return
        if signal.any:
            bits &= _union(self._holding(pattern) for pattern in signal.any)
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest

    def _holding(self, pattern: Pattern) -> int:
        bits = self._of_pattern.get(pattern.pattern)
        if bits is None:
            bits = self._everywhere
            for keys in filter(None, (pattern.keys, _beginnings(pattern))):
                bits &= _union(self._bits.get(key, 0) for key in keys)
            self._of_pattern[pattern.pattern] = bits
        return bits


def _beginnings(pattern: Pattern) -> tuple[str, ...]:
    """The keys of the words with which a match begins."""
    return tuple(f"^{lead}" for lead in pattern.leads)


def _union(each: Iterable[int]) -> int:
    union = 0
    for bits in each:
        union |= bits
    return union


def _parts(word: str, keys: frozenset[str]) -> Iterator[str]:
    """The keys that occur in a word written with its edges ("^word$")."""
    size = len(word)
    for start in range(size - MIN_LETTERS + 1):
        for end in range(start + MIN_LETTERS, size + 1):
            if word[start:end] in keys:
                yield word[start:end]


class _Tried:
    """Matching of patterns on the sentences of one document, each tried once."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._found: dict[tuple[str, int], int] = {}
        self._headed: dict[tuple[str, tuple[str, ...]], bool] = {}

    def matches(self, signal: Signal, number: int) -> bool:
        """Whether a signal matches a sentence. For a list item one pattern must match in the item itself, else only its lead-in speaks."""
        if signal.heading is not None and not self._under(signal.heading, self._sentences[number].headings):
            return False
        reach = -1
        for pattern in signal.all:
            end = self._end(pattern, number)
            if end < 0:
                return False
            reach = max(reach, end)
        needed = self._sentences[number].offset
        if signal.any and not self._any(signal.any, number, beyond=needed if reach <= needed else 0):
            return False
        if needed and not signal.any and reach <= needed:
            return False
        return all(self._end(pattern, number) < 0 for pattern in signal.none)

    def _any(self, patterns: Iterable[Pattern], number: int, *, beyond: int) -> bool:
        return any(self._end(pattern, number) > beyond for pattern in patterns)

    def _under(self, pattern: Pattern, headings: tuple[str, ...]) -> bool:
        key = (pattern.pattern, headings)
        if key not in self._headed:
            self._headed[key] = any(pattern.search(fold(heading)) for heading in headings)
        return self._headed[key]

    def _end(self, pattern: Pattern, number: int) -> int:
        """Where the first match in the sentence itself ends, else the first in its lead-in; -1 for none."""
        key = (pattern.pattern, number)
        end = self._found.get(key)
        if end is None:
            sentence = self._sentences[number]
            match = pattern.search(sentence.context, sentence.offset) if sentence.offset else None
            match = match or pattern.search(sentence.context)
            end = self._found[key] = match.end() if match else -1
        return end


def anchor(clause: ClauseType, sentence: Sentence, *, language: str) -> tuple[int, int] | None:
    """Where the operative words of a type stand in `sentence.context`: the match of the first pattern of the signal that matches.

    Of several signals the heaviest speaks. Where none matches whole (a trained classifier found the sentence), a first pattern alone is taken.
    """
    signals = sorted((signal for signal in clause.signals if signal.language == language), key=lambda signal: -signal.weight)
    tried = _Tried((sentence,))
    for signal in signals:
        if tried.matches(signal, 0):
            return _place(signal.all[:1] or signal.any, sentence)
    for signal in signals:
        place = _place(signal.all[:1] or signal.any, sentence)
        if place is not None:
            return place
    return None


def _place(patterns: Iterable[Pattern], sentence: Sentence) -> tuple[int, int] | None:
    for pattern in patterns:
        match = pattern.search(sentence.context, sentence.offset) or pattern.search(sentence.context)
        if match:
            return match.span()
    return None
