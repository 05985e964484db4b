"""The units that texts are compared in: words, numbers, addresses and single marks, each with its place."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Addresses, numbers with their separators and hyphenated words stay whole, so that "30.000" or "opt-out" changes as one thing.
# Scripts that write no blanks are cut at every character; everything else that is no word is a mark of its own.
_UNIT: Final = re.compile(
    r"https?://[^\s<>\"'”’)\]]*[^\s<>\"'”’)\].,;:!?]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]"
    r"|\d+(?:[.,]\d+)*(?![^\W\d_])"
    r"|[^\W_]+(?:['’‐‑-][^\W_]+)*"
    r"|[^\w\s]|_"
)
_FOLDS: Final = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‑": "-",
        "‐": "-",
        "–": "-",
        "—": "-",
        "−": "-",
    }
)
# Signs of money and per cent count as words: "5 €" is not "5 £".
_WORD: Final = re.compile(r"[^\W_]|[%‰$€£¥₹₩₽¢]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, number, address or mark of a text: `text[start:end]`, and the same folded for comparing."""

    start: int
    end: int
    exact: str
    folded: str

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or digit, so that it can carry meaning."""
        return _WORD.search(self.exact) is not None


def fold(text: str) -> str:
    """The text in lower case, with plain quotation marks and dashes and without compatibility forms; its length may differ."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).translate(_FOLDS).casefold()


def units(text: str, start: int = 0, end: int | None = None) -> tuple[Unit, ...]:
    """The units of `text[start:end]` in order, with offsets into the whole text; white space lies between them."""
    stop = len(text) if end is None else end
    return tuple(Unit(match.start(), match.end(), match.group(), fold(match.group())) for match in _UNIT.finditer(text, start, stop))


def words(text: str) -> tuple[str, ...]:
    """The folded words, numbers and addresses of a text, without marks."""
    return tuple(folded for match in _UNIT.finditer(text) if _WORD.search(folded := fold(match.group())))
