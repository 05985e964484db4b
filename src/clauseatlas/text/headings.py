"""Headings that no markup calls so: short bold lines, lines in capitals, numbered lines of texts without markup."""

from collections.abc import Sequence
from itertools import pairwise

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.dates import mentions_date
from clauseatlas.text.drafting import Draft
from clauseatlas.text.ordinals import Series, typed

LONGEST_CHARACTERS = 120
LONGEST_WORDS = 14
# A numbered line is a heading only while it is this short: a clause can be one line too.
LONGEST_NUMBERED_WORDS = 9
FEWEST_CAPITALS = 4
# When more of the paragraphs are bold, bold is how the page looks and says nothing.
MOST_BOLD_SHARE = 0.5
# A document with this many headings of its own needs no guessing from numbers.
ENOUGH_HEADINGS = 3
DEEPEST_LEVEL = 6

_OPEN_ENDS = (".", ",", ";", ":", "。", "：", "；", "、")
_SECTIONS = frozenset({Series.FIGURE, Series.DOTTED, Series.CAPITAL_ROMAN, Series.CAPITAL})


def promote(drafts: Sequence[Draft]) -> None:
    """Make headings of the paragraphs that stand as headings over what follows; their level is below the heading they stand under."""
    paragraphs = [draft for draft in drafts if draft.kind is BlockKind.PARAGRAPH]
    bold_tells = sum(draft.bold for draft in paragraphs) <= MOST_BOLD_SHARE * len(paragraphs)
    marked = sum(draft.kind is BlockKind.HEADING for draft in drafts)
    base, base_depth = 1, 0
    for draft, after in pairwise(drafts):
        if draft.kind is BlockKind.HEADING:
            base, base_depth = draft.level, _depth(draft.text)
        elif _may_head(draft) and _is_headed(draft, after) and _stands_out(draft, after, bold_tells=bold_tells, guess=marked < ENOUGH_HEADINGS):
            draft.kind = BlockKind.HEADING
            draft.level = min(DEEPEST_LEVEL, base + max(1, _depth(draft.text) - base_depth))


def _may_head(draft: Draft) -> bool:
    text = draft.text
    if draft.kind is not BlockKind.PARAGRAPH or len(text) > LONGEST_CHARACTERS or len(text.split()) > LONGEST_WORDS:
        return False
    if draft.linked > len(text) // 2 or not any(map(str.isalpha, text)) or mentions_date(text):
        return False
    return not text.endswith(_OPEN_ENDS) or (typed(text) is not None and text.endswith((".", ":")))


def _is_headed(draft: Draft, after: Draft) -> bool:
    """Whether what follows can stand under a heading: text, or another line of the same look that is itself no sentence."""
    return after.kind is not BlockKind.HEADING or after.level > 1 or draft.bold


def _stands_out(draft: Draft, after: Draft, *, bold_tells: bool, guess: bool) -> bool:
    if draft.bold and bold_tells:
        return True
    capitals = sum(map(str.isupper, draft.text))
    if capitals >= FEWEST_CAPITALS and draft.text.upper() == draft.text:
        return after.text.upper() != after.text
    if not guess or draft.text.endswith(_OPEN_ENDS):
        return False
    ordinal = typed(draft.text)
    if ordinal is None or ordinal.series[0] not in _SECTIONS or ordinal.enclosure == "(" or len(draft.text.split()) > LONGEST_NUMBERED_WORDS:
        return False
    return len(after.text) > len(draft.text) or typed(after.text) is not None


def _depth(text: str) -> int:
    """How many parts the number of a heading has: 2 for "2.1", 1 for "2.", 0 without a number."""
    ordinal = typed(text, heading=True)
    if ordinal is None:
        return 0
    return ordinal.core.count(".") + 1 if ordinal.series[0] is Series.DOTTED else 1
