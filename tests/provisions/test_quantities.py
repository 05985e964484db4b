"""Periods, ages, money and percentages, in digits and words, with the words they stand in."""

import pytest

from clauseatlas.provisions.quantities import ages, amounts, durations, in_days, number_of, number_words, percentages

PERIODS = [
    ("within 30 days after", 30),
    ("within thirty (30) days after", 30),
    ("within thirty days", 30),
    ("sixty-day period", 60),
    ("a 90-day period", 90),
    ("twelve months", 360),
    ("one (1) year", 365),
    ("a year", 365),
    ("two weeks", 14),
    ("24 hours", 1),
    ("48 hours", 2),
    ("10 business days", 10),
    ("forty-five (45) calendar days", 45),
    ("one hundred and twenty days", 120),
]


@pytest.mark.parametrize(("text", "days"), PERIODS)
def test_a_period_is_read_in_days(text: str, days: int) -> None:
    assert [in_days(quantity) for quantity in durations(text)] == [days]


@pytest.mark.parametrize("text", ["13 years old", "at least 16 years of age", "section 30, day by day", "version 3.14 days"])
def test_what_is_no_period(text: str) -> None:
    assert list(durations(text)) == []


AGES = [
    ("you must be at least 13 years old", [13]),
    ("children under 16", [16]),
    ("under the age of thirteen (13)", [13]),
    ("if you are 18 or older", [18]),
    ("aged 14", [14]),
    ("users who are 21+", [21]),
    ("at least sixteen years of age", [16]),
    ("under 13 or, in germany, under 16", [13, 16]),
    ("at least 30 days", []),
    ("under 18 u.s.c. 1030", []),
    ("up to 100 users", []),
]


@pytest.mark.parametrize(("text", "expected"), AGES)
def test_an_age_is_read(text: str, expected: list[int]) -> None:
    assert [quantity.value for quantity in ages(text)] == expected


MONEY = [
    ("us$100", [(100, "USD")]),
    ("$1,000.50", [(1000.5, "USD")]),
    ("100 euros", [(100, "EUR")]),
    ("€ 50", [(50, "EUR")]),
    ("one hundred dollars ($100)", [(100, "USD"), (100, "USD")]),
    ("chf 20", [(20, "CHF")]),
    ("100 users", []),
]


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_money_is_read_with_its_currency(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(quantity.value, quantity.unit) for quantity in amounts(text)] == expected


@pytest.mark.parametrize(("text", "expected"), [("50%", [50]), ("2.5 percent", [2.5]), ("thirty per cent", [30]), ("100 users", [])])
def test_percentages(text: str, expected: list[float]) -> None:
    assert [quantity.value for quantity in percentages(text)] == expected


@pytest.mark.parametrize(
    ("words", "value"), [("seven", 7), ("forty-five", 45), ("one hundred", 100), ("two hundred and fifty", 250), ("two thousand", 2000)]
)
def test_numbers_in_words(words: str, value: int) -> None:
    assert number_of(words) == value


def test_every_number_of_a_text_is_known_in_digits() -> None:
    assert number_words("within thirty (30) days or 1,000 dollars, twice in two years") >= {"30", "1000", "2"}


def test_spans_hold_the_words() -> None:
    text = "you may opt out within thirty (30) days of this."
    assert [text[quantity.start : quantity.end] for quantity in durations(text)] == ["thirty (30) days"]
