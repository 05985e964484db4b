"""Findings nominated from outside, by a language model or a person's tool: what must hold before one is looked at, and what becomes of it.

A nomination says no more than "this passage may be of that type". Its words must stand in the text, its type must be in the catalogue and known in
the language, and our own classifier must not think it out of the question. Stance, attributes, severity and every sentence are then read by the
same method as ever: nothing else that a nominator says is believed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from rapidfuzz import fuzz

from clauseatlas.catalogue.kinds import ClauseType
from clauseatlas.model.policytext import PolicyText, Span
from clauseatlas.model.provision import Finding
from clauseatlas.provisions.classifying import Classifier
from clauseatlas.provisions.sentences import Sentence, sentences

NEAR_ENOUGH: Final = 97.0  # rapidfuzz's partial ratio: a typographic slip, never another word in a sentence
LEAST_LETTERS: Final = 20  # a shorter quotation stands in too many places to name one
MOST_LETTERS: Final = 3000  # a longer one names no passage
MOST_SENTENCES: Final = 6  # of one nomination; what is longer is a section
LEAST_PRESENCE: Final = 0.05  # below one in twenty our classifier holds a nomination for a mistake

Nominated: TypeAlias = Mapping[str, frozenset[int]]  # clause type id -> indexes of sentences
NOBODY: Final[Nominated] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """A passage, in its words, said to be of a clause type."""

    clause_type: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A nomination that was not taken, and why."""

    nomination: Nomination
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """Where the good nominations stand in the text, by nomination and by type, and those refused."""

    seated: tuple[tuple[Nomination, frozenset[int]], ...]
    refused: tuple[Refused, ...]

    @property
    def nominated(self) -> Nominated:
        """The sentences nominated for each type."""
        found: dict[str, frozenset[int]] = {}
        for nomination, indexes in self.seated:
            found[nomination.clause_type] = found.get(nomination.clause_type, frozenset()) | indexes
        return found


def seat(nominations: Sequence[Nomination], policy: PolicyText, clauses: Mapping[str, ClauseType], classifier: Classifier) -> Seating:
    """The sentences that nominations name. A nomination is refused with its reason where a check fails; the same one twice is one."""
    read = sentences(policy)
    language = policy.language or "en"
    scores = classifier.score(read, language=language) if read else None
    column = {name: number for number, name in enumerate(classifier.types)}
    seated: list[tuple[Nomination, frozenset[int]]] = []
    refused: list[Refused] = []
    for nomination in dict.fromkeys(nominations):
        found = _place(nomination, policy, clauses, read, language=language)
        if not isinstance(found, str) and (scores is None or max(scores[index, column[nomination.clause_type]] for index in found) < LEAST_PRESENCE):
            found = "our own classifier thinks it out of the question"
        if isinstance(found, str):
            refused.append(Refused(nomination=nomination, why=found))
        else:
            seated.append((nomination, found))
    return Seating(seated=tuple(seated), refused=tuple(refused))


def unread(seating: Seating, findings: Sequence[Finding], policy: PolicyText) -> tuple[Refused, ...]:
    """Seated nominations of which no finding came: no stance of their type could be read in them, or they say again what was found."""
    read = sentences(policy)
    quoted = {
        (finding.clause_type, sentence.index)
        for finding in findings
        for quote in finding.quotes
        for sentence in read
        if quote.start < sentence.end and sentence.start < quote.end
    }
    return tuple(
        Refused(nomination=nomination, why="no stance of this type can be read in it")
        for nomination, indexes in seating.seated
        if not any((nomination.clause_type, index) in quoted for index in indexes)
    )


def located(quote: str, text: str) -> Span | None:
    """Where a quotation stands in the text: as it is, else where all but a slip of typography agrees, else nowhere."""
    wanted = quote.strip()
    if not LEAST_LETTERS <= len(wanted) <= MOST_LETTERS:
        return None
    at = text.find(wanted)
    if at >= 0:
        return Span(start=at, end=at + len(wanted))
    near = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=NEAR_ENOUGH) if len(wanted) <= len(text) else None
    return Span(start=near.dest_start, end=near.dest_end) if near is not None else None


def _place(
    nomination: Nomination, policy: PolicyText, clauses: Mapping[str, ClauseType], read: Sequence[Sentence], *, language: str
) -> frozenset[int] | str:
    """The sentences a nomination touches, or the reason for refusing it."""
    clause = clauses.get(nomination.clause_type)
    if clause is None:
        return "no such clause type is in the catalogue"
    if not any(signal.language == language for signal in clause.signals):
        return "this type is not read in the language of the text"
    span = located(nomination.quote, policy.text)
    if span is None:
        return "its words do not stand in the text"
    touched = frozenset(sentence.index for sentence in read if span.start < sentence.end and sentence.start < span.end)
    if not touched:
        return "its words are a heading"
    return touched if len(touched) <= MOST_SENTENCES else "it quotes more than a passage"
