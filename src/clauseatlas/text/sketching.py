"""Sketches: how long a text is in any script, and how much of one text is still in another."""

import re

# Words of a passage that must agree in order; shorter ones occur by chance in any two policies.
PASSAGE_WORDS = 5

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_TOKENS = re.compile(rf"[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}]+")
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
# Characters that make a word where no blanks divide words.
_IDEOGRAPHS_PER_WORD = 2


def size(text: str) -> int:
    """Words of a text; where a script has no blanks between words, two characters count as one."""
    words = len(text.split())
    return words if text.isascii() else words + len(_IDEOGRAPH.findall(text)) // _IDEOGRAPHS_PER_WORD


def containment(old: str, new: str) -> float:
    """Share of the passages of the old text that are still in the new one, from 0 to 1; 1 for an old text too short to have any."""
    before = _passages(old)
    return len(before & _passages(new)) / len(before) if before else 1.0


def _passages(text: str) -> set[tuple[str, ...]]:
    words = _TOKENS.findall(text.lower())
    return set(zip(*(words[start:] for start in range(PASSAGE_WORDS)), strict=False))
