"""How text becomes words that are searched, the same on every database: folded, stemmed, ASCII, with their offsets in the text."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST_WORD = 40  # letters; what is longer is no word anyone types
SHORTEST_STEM = 3  # letters; shorter words stay as they are, so that "use" and "us" remain two
KNOWN_WORDS = 65_536  # words whose stem is remembered; policies of a whole atlas have about that many

# A run of letters and digits, with apostrophes inside it; a Chinese or Japanese character is a word of its own.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:['’][^\W_\u3040-\u30ff\u3400-\u9fff]+)*")
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
PART = re.compile(r"[^\W_]+")
VOWEL = re.compile(r"[aeiouy]")
IRREGULAR = {"using": "use", "used": "use", "uses": "use", "agreed": "agre", "guaranteed": "guarante", "paid": "pay", "children": "child"}
DOUBLED = re.compile(r"([a-z])\1$")


def words_of(text: str) -> list[str]:
    """The words of a text as they are searched.

    >>> words_of("Organisations’ policies don't train on chats")
    ['organization', 'policy', 'dont', 'train', 'on', 'chat']
    """
    return [word for _, _, words in spans_of(text) for word in words]


def spans_of(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start and end of every word in a text, with the words it is searched as: mostly one."""
    for match in WORD.finditer(text):
        yield match.start(), match.end(), searched_as(match[0])


@lru_cache(maxsize=KNOWN_WORDS)
def searched_as(word: str) -> tuple[str, ...]:
    """The words that a run of letters is searched as: stems of its folded parts."""
    return tuple(stem(part) for part in folded_parts(word))


def folded_parts(word: str) -> list[str]:
    """A run of letters without case, accents, apostrophes and possessive; letters beyond ASCII are written as their numbers."""
    spoken = POSSESSIVE.sub("", word).replace("'", "").replace("’", "")
    if not spoken.isascii():
        plain = unicodedata.normalize("NFKD", spoken.casefold())
        spoken = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [_ascii(part)[:LONGEST_WORD] for part in PART.findall(spoken.casefold())]


def stem(word: str) -> str:
    """A folded word without its English endings, so that "trains", "trained" and "training" are searched as one."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= SHORTEST_STEM or not word.isalpha():
        return word
    word = _american(_singular(word))
    for ending in ("ing", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= SHORTEST_STEM - (ending == "ed") and VOWEL.search(bare) and not word.endswith("eed"):
            word = bare if not word.endswith("ied") else f"{word[:-3]}y"
            break
    if len(word) > SHORTEST_STEM:
        word = word.removesuffix("e")
    return word[:-1] if len(word) > SHORTEST_STEM and DOUBLED.search(word) else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > SHORTEST_STEM + 1:
        return f"{word[:-3]}y"
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _american(word: str) -> str:
    """British spelling as American, so that either finds both."""
    word = word.replace("licenc", "licens")
    for british, american in (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize"), ("our", "or")):
        if word.endswith(british) and len(word) > len(british) + SHORTEST_STEM - 1:
            return word.removesuffix(british) + american
    return word


def _ascii(word: str) -> str:
    return word if word.isascii() else "".join(letter if letter.isascii() else f"x{ord(letter):x}z" for letter in word)
