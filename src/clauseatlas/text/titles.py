"""Titles: which words name the document, among headings that name its parts and page titles that name the company."""

import re
from collections.abc import Iterator, Sequence

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.cues.policies import names_policy
from clauseatlas.text.drafting import Draft
from clauseatlas.text.ordinals import typed

# The title stands among the first blocks, or nowhere.
REACH_BLOCKS = 30
LONGEST_WORDS = 16

_DIVIDERS = re.compile(r"\s+[|–—·•»:›-]\s+|\s*[|｜]\s*|\s*[_]\s*")
# Words that name a shelf of documents rather than one.
_SHELF = re.compile(
    r"^(?:(?:the|our|all|other|more)\s+)?(?:(?:[\w&.’'-]+\s+){0,2}(?:legal|legal\s+(?:cent(?:er|re)|hub|information|documents?)|help\s+cent(?:er|re)|trust\s+cent(?:er|re))|policies|support|"
    r"rechtliches|table\s+of\s+contents|contents|home|menu|introduction|overview)\s*!?$",
    re.IGNORECASE,
)


def choose_title(drafts: Sequence[Draft], page_title: str = "") -> str:
    """The title of a document: the heading that names a policy and stands highest, else what the page title says, else the first heading."""
    scored = [(score, -place, text) for place, (score, text) in enumerate(_candidates(drafts, page_title))]
    return max(scored)[2] if scored else ""


def _candidates(drafts: Sequence[Draft], page_title: str) -> Iterator[tuple[float, str]]:
    told = page_title.casefold()
    for index, draft in enumerate(drafts[:REACH_BLOCKS]):
        words = len(draft.text.split())
        if words > LONGEST_WORDS or draft.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            continue
        heading = draft.kind is BlockKind.HEADING
        if not heading and index > 1:
            continue
        score = _naming(draft.text) + (2.0 if heading and draft.level == 1 else 1.0 if heading else 0.0)
        score += 2.0 if draft.text.casefold() in told else 0.0
        yield score - 0.05 * index - (2.0 if typed(draft.text) else 0.0), draft.text
    for segment in _DIVIDERS.split(page_title):
        if segment.strip():
            yield _naming(segment) + 0.5, segment.strip()


def _naming(text: str) -> float:
    """How much words name one policy: 3 for a policy, 0 for other words, less for a shelf."""
    if _SHELF.match(text.strip()):
        return -1.0
    return 3.0 if names_policy(text) else 0.0
