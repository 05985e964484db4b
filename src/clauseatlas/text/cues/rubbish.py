"""What is no prose: style sheets, scripts, data, bytes read as text."""

import re

# A policy is letters, blanks and a little punctuation; in a style sheet or a JSON file a third of all characters is neither.
FEWEST_LETTERS_SHARE = 0.55
# Characters read at the beginning, in the middle and at the end.
_SAMPLE_CHARACTERS = 1_200
_CODE = re.compile(
    r"[{};]\s|=>|</?\w+>|\"\s*:\s*[\"\[{\d]|\bfunction\s*\(|\bvar\s+\w+\s*=|[\w-]+\s*:\s*[\w#.%-]+;|\w+\(\)[;{]|\\u[0-9a-f]{4}|@media|!important",
    re.IGNORECASE,
)
# Marks of code per hundred words; a policy that quotes a line of code has one or two in all.
_MOST_CODE_PER_HUNDRED = 8


def is_rubbish(text: str) -> bool:
    """Whether a text is code, data or bytes rather than prose."""
    if not text:
        return False
    return all(_is_code(sample) for sample in _samples(text))


def _samples(text: str) -> list[str]:
    if len(text) <= 3 * _SAMPLE_CHARACTERS:
        return [text]
    middle = len(text) // 2
    return [text[:_SAMPLE_CHARACTERS], text[middle : middle + _SAMPLE_CHARACTERS], text[-_SAMPLE_CHARACTERS:]]


def _is_code(sample: str) -> bool:
    if "\ufffd" in sample and sample.count("\ufffd") > len(sample) / 50:
        return True
    letters = sum(map(str.isalpha, sample)) + sample.count(" ")
    if letters < FEWEST_LETTERS_SHARE * len(sample) and _CODE.search(sample):
        return True
    words = len(sample.split()) or 1
    marks = sum(1 for _ in _CODE.finditer(sample))
    return marks > max(3, words * _MOST_CODE_PER_HUNDRED / 100)
