"""Whether two words are one word written differently."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from clauseatlas.changes.lexicon import NEGATING, OPPOSITES, TOPICS
from clauseatlas.changes.scene import Scene

# Shorter words are one slip away from many others ("may", "any").
SPELLED_LENGTH: Final = 5
# Slips per word: one wrong, missing, doubled or swapped letter, or two in a long word.
SLIPS: Final = 1
LONG_LENGTH: Final = 9
LONG_SLIPS: Final = 2
# British and other spellings in their American form.
_BRITISH: Final[Mapping[str, str]] = {
    r"is(e|ed|es|ing|ation|ations|er|ers)$": r"iz\1", r"ys(e|ed|es|ing)$": r"yz\1", r"our(s|ed|ing|able|ite|ites)?$": r"or\1", r"tre(s)?$": r"ter\1",
    r"ll(ed|ing|ation|er)$": r"l\1", r"ence$": r"ense", r"ences$": r"enses", r"ogue(s)?$": r"og\1", r"mme(s)?$": r"m\1", r"lment$": r"llment", r"fil$": r"fill",
    r"dgement(s)?$": r"dgment\1", r"wards$": r"ward", r"cheque(s)?$": r"check\1",
}  # fmt: skip


def american(word: str) -> str:
    """The word in American spelling, as far as endings tell."""
    for ending, other in _BRITISH.items():
        changed = re.sub(ending, lambda match, form=other: match.expand(form) if match.lastindex else form.replace(r"\1", ""), word)  # type: ignore[misc]
        if changed != word:
            return changed
    return word


def is_respelled(word: str, other: str, scene: Scene) -> bool:
    """Whether the two are one word: another spelling, number or accent of it, or a slip that one text does not repeat.

    Never for words that decide something (may, not, all ...), for figures, or for words that a prefix or ending turns into their opposite.
    """
    if _plain(word) == _plain(other) or american(word) == american(other):
        return True
    if any(char.isdigit() for char in word + other) or _decides(word) or _decides(other) or _opposed(word, other):
        return False
    if word + "s" == other or other + "s" == word:
        return True
    shorter = min(len(word), len(other))
    if max(len(word), len(other)) < SPELLED_LENGTH or shorter < SPELLED_LENGTH - 1:
        return False
    slips = LONG_SLIPS if shorter >= LONG_LENGTH else SLIPS
    return DamerauLevenshtein.distance(word, other, score_cutoff=slips) <= slips and _is_slip(word, other, scene)


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(char for char in decomposed if char.isalnum())


def _decides(word: str) -> bool:
    return any(pattern.fullmatch(word) for _, pattern in TOPICS)


def _opposed(word: str, other: str) -> bool:
    if any(prefix + word == other or prefix + other == word for prefix in NEGATING):
        return True
    return any((left.search(word) and right.search(other)) or (left.search(other) and right.search(word)) for left, right in OPPOSITES)


def _is_slip(word: str, other: str, scene: Scene) -> bool:
    """The wrong form is used nowhere else: the later text has given it up, or the earlier one did not know it."""
    return not (_stands(word, scene.after.text) and _stands(other, scene.before.text))


def _stands(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None
