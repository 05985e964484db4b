"""The units that texts are compared in: words, numbers, addresses and single marks, each with its place."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

# Addresses, numbers with their separators and hyphenated words stay whole, so that "30.000" or "opt-out" changes as one thing.
# Scripts that write no blanks are cut at every character. Signs of money, per cent and "&" are words: "5 €" is not "5 £".
_WORD: Final = (
    r"https?://[^\s<>\"'”’)\]]*[^\s<>\"'”’)\].,;:!?]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]"
    r"|\d+(?:[.,]\d+)*(?![^\W\d_])"
    r"|[^\W_]+(?:['’‐‑-][^\W_]+)*"
    r"|[&%‰$€£¥₹₩₽¢]"
)
_WORDS: Final = re.compile(_WORD)
# Everything else that is not white space is a mark of its own.
_UNITS: Final = re.compile(rf"({_WORD})|[^\w\s]|_")
_FOLDS: Final = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("‑‐", "-"))
# The words of a block are asked for by several steps of one comparison; texts of this many blocks are held, and no more.
HELD_BLOCKS: Final = 8_192


class Unit(NamedTuple):
    """A word, number, address or mark of a text: `text[start:end]`, and the same folded for comparing.

    A tuple, not a dataclass: a comparison makes tens of thousands, and a frozen dataclass takes three times as long to make.
    """

    start: int
    end: int
    exact: str
    folded: str
    is_word: bool


def fold(text: str) -> str:
    """The text in lower case, with plain quotation marks and hyphens and without compatibility forms; its length may differ."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).translate(_FOLDS).casefold()


def units(text: str, start: int = 0, end: int | None = None) -> tuple[Unit, ...]:
    """The units of `text[start:end]` in order, with offsets into the whole text; white space lies between them."""
    stop = len(text) if end is None else end
    return tuple(
        Unit(match.start(), match.end(), match.group(), _word(fold(match.group())), match.lastindex is not None)
        for match in _UNITS.finditer(text, start, stop)
    )


@lru_cache(maxsize=HELD_BLOCKS)
def words(text: str) -> tuple[str, ...]:
    """The folded words, numbers and addresses of a text, without marks."""
    found = _WORDS.findall(fold(text))
    return tuple(_word(word) for word in found) if "&" in text else tuple(found)


def _word(folded: str) -> str:
    return "and" if folded == "&" else folded
