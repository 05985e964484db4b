"""Finding by the signals of the catalogue: rules over one sentence, a list item together with its lead-in.

A signal is tried only on sentences that hold a word each of its patterns needs. The words of a document are looked up once among the letters
that all patterns need, so that the cost hardly grows with the number of clause types.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from clauseatlas.catalogue.kinds import ClauseType, Signal
from clauseatlas.catalogue.patterns import MIN_LETTERS, Pattern
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
    def _literals(self) -> frozenset[str]:
        patterns = (p for found in self._rules.values() for rule in found for p in (*rule.signal.all, *rule.signal.any))
        return frozenset(literal for pattern in patterns for literal in pattern.literals)

    @property
    def languages(self) -> frozenset[str]:
        """Languages that at least one type has signals for."""
        return frozenset(self._rules)

    def score(self, sentences: Sequence[Sentence], *, language: str) -> Scores:
        """Presence per (sentence, type); zero everywhere for a language without signals."""
        missed = np.ones((len(sentences), len(self.types)), dtype=np.float32)
        index = _WordIndex(sentences, self._literals)
        tried = _Tried(sentences)
        for rule in self._rules.get(language, ()):
            for number in index.candidates(rule.signal):
                if tried.matches(rule.signal, number):
                    missed[number, rule.column] *= 1 - rule.signal.weight
        return np.asarray(1 - missed, dtype=np.float32)


class _WordIndex:
    """Which sentences (as bits of an integer) hold a word with a given literal in it, lead-ins included."""

    def __init__(self, sentences: Sequence[Sentence], literals: frozenset[str]) -> None:
        self._everywhere = (1 << len(sentences)) - 1
        self._bits: dict[str, int] = {}
        words: dict[str, int] = {}
        for number, sentence in enumerate(sentences):
            for word in set(_WORD.findall(sentence.context)):
                words[word] = words.get(word, 0) | 1 << number
        for word, bits in words.items():
            for literal in _parts(word, literals):
                self._bits[literal] = self._bits.get(literal, 0) | bits

    def candidates(self, signal: Signal) -> Iterator[int]:
        """Numbers of the sentences on which a signal can match at all."""
        bits = self._everywhere
        for pattern in signal.all:
            bits &= self._holding(pattern)
            if not bits:
                return
        if signal.any:
            bits &= self._union(self._holding(pattern) for pattern in signal.any)
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest

    def _holding(self, pattern: Pattern) -> int:
        return self._union(self._bits.get(literal, 0) for literal in pattern.literals) if pattern.literals else self._everywhere

    def _union(self, each: Iterable[int]) -> int:
        union = 0
        for bits in each:
            union |= bits
        return union


def _parts(word: str, literals: frozenset[str]) -> Iterator[str]:
    """The literals that occur in a word."""
    size = min(len(word), MAX_LETTERS)
    for start in range(size - MIN_LETTERS + 1):
        for end in range(start + MIN_LETTERS, size + 1):
            if word[start:end] in literals:
                yield word[start:end]


class _Tried:
    """Matching of patterns on sentences, each tried once."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._found: dict[tuple[str, int], int] = {}

    def matches(self, signal: Signal, number: int) -> bool:
        """Whether a signal matches a sentence. For a list item one pattern must match in the item itself, else only its lead-in speaks."""
        sentence = self._sentences[number]
        if signal.heading is not None and not any(signal.heading.search(fold(heading)) for heading in sentence.headings):
            return False
        reach = -1
        for pattern in signal.all:
            end = self._end(pattern, number)
            if end < 0:
                return False
            reach = max(reach, end)
        ends = [self._end(pattern, number) for pattern in signal.any]
        if ends and max(ends) < 0:
            return False
        if max(reach, *ends, -1) <= sentence.offset and sentence.offset:
            return False
        return all(self._end(pattern, number) < 0 for pattern in signal.none)

    def _end(self, pattern: Pattern, number: int) -> int:
        """Where the last match that starts in the sentence itself ends, else the first in its lead-in; -1 for none."""
        key = (pattern.pattern, number)
        if key not in self._found:
            sentence = self._sentences[number]
            match = pattern.search(sentence.context, sentence.offset) if sentence.offset else None
            match = match or pattern.search(sentence.context)
            self._found[key] = match.end() if match else -1
        return self._found[key]


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
