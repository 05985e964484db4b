"""Recognising which kind of policy a document is, from its title, its address and the words typical of its text."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from clauseatlas.catalogue.kinds import Catalogue, DocumentTypeCues
from clauseatlas.model.policytext import BlockKind, PolicyText
from clauseatlas.model.words import DocumentType
from clauseatlas.provisions.sentences import fold, folded_text

TITLE_WEIGHT: Final = 3.0  # what a document calls itself
ADDRESS_WEIGHT: Final = 1.5  # what its publisher files it under
OPENING: Final = 20_000  # code points in which the words typical of a type show, if they do
WORD_WEIGHT: Final = 0.4  # each typical pattern that the text holds
LATER: Final = 1.0  # taken from a title match at its end: "Privacy and cookie policy" is a privacy policy first
_SITE: Final = re.compile(r"\s+[|–—-]\s+[^|–—-]*$")


def recognise(policy: PolicyText, catalogue: Catalogue, *, url: str | None = None) -> DocumentType:
    """The type with most evidence; `other-policy` where there is none. Order in the catalogue breaks ties, special types first."""
    title, address, text = _title(policy), _address(url), folded_text(policy.text)[:OPENING]
    scored = [(_score(cues, title, address, text), -place, kind) for place, (kind, cues) in enumerate(catalogue.document_types.items())]
    best, _, kind = max(scored)
    return kind if best > 0 else DocumentType.OTHER_POLICY


def _score(cues: DocumentTypeCues, title: str, address: str, text: str) -> float:
    score = 0.0
    matches = [match for pattern in cues.patterns if (match := pattern.search(title))]
    if matches:
        first = min(matches, key=lambda match: match.start())
        score += TITLE_WEIGHT - LATER * first.start() / max(1, len(title))
    if any(pattern.search(address) for pattern in cues.patterns):
        score += ADDRESS_WEIGHT
    return score + WORD_WEIGHT * sum(1 for pattern in cues.words if pattern.search(text))


def _title(policy: PolicyText) -> str:
    heading = next((policy.text[block.start : block.end] for block in policy.blocks if block.kind is BlockKind.HEADING), "")
    return fold(_SITE.sub("", policy.title or policy.signs.page_title or heading))


def _address(url: str | None) -> str:
    """The words of an address's path."""
    return fold(re.sub(r"[/._-]+", " ", unquote(urlsplit(url).path))) if url else ""
