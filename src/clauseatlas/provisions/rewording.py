"""Wording proposed from outside for the plain parts of a provision: taken only where every sentence passes what our own sentences pass, and more.

A proposed sentence may only say again what stands: each of its content words must occur in the quotes, in our own sentences on this provision or in
the file of the clause type. It may name no law and no address. Then the grounding checks polarity, numbers, named things, extent and holder.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from clauseatlas.catalogue.kinds import Catalogue, ClauseType
from clauseatlas.model.provision import Finding, Provision, Statements
from clauseatlas.provisions.cases import case, limit_of
from clauseatlas.provisions.grounding import Grounds
from clauseatlas.provisions.sentences import fold

PARTS: Final = ("what_it_is", "why_it_matters", "for_you")  # institutional parts name law and are never reworded
MOST_LETTERS: Final = 420  # three plain sentences
_RETELLING: Final = frozenset({"what_it_is", "for_you"})
_WORD: Final = re.compile(r"[a-z][a-z'-]+")
_ENDING: Final = re.compile(r"(?:ing|edly|ed|ies|es|s|ly|'s)$")
_SENTENCE: Final = re.compile(r"[^.!?]+[.!?]+")
_FOREIGN: Final = re.compile(r"https?://|www\.|[<>{}\[\]|`]|@|\b(?:act|article|art|section|directive|regulation|law|gdpr|ccpa|court)\b")
# Words that join and point, and the plain words for who does what; they say nothing about a clause by themselves.
_JOINING_WORDS: Final = (
    "a about after all also an and any anyone apply applies are as at be because been before being between both but by can cannot could "
    "do does done during each either else even ever every few first for from give gives given had has have here how however if in instead "
    "into is it its itself just keep keeps kind know less let lets like make makes many may me mean means might more most much must my "
    "need needs neither never next no nor not nothing now of off often on once one only or other others our out over own part people per "
    "person platform place put same say says set should since so some someone something stay stays still such take takes text than that "
    "the their them themselves then there these they thing things this those though through to together too turn under unless until up "
    "use used uses using very was way we were what whatever when where whether which while who whoever whole whose why will with within "
    "without would yes yet you your yours yourself "
)
_JOINING: Final = frozenset(_JOINING_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A proposed text for one plain part of the provision with this clause type and these first quoted words."""

    clause_type: str
    start: int
    part: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedWording:
    """A wording that was not taken, and why."""

    wording: Wording
    why: str


def reword(
    provisions: Sequence[Provision], wordings: Sequence[Wording], catalogue: Catalogue, *, platform: str | None
) -> tuple[tuple[Provision, ...], tuple[RefusedWording, ...]]:
    """The provisions with every wording that passes in place of ours, and the wordings refused."""
    offered: dict[tuple[str, int], list[Wording]] = {}
    for wording in wordings:
        offered.setdefault((wording.clause_type, wording.start), []).append(wording)
    findings = [provision.finding for provision in provisions]
    refused: list[RefusedWording] = []
    result: list[Provision] = []
    for provision in provisions:
        quotes = provision.finding.quotes
        mine = offered.pop((provision.finding.clause_type, quotes[0].start), ()) if quotes else ()
        taken: dict[str, str] = {}
        for wording in mine:
            why = _fault(wording, provision, catalogue.clauses[provision.finding.clause_type], findings, platform=platform)
            if why is None:
                taken[wording.part] = wording.text.strip()
            else:
                refused.append(RefusedWording(wording=wording, why=why))
        result.append(_with(provision, taken))
    refused.extend(RefusedWording(wording=each, why="no such provision was found") for left in offered.values() for each in left)
    return tuple(result), tuple(refused)


def _with(provision: Provision, taken: Mapping[str, str]) -> Provision:
    said = provision.statements
    parts = {part: taken.get(part, getattr(said, part)) for part in PARTS}
    return replace(
        provision,
        statements=replace(said, what_it_is=parts["what_it_is"], why_it_matters=parts["why_it_matters"], for_you=parts["for_you"]),
    )


def _fault(wording: Wording, provision: Provision, clause: ClauseType, findings: Sequence[Finding], *, platform: str | None) -> str | None:
    if wording.part not in PARTS:
        return "this part is not open to rewording"
    text = wording.text.strip()
    if not text or len(text) > MOST_LETTERS:
        return "it is empty or too long"
    if _FOREIGN.search(fold(text)):
        return "it names a law, an address or markup"
    unknown = sorted(_content(fold(text)) - _known(provision, clause, platform))
    if unknown:
        return f"it says what neither the quotes nor our sentences say: {', '.join(unknown[:3])}"
    others = [finding for finding in findings if finding.clause_type == clause.id]
    grounds = Grounds(case(clause, provision.finding, limit=limit_of(provision.finding, clause, others)), platform=platform)
    parts = _SENTENCE.findall(text)
    if "".join(parts).strip() != text:
        return "it does not end as a sentence"
    faults = (grounds.unsupported(sentence.strip(), is_reading=wording.part in _RETELLING) for sentence in parts)
    return next((fault for fault in faults if fault), None)


def _content(folded: str) -> set[str]:
    """The stems of words that say something."""
    return {_stem(word) for word in _WORD.findall(folded) if word not in _JOINING}


def _stem(word: str) -> str:
    shorter = _ENDING.sub("", word)
    return (shorter if len(shorter) >= 3 else word).rstrip("e")


def _known(provision: Provision, clause: ClauseType, platform: str | None) -> set[str]:
    texts = [
        *(quote.exact for quote in provision.finding.quotes),
        *_said(provision.statements),
        clause.title,
        clause.question,
        clause.definition,
        platform or "",
    ]
    return set().union(*(_content(fold(text)) for text in texts))


def _said(statements: Statements) -> Iterator[str]:
    said: Mapping[str, str | None] = {part: getattr(statements, part) for part in (*PARTS, "interpretive_note")}
    yield from (text for text in said.values() if text)
