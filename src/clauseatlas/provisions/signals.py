"""Finding by the signals of the catalogue: rules over one sentence, a list item together with its lead-in.

A signal is tried only on the sentences that hold the letters each of its patterns needs (`candidates`), and each pattern once on a sentence.
Sets of sentences are integers: bit n is sentence n.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from clauseatlas.catalogue.kinds import ClauseType, Signal
from clauseatlas.catalogue.patterns import Pattern
from clauseatlas.provisions.candidates import MAX_SENTENCES, Candidates, Lexicon
from clauseatlas.provisions.classifying import Scores
from clauseatlas.provisions.sentences import Sentence, fold

METHOD: Final = "signals/1"
FEW: Final = 60  # sentences for which it is quicker to look for opening patterns first than to read the letters of all


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    column: int
    signal: Signal


class SignalClassifier:
    """Scores sentences by the signals of clause types; several signals that match one sentence strengthen each other (noisy or)."""

    def __init__(self, clauses: Mapping[str, ClauseType]) -> None:
        self._clauses = clauses
        self._lexicons: dict[str, Lexicon] = {}
        self.types = tuple(clauses)
        self.stamp = METHOD

    @cached_property
    def _rules(self) -> Mapping[str, tuple[_Rule, ...]]:
        rules: dict[str, list[_Rule]] = {}
        for column, clause in enumerate(self._clauses.values()):
            for signal in clause.signals:
                rules.setdefault(signal.language, []).append(_Rule(column=column, signal=signal))
        return {language: tuple(found) for language, found in rules.items()}

    @property
    def languages(self) -> frozenset[str]:
        """Languages that at least one type has signals for."""
        return frozenset(self._rules)

    def score(self, sentences: Sequence[Sentence], *, language: str) -> Scores:
        """Presence per (sentence, type); zero everywhere for a language without signals."""
        missed = np.ones((len(sentences), len(self.types)), dtype=np.float32)
        if language in self._rules:
            for start in range(0, len(sentences), MAX_SENTENCES):
                self._weigh(sentences[start : start + MAX_SENTENCES], missed[start : start + MAX_SENTENCES], language)
        return np.asarray(1 - missed, dtype=np.float32)

    def _weigh(self, sentences: Sequence[Sentence], missed: Scores, language: str) -> None:
        """Lower `missed`, what is left of the chance that a type is not there, by every signal that matches."""
        contexts = [sentence.context for sentence in sentences]
        matching = _Matching(sentences, Candidates(contexts, self._lexicon(contexts, language)))
        for rule in self._rules[language]:
            found = list(_numbers(matching.sentences_of(rule.signal)))
            if found:
                missed[found, rule.column] *= 1 - rule.signal.weight

    def _lexicon(self, contexts: Sequence[str], language: str) -> Lexicon:
        """The letters that signals need: of all of a language, for a few sentences only of those whose opening pattern can match one of them."""
        if language in self._lexicons:
            return self._lexicons[language]
        signals = [rule.signal for rule in self._rules[language]]
        if len(contexts) <= FEW:
            opening = Candidates(contexts, Lexicon([pattern for signal in signals for pattern in _opening(signal)]))
            signals = [signal for signal in signals if not _opening(signal) or any(map(opening.holding, _opening(signal)))]
        lexicon = Lexicon([pattern for signal in signals for pattern in (*signal.all, *signal.any, *signal.none)])
        if len(contexts) > FEW:
            self._lexicons[language] = lexicon
        return lexicon


def _opening(signal: Signal) -> tuple[Pattern, ...]:
    """Patterns of which a sentence must match one for a signal to match."""
    return signal.all[:1] or signal.any


def _union(each: Iterable[int]) -> int:
    union = 0
    for bits in each:
        union |= bits
    return union


def _numbers(bits: int) -> Iterator[int]:
    """The numbers of the sentences in a set, in order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class _Matching:
    """Matching of patterns on sentences, each tried once and only where its letters stand; without candidates everywhere."""

    def __init__(self, sentences: Sequence[Sentence], candidates: Candidates | None = None) -> None:
        self._sentences = sentences
        self._candidates = candidates
        self._tried: dict[str, int] = {}
        self._hit: dict[str, int] = {}
        self._ends: dict[str, dict[int, int]] = {}
        self._headed: dict[tuple[str, tuple[str, ...]], bool] = {}

    def sentences_of(self, signal: Signal) -> int:
        """The sentences a signal matches. For a list item one pattern must match in the item itself, else only its lead-in speaks."""
        bits = self._possible(signal)
        if signal.heading is not None:
            bits = self._kept(bits, signal.heading)
        for pattern in signal.all:
            if not bits:
                return 0
            bits = self._matched(pattern, bits)
        bits = self._with_any(signal, bits) if signal.any else self._in_item(signal, bits)
        for pattern in signal.none:
            bits &= ~self._matched(pattern, bits)
        return bits

    def _possible(self, signal: Signal) -> int:
        bits = (1 << len(self._sentences)) - 1
        if self._candidates is None:
            return bits
        for pattern in signal.all:
            bits &= self._candidates.holding(pattern)
            if not bits:
                return 0
        return bits & _union(map(self._candidates.holding, signal.any)) if signal.any else bits

    def _kept(self, bits: int, heading: Pattern) -> int:
        """The sentences under a heading that matches."""
        return _union(1 << number for number in _numbers(bits) if self._under(heading, self._sentences[number].headings))

    def _under(self, pattern: Pattern, headings: tuple[str, ...]) -> bool:
        key = (pattern.pattern, headings)
        if key not in self._headed:
            self._headed[key] = any(pattern.search(fold(heading)) for heading in headings)
        return self._headed[key]

    def _with_any(self, signal: Signal, bits: int) -> int:
        found = 0
        for pattern in signal.any:
            for number in _numbers(self._matched(pattern, bits & ~found)):
                needed = self._sentences[number].offset
                if self._ends[pattern.pattern][number] > (needed if self._reach(signal, number) <= needed else 0):
                    found |= 1 << number
        return found

    def _in_item(self, signal: Signal, bits: int) -> int:
        """The sentences without those list items of which only the lead-in matches."""
        for number in _numbers(bits):
            needed = self._sentences[number].offset
            if needed and self._reach(signal, number) <= needed:
                bits ^= 1 << number
        return bits

    def _reach(self, signal: Signal, number: int) -> int:
        """How far the matches of the patterns that all must match go in a sentence."""
        return max((self._ends[pattern.pattern][number] for pattern in signal.all), default=-1)

    def _matched(self, pattern: Pattern, bits: int) -> int:
        """Those of some sentences that a pattern matches."""
        if self._candidates is not None:
            bits &= self._candidates.holding(pattern)
        key = pattern.pattern
        untried = bits & ~self._tried.get(key, 0)
        if untried:
            self._tried[key] = self._tried.get(key, 0) | untried
            ends = self._ends.setdefault(key, {})
            for number in _numbers(untried):
                match = self._match(pattern, number)
                if match is not None:
                    ends[number] = match.end()
                    self._hit[key] = self._hit.get(key, 0) | 1 << number
        return bits & self._hit.get(key, 0)

    def _match(self, pattern: Pattern, number: int) -> re.Match[str] | None:
        """The first match in the sentence itself, else the first in its lead-in."""
        sentence = self._sentences[number]
        if self._candidates is None:
            return _first(pattern, sentence)
        context, offset = sentence.context, sentence.offset
        if not pattern.letters.leads:
            match = pattern.compiled.search(context, offset)
            return pattern.compiled.search(context) if match is None and offset else match
        places = self._candidates.beginnings(pattern.letters.leads, number)
        if offset:
            places.sort(key=offset.__gt__)
        return pattern.match_at(context, places, len(context))


def _first(pattern: Pattern, sentence: Sentence) -> re.Match[str] | None:
    """The first match in a sentence itself, else the first in its lead-in."""
    match = pattern.search(sentence.context, sentence.offset) if sentence.offset else None
    return match or pattern.search(sentence.context)


def anchor(clause: ClauseType, sentence: Sentence, *, language: str) -> tuple[int, int] | None:
    """Where the operative words of a type stand in `sentence.context`: the match of the first pattern of the signal that matches.

    Of several signals the heaviest speaks. Where none matches whole (a trained classifier found the sentence), a first pattern alone is taken.
    """
    signals = sorted((signal for signal in clause.signals if signal.language == language), key=lambda signal: -signal.weight)
    matching = _Matching((sentence,))
    for signal in signals:
        if matching.sentences_of(signal):
            return _place(signal.all[:1] or signal.any, sentence)
    for signal in signals:
        place = _place(signal.all[:1] or signal.any, sentence)
        if place is not None:
            return place
    return None


def _place(patterns: Iterable[Pattern], sentence: Sentence) -> tuple[int, int] | None:
    for pattern in patterns:
        match = _first(pattern, sentence)
        if match:
            return match.span()
    return None
