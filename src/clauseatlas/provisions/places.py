"""Reading the law that governs and the courts or places that a clause names, from the author's own text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_ADJECTIVES: Final[Mapping[str, str]] = {
    "irish": "Ireland",
    "german": "Germany",
    "french": "France",
    "swiss": "Switzerland",
    "dutch": "Netherlands",
    "english": "England",
    "scottish": "Scotland",
    "italian": "Italy",
    "spanish": "Spain",
    "swedish": "Sweden",
    "norwegian": "Norway",
    "danish": "Denmark",
    "finnish": "Finland",
    "belgian": "Belgium",
    "austrian": "Austria",
    "polish": "Poland",
    "japanese": "Japan",
    "korean": "South Korea",
    "indian": "India",
    "australian": "Australia",
    "canadian": "Canada",
    "singaporean": "Singapore",
    "brazilian": "Brazil",
    "estonian": "Estonia",
    "luxembourgish": "Luxembourg",
    "portuguese": "Portugal",
}
_NAME: Final = r"(?:[A-Z][\w.'’-]*)(?:(?:,? (?:and|of|the|de|d['’])|,)? (?:[A-Z][\w.'’-]*))*"
_LAW: Final = re.compile(
    r"\b(?:[Ll]aws?|LAWS?|legislation)(?: in force)? (?:of|in|OF|IN)(?: (?:the|THE))?(?: (?:State|Commonwealth|Province|Republic|Kingdom"
    r"|STATE) (?:of|OF)(?: the)?)? (?P<name>" + _NAME + r")"
    r"|(?:governed by|under|subject to|according to|with|accordance with)(?: the)?(?: substantive| internal| local)? (?P<before>"
    + _NAME
    + r") (?:state )?(?:[Ll]aws?|LAWS?)\b"
    r"|(?P<home>(?:country|state|province|place|jurisdiction)[^.;,]{0,20} (?:of (?:your )?(?:residence|domicile)|(?:in )?(?:which"
    r"|where) you (?:live|reside|are (?:a )?resident)))"
)
_LEADING: Final = re.compile(r"^(?:the |State of |Commonwealth of |Province of |Federal Republic of )+", re.IGNORECASE)
_TRAILING: Final = re.compile(r"(?:,? (?:and|of|the|de|excluding|without|except|USA|U\.S\.A\.?|United States(?: of America)?))+$|[.,]+$")
_COURT: Final = re.compile(
    r"(?:courts?|tribunals?|venue|jurisdiction|arbitration|proceedings?|seat(?:ed)?|located|sitting)(?: (?:located|sitting|situated"
    r"|having jurisdiction|competent|be|is|lie|shall be|will be))*"
    r" (?:in|of|for|at|within)(?: the)?(?: (?:City|County|State|district|Canton|city|county)(?: and (?:County|county))? of)? (?P<name>"
    + _NAME
    + r"(?:, "
    + _NAME
    + r")*)"
    r"|(?P<named>(?:U\.?S\.? |United States )(?:Federal )?District Court for the " + _NAME + r")"
    r"|(?P<before>" + _NAME + r") (?:state |federal |state or federal |state and federal |federal or state |federal and state )?courts?\b"
    r"|(?P<home>(?:country|state|province|place|jurisdiction|county)[^.;,]{0,20} (?:of (?:your )?(?:residence|domicile)|(?:in )?(?:which"
    r"|where) you (?:live|reside|are (?:a )?resident)))"
)
_NO_PLACES: Final = frozenset(
    {
        "The",
        "Any",
        "Such",
        "You",
        "Federal",
        "All",
        "These",
        "This",
        "Terms",
        "Law",
        "Applicable",
        "Agreement",
        "If",
        "For",
        "Service",
        "Services",
        "In",
        "Courts",
        "Court",
        "District Court",
        "Small Claims",
        "Each",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place or law as named: its short name, and where it stands in the text searched."""

    value: str
    start: int
    end: int


def laws(text: str) -> Iterator[Named]:
    """Every law that the text names as governing, by the name of its country or state ("California", "Ireland", "country of residence")."""
    yield from _named(_LAW, text)


def courts(text: str) -> Iterator[Named]:
    """Every place of courts or proceedings that the text names."""
    yield from _named(_COURT, text)


def _named(pattern: re.Pattern[str], text: str) -> Iterator[Named]:
    """The names a pattern finds; where one turns out to be no place the search goes on one letter later, since a place may start inside."""
    at = 0
    while match := pattern.search(text, at):
        found = _name_of(match)
        at = match.end() if found else match.start() + 1
        if found:
            yield found


def _name_of(match: re.Match[str]) -> Named | None:
    group, raw = next((name, value) for name, value in match.groupdict().items() if value)
    if group == "home":
        return Named(value="country of residence", start=match.start(group), end=match.end(group))
    value = short_name(raw)
    if not value or value in _NO_PLACES:
        return None
    offset = max(raw.find(value.split()[0]), 0)
    return Named(value=value, start=match.start(group) + offset, end=match.end(group))


def short_name(raw: str) -> str:
    """The name without "the State of", trailing words and its adjective form ("Irish" is "Ireland")."""
    name = _LEADING.sub("", raw.strip())
    while (shorter := _TRAILING.sub("", name)) != name:
        name = shorter
    return _ADJECTIVES.get(name.lower(), name)
