"""Reading periods, ages, money and percentages from folded text, with the words they were read from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_UNITS_OF_DIGITS: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS: Final[Mapping[str, int]] = {
    **{word: value for value, word in enumerate(_UNITS_OF_DIGITS)},
    **_TENS,
    "hundred": 100,
    "thousand": 1000,
    "a": 1,
    "an": 1,
}
_WORD_NUMBER: Final = (
    r"(?:(?:"
    + "|".join([*_TENS])
    + r")(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|"
    + "|".join(sorted(_UNITS_OF_DIGITS[1:], key=len, reverse=True))
    + r")"
    r"(?:[- ]hundred(?:[- ](?:and[- ])?(?:" + "|".join([*_TENS]) + r")(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)?|[- ]thousand)?"
)
DAYS_PER: Final[Mapping[str, float]] = {
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "month": 30,
    "quarter": 91,
    "year": 365,
}  # as policies and courts count them roughly
_DURATION: Final = re.compile(
    r"(?<![\w.,-])(?:(?P<word>" + _WORD_NUMBER + r"|an?|one)(?: ?\( ?(?P<paren>\d{1,4}) ?\))?|(?P<digits>\d{1,4})(?: ?\([a-z -]{3,20}\))?)"
    r"[ -]?(?:full |consecutive |calendar |business |working |banking )*(?P<unit>hour|day|week|month|quarter|year)s?\b'?(?! (?:old|of age)\b)"
)
_AGE: Final = re.compile(
    r"(?:\bage(?:d| of)?(?: of)? (?:of )?(?:at least )?|\b(?:under|over|below|above|least|younger than|older than|reached|attained|turned"
    r"|are|is|be|ages?)(?: the)?(?: age)?(?: of)? )"
    r"(?P<a>\d{1,2}|" + _WORD_NUMBER + r")(?: ?\( ?\d{1,2} ?\))?(?:\+|\b)(?! ?(?:%|days?|hours?|weeks?|months?|percent|minutes?|u\.s\.c|cfr))"
    r"|(?<![\w.$])(?P<b>\d{1,2}|"
    + _WORD_NUMBER
    + r")(?: ?\( ?\d{1,2} ?\))?[ -](?:years?|yrs?)(?:[ -](?:old|of age)| or (?:older|over|younger)|\b(?= and over))"
    r"|(?<![\w.$])(?P<c>\d{1,2}) (?:or|and) (?:older|over|above|younger)\b|(?<![\w.$])(?P<d>1[0-9]|2[01])\+"
)
_AGES: Final = range(6, 26)
_CURRENCY: Final[Mapping[str, str]] = {
    "us$": "USD",
    "$": "USD",
    "usd": "USD",
    "u.s. dollars": "USD",
    "us dollars": "USD",
    "dollars": "USD",
    "dollar": "USD",
    "€": "EUR",
    "eur": "EUR",
    "euros": "EUR",
    "euro": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "pounds": "GBP",
    "chf": "CHF",
    "¥": "JPY",
    "jpy": "JPY",
    "cad": "CAD",
    "aud": "AUD",
    "inr": "INR",
    "₹": "INR",
    "ca$": "CAD",
    "a$": "AUD",
}
_AMOUNT: Final = r"\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?"
_MONEY: Final = re.compile(
    r"(?P<sign>us ?\$|ca\$|a\$|\$|€|£|¥|₹|\b(?:usd|eur|gbp|chf|jpy|cad|aud|inr)) ?(?P<after>" + _AMOUNT + r")(?! ?%)"
    r"|(?<![\w.,])(?P<before>"
    + _AMOUNT
    + r") ?(?P<name>€|£|u\.s\. dollars|us dollars|dollars?|euros?|pounds|usd\b|eur\b|gbp\b|chf\b|jpy\b|cad\b|aud\b|inr\b)"
    r"|\b(?P<word>" + _WORD_NUMBER + r") (?P<of>u\.s\. dollars|us dollars|dollars|euros|pounds)"
)
_PERCENT: Final = re.compile(r"(?<![\w.])(?P<digits>\d{1,3}(?:\.\d{1,2})?) ?(?:%|per ?cent\b)|\b(?P<word>" + _WORD_NUMBER + r") per ?cent\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity as read: its value, unit ("day", "USD", "year", "%") and where its words stand in the text searched."""

    value: int | float
    unit: str
    start: int
    end: int


def durations(folded: str) -> Iterator[Quantity]:
    """Every period in order, in its own unit; "thirty (30) days" is 30 days. An article counts as one only before a unit ("a year")."""
    for match in _DURATION.finditer(folded):
        written = match["paren"] or match["digits"]
        value = int(written) if written else number_of(match["word"])
        yield Quantity(value=value, unit=match["unit"], start=match.start(), end=match.end())


def in_days(quantity: Quantity) -> int | float:
    """The period in days."""
    return whole(quantity.value * DAYS_PER[quantity.unit])


def ages(folded: str) -> Iterator[Quantity]:
    """Every age of a person in order, in years."""
    for match in _AGE.finditer(folded):
        written = match["a"] or match["b"] or match["c"] or match["d"]
        value = int(written) if written.isdigit() else number_of(written)
        if value in _AGES:
            yield Quantity(value=value, unit="year", start=match.start(), end=match.end())


def amounts(folded: str) -> Iterator[Quantity]:
    """Every amount of money in order, with its currency as ISO 4217 code; a bare dollar sign is read as US dollars."""
    for match in _MONEY.finditer(folded):
        written = match["after"] or match["before"]
        value = float(re.sub(r"[, ]", "", written)) if written else number_of(match["word"])
        sign = (match["sign"] or match["name"] or match["of"]).replace("us $", "us$")
        yield Quantity(value=whole(value), unit=_CURRENCY[sign], start=match.start(), end=match.end())


def percentages(folded: str) -> Iterator[Quantity]:
    """Every percentage in order."""
    for match in _PERCENT.finditer(folded):
        value = float(match["digits"]) if match["digits"] else number_of(match["word"])
        yield Quantity(value=whole(value), unit="%", start=match.start(), end=match.end())


def number_of(words: str) -> int:
    """The value of a number written in words ("forty-five", "one hundred and twenty")."""
    total = 0
    for word in re.split(r"[- ]", words):
        value = _WORDS.get(word, 0)
        total = max(total, 1) * value if value >= 100 else total + value
    return total


def whole(value: float) -> int | float:
    """The number as int where it has no fraction; else rounded to two places."""
    return int(value) if float(value).is_integer() else round(value, 2)


@lru_cache(maxsize=4096)  # sentences from templates come again and again
def number_words(folded: str) -> frozenset[str]:
    """Every number that a text states, as digits, whether written in digits or words."""
    digits = {match[0].replace(",", "") for match in re.finditer(r"\d+(?:,\d{3})*(?:\.\d+)?", folded)}
    words = {str(number_of(match[0])) for match in re.finditer(r"\b" + _WORD_NUMBER + r"\b", folded)}
    return frozenset(digits | words)
