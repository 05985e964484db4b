"""Values and counts in words."""

from collections.abc import Sequence
from datetime import date

from clauseatlas.model.provision import AttributeValue


def value_words(value: AttributeValue | None) -> str:
    """An attribute value as a reader says it: several as a list, none as "nothing"."""
    if value is None:
        return "nothing"
    return listed([str(each) for each in value]) if isinstance(value, tuple) else str(value)


def number_words(value: AttributeValue | None, unit: str) -> str:
    """An attribute value with its unit where it is a number ("30 days")."""
    return f"{value_words(value)} {unit}".strip() if isinstance(value, int | float) else value_words(value)


def counted(number: int, thing: str, things: str | None = None) -> str:
    """A count with its noun ("1 sentence", "4 sentences")."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def listed(members: Sequence[str]) -> str:
    """Members with commas and a last "and"."""
    return members[0] if len(members) == 1 else f"{', '.join(members[:-1])} and {members[-1]}" if members else ""


def date_words(day: date) -> str:
    """A date that no reader can take for another ("5 May 2026"), in English whatever the machine's locale."""
    months = "January February March April May June July August September October November December"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"
