"""The words around a match, as runs of text of which some are marked; a template escapes each, so no markup ever comes from a policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clauseatlas.records.models import Revision
from clauseatlas.records.queries.searching_terms import Term
from clauseatlas.records.queries.searching_words import folded_parts, spans_of

LONGEST_SNIPPET = 280  # characters
LEAD = 90  # characters kept before the first match
ELLIPSIS = "…"
STATEMENTS = (
    "what_it_is",
    "for_you",
    "why_it_matters",
    "interpretive_note",
    "regulatory_landscape",
    "governance_exposure",
    "jurisdiction_flags",
    "contract_implications",
    "compliance_considerations",
)
QUOTE = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a snippet, marked where it is a word that was looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Runs that together are the snippet, and the part of the record they come from: "quote" or the name of a statement."""

    part: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The snippet without marks."""
        return "".join(run.text for run in self.runs)


def snippet_of(revision: Revision, terms: Sequence[Term]) -> Snippet:
    """From the quotation or the statement that has the most of the words, the quotation where they tie."""
    texts: list[tuple[str, str]] = [(QUOTE, quote["exact"]) for quote in revision.quotes]
    if terms and not all(_found(texts[0][1], terms).values()):
        texts += [(name, str(revision.statements[name])) for name in STATEMENTS if revision.statements.get(name)]
    part, text = max(texts, key=lambda each: sum(_found(each[1], terms).values()))
    return Snippet(part=part, runs=marked(text, terms))


def marked(text: str, terms: Sequence[Term], *, longest: int = LONGEST_SNIPPET) -> tuple[Run, ...]:
    """The stretch of a text around its first match, at most about `longest` characters, with every word looked for marked."""
    matches = _matches(text, terms)
    start, end = _window(text, matches[0][0] if matches else 0, longest)
    runs: list[Run] = [Run(text=f"{ELLIPSIS} ")] if start else []
    place = start
    for first, last in matches:
        if first < place or last > end:
            continue
        runs += [Run(text=text[place:first])] if first > place else []
        runs.append(Run(text=text[first:last], marked=True))
        place = last
    rest = text[place:end] + (f" {ELLIPSIS}" if end < len(text) else "")
    return tuple([*runs, Run(text=rest)] if rest else runs)


def _window(text: str, first: int, longest: int) -> tuple[int, int]:
    """Where a snippet begins and ends: at blanks, a little before the first match."""
    if len(text) <= longest:
        return 0, len(text)
    start = max(0, min(first - LEAD, len(text) - longest))
    if start:
        start = text.find(" ", start) + 1
    end = min(len(text), start + longest)
    return start, end if end == len(text) else max(text.rfind(" ", start, end), start + LEAD)


def _matches(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Every place where a term stands, from the first word of it to the last, in order and without overlap."""
    spans = [
        (start, end, word, part) for start, end, words in spans_of(text) for word, part in zip(words, folded_parts(text[start:end]), strict=True)
    ]
    found: list[tuple[int, int]] = []
    for term in terms:
        length = len(term.words) + bool(term.prefix)
        if term.negated or not length:
            continue
        for place in range(len(spans) - length + 1):
            if _stands(spans[place : place + length], term):
                found.append((spans[place][0], spans[place + length - 1][1]))
    return sorted(set(found))


def _stands(spans: Sequence[tuple[int, int, str, str]], term: Term) -> bool:
    if any(span[2] != word for span, word in zip(spans, term.words, strict=False)):
        return False
    return not term.prefix or spans[-1][3].startswith(term.prefix)


def _found(text: str, terms: Sequence[Term]) -> Mapping[int, bool]:
    return {number: bool(_matches(text, [term])) for number, term in enumerate(terms) if not term.negated}
