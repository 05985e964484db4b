"""Whether two words are one word written differently."""

import re
import unicodedata
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from clauseatlas.changes.lexicon import DECIDING_WORDS
from clauseatlas.changes.scene import Scene
from clauseatlas.changes.units import words

# Shorter words are one slip away from many others ("may", "any").
SPELLED_LENGTH: Final = 5
# Slips per word: one wrong, missing, doubled or swapped letter, or two in a long word.
SLIPS: Final = 1
LONG_LENGTH: Final = 9
LONG_SLIPS: Final = 2
# So many words that change their spelling one way are no slips but another edition of the text.
SWITCHED_WORDS: Final = 6
# Pairs of beginnings or endings that turn a word into its opposite: never a slip of the pen.
_OPPOSITES: Final = tuple(
    (re.compile(left), re.compile(right))
    for left, right in (
        (r"^in", r"^ex"),
        (r"^im", r"^ex"),
        (r"(?:or|er)$", r"ee$"),
        (r"^pre", r"^post"),
        (r"^pre", r"^pro"),
        (r"^over", r"^under"),
        (r"^up", r"^down"),
        (r"in$", r"out$"),
        (r"less$", r"ful$"),
        (r"^inter", r"^intra"),
        (r"^min", r"^max"),
    )
)
_PREFIXES: Final = ("un", "in", "im", "ir", "il", "dis", "non", "non-", "mis", "de", "re", "pre", "sub", "co")
# British spellings in their American form, by ending.
_AMERICAN: Final = tuple(
    (re.compile(ending), form)
    for ending, form in (
        (r"is(e|ed|es|ing|ations?|ers?)$", r"iz\1"),
        (r"ys(e|ed|es|ing)$", r"yz\1"),
        (r"our(|s|ed|ing|able|ites?)$", r"or\1"),
        (r"tre(|s)$", r"ter\1"),
        (r"ll(ed|ing|ation|er)$", r"l\1"),
        (r"ence(|s)$", r"ense\1"),
        (r"ogue(|s)$", r"og\1"),
        (r"mme(|s)$", r"m\1"),
        (r"([ft])ulfil$", r"\1ulfill"),
        (r"dgement(|s)$", r"dgment\1"),
        (r"wards$", r"ward"),
        (r"cheque(|s)$", r"check\1"),
    )
)


def american(word: str) -> str:
    """The word in American spelling, as far as endings tell."""
    for ending, form in _AMERICAN:
        changed = ending.sub(form, word)
        if changed != word:
            return changed
    return word


def spelling_switched(before: str, after: str) -> bool:
    """Whether a text went over from British to American spelling or back: many words did, and none the other way."""
    sides = (frozenset(words(before)), frozenset(words(after)))
    gone, come = sides[0] - sides[1], sides[1] - sides[0]
    to_american = sum(american(word) != word and american(word) in come for word in gone)
    to_british = sum(american(word) != word and american(word) in gone for word in come)
    return max(to_american, to_british) >= SWITCHED_WORDS and min(to_american, to_british) == 0


def is_respelled(word: str, other: str, scene: Scene) -> bool:
    """Whether the two are one word: another spelling, number or accent of it, or a slip that one text does not repeat.

    Never for words that decide something (may, not, all ...), for figures, or for words that a prefix or ending turns into their opposite.
    """
    if (_plain(word) and _plain(word) == _plain(other)) or american(word) == american(other):
        return True
    if not (word + other).replace("-", "").replace("'", "").isalpha() or word in DECIDING_WORDS or other in DECIDING_WORDS or _opposed(word, other):
        return False
    if _singular(word) == _singular(other) or _skeleton(word) == _skeleton(other):
        return True
    shorter = min(len(word), len(other))
    if max(len(word), len(other)) < SPELLED_LENGTH or shorter < SPELLED_LENGTH - 1:
        return False
    slips = LONG_SLIPS if shorter >= LONG_LENGTH else SLIPS
    return DamerauLevenshtein.distance(word, other, score_cutoff=slips) <= slips and _is_slip(word, other, scene)


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(char for char in decomposed if char.isalnum())


def _singular(word: str) -> str:
    """A word without the ending of the plural, of the third person or of possession."""
    bare = word.removesuffix("'s").removesuffix("'")
    return bare.removesuffix("ies") + "y" if bare.endswith("ies") else bare.removesuffix("s")


def _skeleton(word: str) -> str:
    """A long word without its vowels, the first letter kept ("chose" and "choose" are one); a short one as it is."""
    return word[0] + re.sub(r"[aeiouyäöüéèêàáíóú]", "", word[1:]) if len(word) >= SPELLED_LENGTH else word


def _opposed(word: str, other: str) -> bool:
    if any(prefix + word == other or prefix + other == word for prefix in _PREFIXES):
        return True
    return any((left.search(word) and right.search(other)) or (left.search(other) and right.search(word)) for left, right in _OPPOSITES)


def _is_slip(word: str, other: str, scene: Scene) -> bool:
    """The wrong form is used nowhere else: the later text has given it up, or the earlier one did not know it."""
    return not (_stands(word, scene.after.text) and _stands(other, scene.before.text))


def _stands(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None
