"""What a person types into the search box, understood: words, "phrases", -exclusions and prefix*; anything else is harmless."""

import re
from dataclasses import dataclass

from clauseatlas.records.queries.searching_words import WORD, folded_parts, stem

LONGEST_QUERY = 300  # characters; the rest is left out
MOST_TERMS = 12
SHORTEST_PREFIX = 3  # letters; a shorter one would stand for a tenth of all words and is taken as a word

TYPED = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing that must, or must not, be there: words that follow each other, the last of them perhaps a prefix.

    `words` are stems; `prefix` is the folded beginning of a word, which is not a stem.
    """

    words: tuple[str, ...]
    prefix: str = ""
    negated: bool = False
    typed: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it is a single plain word that must be there."""
        return len(self.words) == 1 and not self.prefix and not self.negated


def terms_of(typed: str) -> tuple[Term, ...]:
    """The terms of a query; nothing for a query without words.

    >>> [(term.words, term.negated) for term in terms_of('train* "our models" -opt-out')]
    [((), False), (('our', 'model'), False), (('opt', 'out'), True)]
    """
    terms: list[Term] = []
    for minus, phrase, word in TYPED.findall(typed[:LONGEST_QUERY]):
        term = _term(phrase or word, negated=bool(minus))
        if term is not None and term not in terms:
            terms.append(term)
    return tuple(terms[:MOST_TERMS])


def _term(typed: str, *, negated: bool) -> Term | None:
    parts = [part for run in WORD.findall(typed) for part in folded_parts(run)]
    if not parts:
        return None
    shown = typed.strip()
    if typed.endswith("*") and len(parts[-1]) >= SHORTEST_PREFIX:
        return Term(words=tuple(map(stem, parts[:-1])), prefix=parts[-1], negated=negated, typed=shown)
    return Term(words=tuple(map(stem, parts)), negated=negated, typed=shown)
