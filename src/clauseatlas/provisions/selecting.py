"""From presence scores to passages: the operative sentences of a clause with lead-in, items and the conditions that follow directly.

A passage holds sentences of one type and one stance. Neighbouring sentences of one paragraph, and items of one list, are one passage.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from clauseatlas.catalogue.kinds import AttributeKind, ClauseType
from clauseatlas.model.policytext import BlockKind
from clauseatlas.model.words import Stance
from clauseatlas.provisions.acts import Act, Exemption, Voices, read_act
from clauseatlas.provisions.readings import read_attributes
from clauseatlas.provisions.sentences import Sentence, introduces
from clauseatlas.provisions.signals import anchor
from clauseatlas.provisions.stances import fitting, read_stance

THRESHOLD: Final = 0.5  # calibrated scores: more likely there than not
MAX_PASSAGES: Final = 10  # of one type in one document; what is more repeats itself
SURE: Final = 0.85  # from here on more signals make a sentence no likelier to be the one to keep; the earlier one is kept
MAX_OPERATIVE: Final = 4  # sentences of one paragraph in one passage; a longer stretch is several rules
MAX_ITEMS: Final = 14  # items quoted with their lead-in; longer lists are tables in disguise
MIN_WORDS: Final = 4  # shorter sentences are labels, unless a list or table gives them their verb
REACH: Final = 2  # sentences after a passage in which a condition still belongs to it
_SINGLE: Final = frozenset({AttributeKind.CHOICE})
_LISTING: Final = frozenset({AttributeKind.CHOICES, AttributeKind.NAMES})
_DEFINITION: Final = re.compile(
    r"[\W_]*\"[^\"]{2,60}\"(?:,? (?:and|or) \"[^\"]+\")? (?:means?|refers? to|shall mean|has the meaning|is defined|includes?)\b"
)
_DEPENDENT: Final = re.compile(
    r"\b(?:for (?:this|these|that|those|such|the (?:above|foregoing)) purposes?|d(?:o|oes|oing) so|in this way|(?:this|these|that|those"
    r"|such)(?: kinds? of| types? of)?"
    r" (?:uses?|practices?|processing|sharing|disclosures?|sales?|training|transfers?|collection|changes?|renewals?|features?|settings?|purposes?)"
    r"|(?:of|to|from|object to|opt[- ]out of|turn) (?:this|these|it|them)(?: off)?\b|opt[- ]out\b[^.;]{0,30}(?:at any time|settings|here)"
    r"|turn (?:this|it|them|these) off|switch (?:this|it|them|these) off)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences that make up one finding: `operative` are those found, `quoted` with lead-in, items and conditions, in text order."""

    stance: Stance
    presence: float
    operative: tuple[int, ...]
    quoted: tuple[int, ...]


def select(clause: ClauseType, presence: Sequence[float], sentences: Sequence[Sentence], voices: Voices, *, language: str) -> tuple[Passage, ...]:
    """The passages of one type in text order, at most MAX_PASSAGES; `presence` holds the type's score for each sentence."""
    hits = list(_hits(clause, presence, sentences, voices, language=language))
    passages = _merged(clause, hits, sentences)
    if language == "en":
        passages = _with_conditions(clause, passages, sentences, voices)
    return tuple(sorted((_with_list(passage, sentences) for passage in _foremost(passages)), key=lambda passage: passage.quoted))


def _foremost(passages: Sequence[Passage]) -> Sequence[Passage]:
    """The passages to keep of a type: the surest and earliest of each stance in turn, so that a rare stance is not crowded out."""
    ranked = sorted(passages, key=lambda passage: (-min(passage.presence, SURE), passage.operative))
    turns: dict[Stance, int] = {}
    order: list[tuple[int, int]] = []
    for number, passage in enumerate(ranked):
        turns[passage.stance] = turns.get(passage.stance, 0) + 1
        order.append((turns[passage.stance], number))
    return [ranked[number] for _, number in sorted(order)[:MAX_PASSAGES]]


def _hits(clause: ClauseType, presence: Sequence[float], sentences: Sequence[Sentence], voices: Voices, *, language: str) -> Iterator[Passage]:
    last: int | None = None
    for sentence in sentences:
        score = float(presence[sentence.index])
        if score < THRESHOLD or not _operative(sentence):
            continue
        if last is not None and sentence.index - last <= REACH and _leans(clause, sentence, sentences[last], language=language):
            continue
        stance = read_stance(clause, sentence, voices, language=language)
        if stance is not None:
            last = sentence.index
            yield Passage(stance=stance, presence=score, operative=(sentence.index,), quoted=(sentence.index,))


def _leans(clause: ClauseType, sentence: Sentence, on: Sentence, *, language: str) -> bool:
    """Whether a sentence speaks of a clause only by pointing back at the one before it; `_with_conditions` then says what becomes of it."""
    return language == "en" and _depends(sentence, on) and anchor(clause, sentence, language=language) is None


def _operative(sentence: Sentence) -> bool:
    """Whether a sentence can rule anything: questions ask, definitions name, and a few words without a list or table around them are a label."""
    if sentence.folded.rstrip().endswith("?") or _DEFINITION.match(sentence.folded):
        return False
    framed = sentence.lead is not None or sentence.kind in (BlockKind.TABLE_CELL, BlockKind.LIST_ITEM) or introduces(sentence.text)
    return framed or len(sentence.folded.split()) >= MIN_WORDS


def _merged(clause: ClauseType, hits: Sequence[Passage], sentences: Sequence[Sentence]) -> list[Passage]:
    """Passages of neighbours joined: the score of several is the highest of them, since they say the same twice."""
    merged: list[Passage] = []
    for hit in hits:
        if merged and _belong_together(merged[-1], hit, sentences) and not _conflict(clause, merged[-1], hit, sentences):
            last = merged[-1]
            both = last.operative + hit.operative
            merged[-1] = replace(last, presence=max(last.presence, hit.presence), operative=both, quoted=both)
        else:
            merged.append(hit)
    return merged


def _belong_together(one: Passage, other: Passage, sentences: Sequence[Sentence]) -> bool:
    last, new = sentences[one.operative[-1]], sentences[other.operative[0]]
    if one.stance is not other.stance:
        return False
    if new.lead is not None and (new.lead == last.lead or new.lead in one.operative):
        return len(one.operative) < MAX_ITEMS
    return new.block == last.block and new.index == last.index + 1 and len(one.operative) < MAX_OPERATIVE


def _conflict(clause: ClauseType, one: Passage, other: Passage, sentences: Sequence[Sentence]) -> bool:
    """Whether two passages answer a closed question differently ("unless you opt out", "even if you opt out")."""
    read = [
        {
            reading.name: reading.value
            for reading in read_attributes(clause, [sentences[index] for index in passage.operative], kinds=_SINGLE)
            if reading.raw
        }
        for passage in (one, other)
    ]
    return any(read[0][name] != read[1][name] for name in read[0].keys() & read[1].keys())


def _with_list(passage: Passage, sentences: Sequence[Sentence]) -> Passage:
    """The passage with the lead-ins of its items, and with the items of its lead-ins."""
    quoted = set(passage.quoted)
    for index in passage.operative:
        lead = sentences[index].lead
        while lead is not None and lead not in quoted:
            quoted.add(lead)
            lead = sentences[lead].lead
    for index in passage.operative:
        if introduces(sentences[index].text):
            quoted.update(_items(index, sentences))
    return replace(passage, quoted=tuple(sorted(quoted)))


def _items(lead: int, sentences: Sequence[Sentence]) -> Sequence[int]:
    """Indexes of the items a lead-in introduces, the sentences of each item included."""
    found: list[int] = []
    block = -1
    for sentence in sentences[lead + 1 :]:
        if sentence.lead == lead:
            block = sentence.block
        elif sentence.block != block:
            break
        found.append(sentence.index)
    return found[:MAX_ITEMS]


def _with_conditions(clause: ClauseType, passages: Sequence[Passage], sentences: Sequence[Sentence], voices: Voices) -> list[Passage]:
    """Passages with the dependent sentences after them: an opt-out or condition joins, one with objects of its own is a passage of its own."""
    result = list(passages)
    taken = {index for passage in passages for index in passage.operative}
    for passage in passages:
        for index in range(passage.operative[-1] + 1, min(passage.operative[-1] + 1 + REACH, len(sentences))):
            if index in taken:
                continue
            if not _depends(sentences[index], sentences[passage.operative[-1]]):
                break
            taken.add(index)
            _attach(clause, result, sentences[index], voices)
    return sorted(result, key=lambda passage: passage.operative)


def _depends(sentence: Sentence, on: Sentence) -> bool:
    return sentence.headings == on.headings and bool(_DEPENDENT.search(sentence.folded))


def _attach(clause: ClauseType, passages: list[Passage], sentence: Sentence, voices: Voices) -> None:
    """Put a dependent sentence where it belongs among the passages before it."""
    place = _DEPENDENT.search(sentence.folded)
    assert place is not None  # `_depends` has seen it
    act = read_act(sentence.folded, place.span(), voices)
    earlier = [number for number, passage in enumerate(passages) if passage.operative[0] < sentence.index]
    permitting = [
        number for number in earlier if passages[number].stance is Stance.PERMITS and sentence.index - passages[number].operative[-1] <= REACH + 1
    ]
    near = permitting if act.exemption is Exemption.OPT_OUT and permitting else earlier
    if act.exemption is Exemption.NONE and not act.denied:
        return
    number = max(near, key=lambda number: passages[number].operative)
    host = passages[number]
    own = _own_stance(clause, act, host)
    if own is not None and own is not host.stance and _has_objects(clause, sentence):
        passages.append(Passage(stance=own, presence=host.presence, operative=(sentence.index,), quoted=(sentence.index,)))
        return
    conditional = act.exemption is Exemption.CONSENT and host.stance is Stance.PERMITS and Stance.CONDITIONS in clause.stances
    passages[number] = replace(host, quoted=tuple(sorted({*host.quoted, sentence.index})), stance=Stance.CONDITIONS if conditional else host.stance)


def _own_stance(clause: ClauseType, act: Act, host: Passage) -> Stance | None:
    stance = fitting(clause, act)
    return stance if act.denied and host.stance is Stance.PERMITS and stance in (Stance.CONDITIONS, Stance.FORBIDS) else None


def _has_objects(clause: ClauseType, sentence: Sentence) -> bool:
    """Whether a sentence names things of its own, such as kinds of content."""
    return any(reading.raw for reading in read_attributes(clause, (sentence,), kinds=_LISTING))
