"""The sentences of a policy with what a reader sees around them: headings, the lead-in of a list, the sentences before and after."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from clauseatlas.model.policytext import Block, BlockKind, PolicyText, Span

_FOLDS: Final = (
    ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("“", '"'), ("”", '"'), ("„", '"'), ("«", '"'), ("»", '"'), ("\u00a0", " "), ("‑", "-"), ("‐", "-"),
)  # fmt: skip
_LEAD_ENDS: Final = (":", ": ", ":-", "—", "–", "following", "following.", "the following;", "including", "such as")


_ENUMERATED: Final = re.compile(r"\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})[.)] [a-z]")  # a sentence that goes on with an enumeration: "(ix) engage in"
_FIRST_ITEM: Final = re.compile(r"(?<=[\w:,]) \(?(?:i|a|1)\) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: `text` is `policy.text[start:end]`, `folded` the same length in lower case with plain quotation marks.

    `headings` are the headings above, outermost first. `lead` is the index of the sentence that introduces this list item ("We may:"),
    `context` the folded lead-in and the sentence in one (the sentence starts in it at `offset`). `before` and `after` are the folded neighbours
    under the same heading, empty at its ends.
    """

    index: int
    text: str
    folded: str
    start: int
    end: int
    block: int
    kind: BlockKind
    headings: tuple[str, ...] = ()
    lead: int | None = None
    context: str = ""
    offset: int = 0
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A sentence before its neighbours are known."""

    span: Span
    block: int
    lead: int | None


def fold(text: str) -> str:
    """The text in lower case with plain quotation marks and apostrophes, of the same length, so that offsets stay valid."""
    plain = text.replace("\n", " ")
    if plain.isascii():
        return plain.lower()
    for written, meant in _FOLDS:
        plain = plain.replace(written, meant)
    lowered = plain.lower()
    return lowered if len(lowered) == len(plain) else "".join(low if len(low := char.lower()) == 1 else char for char in plain)


@lru_cache(maxsize=8)
def folded_text(policy_text: str) -> str:
    """The folded text of a whole document, made once."""
    return fold(policy_text)


def sentences(policy: PolicyText) -> tuple[Sentence, ...]:
    """Every sentence that is not a heading, in reading order."""
    folded = folded_text(policy.text)
    pieces = _pieces(policy)
    return tuple(_sentence(index, pieces, policy, folded) for index in range(len(pieces)))


def _pieces(policy: PolicyText) -> list[_Piece]:
    pieces: list[_Piece] = []
    leads: list[tuple[int, int]] = []  # (level, index of the sentence that introduces deeper items), outermost first
    for number, block in enumerate(policy.blocks):
        if block.kind is BlockKind.HEADING:
            leads.clear()
            continue
        level = block.level if block.kind is BlockKind.LIST_ITEM else 0
        while leads and leads[-1][0] >= level:
            leads.pop()
        lead = leads[-1][1] if leads and level else None
        head = lead
        for order, span in enumerate(_spans(block)):
            marked = order > 0 and _ENUMERATED.match(policy.text, span.start, span.end)
            pieces.append(_Piece(span=span, block=number, lead=head if marked or order == 0 else None))
            head = head if marked and head is not None else len(pieces) - 1
        if pieces and pieces[-1].block == number and introduces(policy.text[block.start : block.end]):
            leads.append((level, len(pieces) - 1))
    return pieces


def introduces(text: str) -> bool:
    """Whether a sentence leads into a list."""
    return text.rstrip(" *_").lower().endswith(_LEAD_ENDS)


def _spans(block: Block) -> tuple[Span, ...]:
    if block.sentences:
        return block.sentences
    return (Span(start=block.start, end=block.end),) if block.end > block.start else ()


def _sentence(index: int, pieces: list[_Piece], policy: PolicyText, folded: str) -> Sentence:
    piece = pieces[index]
    block = policy.blocks[piece.block]
    own = folded[piece.span.start : piece.span.end]
    lead = _lead_text(index, pieces, folded)
    return Sentence(
        index=index,
        text=policy.text[piece.span.start : piece.span.end],
        folded=own,
        start=piece.span.start,
        end=piece.span.end,
        block=piece.block,
        kind=block.kind,
        headings=block.path,
        lead=piece.lead,
        context=lead + own,
        offset=len(lead),
        before=_neighbour(index, index - 1, pieces, policy, folded),
        after=_neighbour(index, index + 1, pieces, policy, folded),
    )


def _lead_text(index: int, pieces: list[_Piece], folded: str) -> str:
    """The lead-in of a list item, its own lead-in first where lists are nested."""
    parts: list[str] = []
    lead = pieces[index].lead
    while lead is not None and lead < index:
        parts.append(_head(folded[pieces[lead].span.start : pieces[lead].span.end]))
        lead = pieces[lead].lead
    return "".join(part + " " for part in reversed(parts))


def _head(lead: str) -> str:
    """What of a lead-in governs later items: the words before its own first item ("you agree not to: (i) copy ..." without the copying)."""
    first = _FIRST_ITEM.search(lead)
    return lead[: first.start()].rstrip() if first else lead


def _neighbour(index: int, other: int, pieces: list[_Piece], policy: PolicyText, folded: str) -> str:
    if not 0 <= other < len(pieces) or policy.blocks[pieces[other].block].path != policy.blocks[pieces[index].block].path:
        return ""
    return folded[pieces[other].span.start : pieces[other].span.end]
