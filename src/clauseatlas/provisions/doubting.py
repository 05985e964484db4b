"""Why the reading of a passage is less than sure: hedges, references elsewhere, odd lengths, contrary words, terms not defined."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from clauseatlas.model.policytext import PolicyText
from clauseatlas.provisions.sentences import Sentence, fold, folded_text

MAX_WORDS: Final = 110  # a longer sentence usually holds several rules
MIN_WORDS: Final = 6  # a shorter one usually rests on words around it
MAX_TERMS: Final = 2  # undefined terms told; more say nothing new
MIN_LETTERS: Final = 3  # of a word that a title would write with a capital
MENU_SHARE: Final = 0.7
PROPOSED: Final = "proposed"  # found only because something outside the method pointed at it
HEDGED, REFERS, LONG, SHORT, CONTRARY, UNDEFINED, PARTIAL = (
    "hedged",
    "refers elsewhere",
    "long sentence",
    "short sentence",
    "says both",
    "not defined",
    "partial",
)
_HEDGE: Final = re.compile(
    r"\b(?:from time to time|where (?:appropriate|permitted|required)|as (?:appropriate|permitted|applicable|needed)|may or may not"
    r"|generally|typically|usually|in some (?:cases|circumstances|jurisdictions)"
    r"|to the (?:fullest |maximum )?extent (?:permitted|allowed)|where (?:legally )?(?:possible|feasible)|reasonabl[ey]|among other things"
    r"|including but not limited to|in certain (?:cases|circumstances))\b"
)
_PARTIAL: Final = re.compile(
    r"\b(?:certain|some)(?: of)? (?:these|those|such|the|our|your) \w+"
    r"|\bcertain (?:types?|kinds?|categories|information|data|content|features|services|third parties|partners|uses|purposes)\b"
)
_REFERENCE: Final = re.compile(
    r"\b(?:as|which is|are|is) (?:described|set out|set forth|explained|defined|provided|specified|stated|detailed|outlined) (?:in|above"
    r"|below|elsewhere)|\bsee (?:our|the|section|article|below|above)|\b(?:in|under) (?:section|article|clause) \d"
    r"|\bsubject to (?:our|the|section) (?:privacy|terms|policy|\d)"
)
_CONTRARY: Final = re.compile(r"\b(?:but|however|although|except that|notwithstanding)\b[^.;]{0,80}\b(?:not|never|only)\b")
_TERM: Final = re.compile(
    r"\b(?:(?:[A-Z][a-z]+ ){1,3}(?:Content|Data|Information|Materials?|Services?|Purposes?|Partners?))\b(?! [A-Z])"
    r"|\b(?:customer|service|usage|aggregate[d]?"
    r"|business|performance) (?:content|data|information)\b"
)

_ORDINARY: Final = re.compile(
    r"^(?:The|Our|Your|These|Those|This|All|Any|Such|If|When|For|In|Use|Using) |\b(?:Your|Our|Their|My)\b"
)  # no term of a contract

_EDGE: Final = re.compile(r"\b")
_MEANS: Final = re.compile(r"\b\)?,? (?:means?|refers? to|includes?|shall mean|consists? of|comprises?)\b")


def doubts(quoted: Sequence[Sentence], policy: PolicyText) -> tuple[str, ...]:
    """Reasons as short phrases, each with the words it rests on ("hedged: 'from time to time'"); the same reason is told once."""
    told: dict[str, str] = {}
    for kind, words in _reasons(quoted, policy):
        told.setdefault(f"{kind}: '{words}'" if words else kind, kind)
    return tuple(told)


def _reasons(quoted: Sequence[Sentence], policy: PolicyText) -> Iterator[tuple[str, str]]:
    text = " ".join(sentence.folded for sentence in quoted)
    for kind, pattern in ((HEDGED, _HEDGE), (PARTIAL, _PARTIAL), (REFERS, _REFERENCE), (CONTRARY, _CONTRARY)):
        match = pattern.search(text)
        if match:
            yield kind, _trimmed(match[0])
    lengths = [len(sentence.folded.split()) for sentence in quoted]
    if max(lengths) > MAX_WORDS:
        yield LONG, ""
    if sum(lengths) < MIN_WORDS:
        yield SHORT, ""
    yield from ((UNDEFINED, term) for term in _undefined(quoted, policy))


def _trimmed(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "..."


def _undefined(quoted: Sequence[Sentence], policy: PolicyText) -> Sequence[str]:
    """Terms of the passage that read like defined ones but are defined nowhere in the text, in their own spelling."""
    document = folded_text(policy.text)
    found: dict[str, None] = {}
    for sentence in quoted:
        if _is_menu(sentence.text):
            continue
        for match in _TERM.finditer(sentence.text):
            if not _ORDINARY.search(match[0]) and not _defined(fold(match[0]), document):
                found.setdefault(match[0], None)
    return tuple(found)[:MAX_TERMS]


def _is_menu(text: str) -> bool:
    """Whether nearly every word has a capital, so that capitals mark no terms: menus, titles, tables of contents."""
    words = [word for word in text.split() if word[:1].isalpha() and len(word) > MIN_LETTERS]
    return sum(word[0].isupper() for word in words) > MENU_SHARE * len(words)


@lru_cache(maxsize=512)  # a document names its terms again and again
def _defined(term: str, document: str) -> bool:
    """Whether the text defines a term: in quotation marks, or with "means", "refers to", "is any"."""
    if f'"{term}' in document:
        return True
    at = document.find(term)
    while at >= 0:
        if _EDGE.match(document, at) and _MEANS.match(document, at + len(term)):
            return True
        at = document.find(term, at + 1)
    return False


def parted(doubt: str) -> tuple[str, str]:
    """The kind and the words of a doubt."""
    kind, _, words = doubt.partition(": ")
    return kind, words.strip("'")
