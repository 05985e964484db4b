"""Reading the law that governs and the courts or places that a clause names, from the author's own text.

A name counts only where every part of it can be one of a place; an adjective or a bare name before "law" only where it is a state or country.
Words in capitals are read like others: their names are found by the list of states and countries and by "COUNTY".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
_STATES: Final = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky"
    "|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico"
    "|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont"
    "|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Ontario|Quebec|British Columbia|Alberta|England and Wales|England|Scotland|Wales"
    "|Northern Ireland|Ireland|Germany|France|Switzerland|Netherlands|Italy|Spain|Sweden|Norway|Denmark|Finland|Belgium|Austria|Poland|Portugal"
    "|Luxembourg|Estonia|Latvia|Lithuania|Cyprus|Malta|Greece|Czech Republic|Hungary|Romania|Bulgaria|Croatia|Iceland|Japan|South Korea|Korea|India"
    "|Australia|New Zealand|Canada|Singapore|Hong Kong|China|Taiwan|Israel|Brazil|Mexico|Argentina|Turkey|United Arab Emirates|South Africa"
    "|United Kingdom|United States of America|United States|New South Wales|Victoria|Indonesia|Malaysia|Philippines|Thailand|Vietnam|Ukraine"
)
_NAME: Final = r"(?:[A-Z][\w.'’-]*)(?:(?:,? (?:and|of|the|de|d['’])|,)? (?:[A-Z][\w.'’-]*))*"
_LIVING: Final = r"you (?:live|reside|habitually reside|are (?:a )?(?:resident|domiciled)|have your (?:habitual )?residence|permanently reside)"
_HOME: Final = (
    r"(?:country|state|province|place|jurisdiction|county)[^.;,]{0,20}"
    r" (?:of (?:your |his or her |their )?(?:habitual |permanent )?(?:residence|domicile)"
    rf"|(?:in )?(?:which|where) {_LIVING})|(?:courts|laws?) (?:of the place )?where {_LIVING}"
    r"|your (?:local|home) (?:courts?|laws?)|your place of residence"
)
_LAW: Final = re.compile(
    r"\b(?:[Ll]aws?|[Ll]egislation)(?: in force)? (?:of|in)(?: the)?(?: (?:[Ss]tate|[Cc]ommonwealth|[Pp]rovince|[Rr]epublic|[Kk]ingdom) of(?: the)?)?"
    rf" (?P<name>{_NAME})"
    rf"|\b(?P<before>{_STATES}|{'|'.join(word.title() for word in _ADJECTIVES)})"
    r" (?:state |substantive |internal |domestic )?(?:[Ll]aws?|[Ll]egislation)\b"
    r"|(?P<federal>\bFederal Arbitration Act\b|\b(?:U\.? ?S\.?|United States) [Ff]ederal [Ll]aws?\b"
    r"|\b[Ff]ederal [Ll]aws? of the United States(?: of America)?"
    r"|\b(?:governed by|under|accordance with|laws? of)(?: the)? FAA\b)"
    rf"|(?P<home>{_HOME})"
)
_LEADING: Final = re.compile(
    r"^(?:the |State of |Commonwealth of |Province of |Federal Republic of |Courts? of |Republic of (?!Korea|China|South))+", re.IGNORECASE
)
_TRAILING: Final = re.compile(r"(?:,? (?:and|of|the|de|excluding|without|except|USA|U\.S\.A\.?|United States(?: of America)?))+$|[.,]+$")
_OF: Final = r"(?: the)?(?: (?:City|County|State|district|Canton|city|county|state|canton|courts?)(?: and (?:County|county))? of)?"
_COURT: Final = re.compile(
    r"(?P<named>(?:U\.?S\.? |United States )(?:Federal )?District Court for the " + _NAME + r")"
    r"|(?:courts?|tribunals?|venue|jurisdiction|arbitrations?|proceedings?|seat(?:ed)?|located|sitting|hearings?)(?: (?:located|sitting|situated"
    r"|having jurisdiction|competent|be|is|lie|shall be|will be))*"
    r" (?:in|of|for|at|within)" + _OF + r" (?P<name>" + _NAME + r")"
    r"|\b(?:conducted|held|take place|takes place|brought|filed|litigated|heard|commenced)(?: (?:exclusively|solely|only|in English))* (?:in|at)"
    + _OF
    + r" (?P<held>"
    + _NAME
    + r")"
    rf"|\b(?P<before>{_STATES}|{'|'.join(word.title() for word in _ADJECTIVES)})"
    r" (?:state |federal |state or federal |state and federal |federal or state |federal and state )?[Cc]ourts?\b"
    rf"|(?P<home>{_HOME})"
)
_NO_PLACE: Final = _words(
    "the any such you federal all these this terms law laws applicable agreement if for service services in courts court small claims each either"
    " governing clause user users state region data protection section party parties company customer customers superior supreme high competent"
    " arbitration mediation and or we us our your it its no not notwithstanding except unless to as by with consumer consumers english emea apac"
    " asia-pacific americas faa scc sccs privacy policy act rules jams aaa icc adr county city where which accordance international contracts"
)  # words no part of a place's name is, though they may stand in capitals
_TOGETHER: Final = frozenset({"Wales", "Northern Ireland", "Tobago", "Herzegovina", "Barbuda", "Nevis", "Labrador"})  # names that "and" joins
_SAME: Final[Mapping[str, str]] = {"United States of America": "United States", "USA": "United States", "County": ""}
_SMALL: Final = frozenset({"of", "the", "and", "de"})
_CAPITAL_SHARE: Final = 0.7  # of the letters of a sentence from which it is written in capitals


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
    text = _uncapitalised(text)
    at = 0
    while match := pattern.search(text, at):
        found = _name_of(match)
        at = match.end() if found else match.start() + 1
        if found:
            yield found


@lru_cache(maxsize=1)
def _capitals() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Known names, and counties, as they stand in lower case."""
    return re.compile(rf"\b(?:{_STATES.lower()}|san francisco|los angeles|santa clara|dublin|london|paris|geneva)\b"), re.compile(
        r"\b(?:(?!(?:of|in|the|and|or|for|your|any|which)\b)[A-Za-z]+ ){1,2}county\b"
    )


def _uncapitalised(text: str) -> str:
    """A text in capitals as it would be written otherwise, of the same length; any other unchanged."""
    letters = [letter for letter in text if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) < _CAPITAL_SHARE * len(letters) or len(text.lower()) != len(text):
        return text
    lowered = text.lower()
    for pattern in _capitals():
        lowered = pattern.sub(lambda match: re.sub(r"\b(?!(?:of|and)\b)[a-z]", lambda first: first[0].upper(), match[0]), lowered)
    return lowered


def _name_of(match: re.Match[str]) -> Named | None:
    group, raw = next((name, value) for name, value in match.groupdict().items() if value)
    start, end = match.span(group)
    if group == "home":
        return Named(value="country of residence", start=start, end=end)
    if group == "federal":
        return Named(value="United States", start=start, end=end)
    value = short_name(raw if group == "named" else _possible(raw))
    if not value:
        return None
    offset = max(raw.find(value.split()[0]), 0)
    return Named(value=value, start=start + offset, end=start + raw.find(value) + len(value) if value in raw else end)


def _possible(raw: str) -> str:
    """The parts of a name up to the first that no place is called: "Geneva" of "Geneva and Section", nothing of "Governing"."""
    kept = ""
    for part in re.split(r"(,? and |, )", _LEADING.sub("", raw)):
        words = [word for word in part.split() if word not in _SMALL]
        joined = kept.endswith(" and ")
        if part in {", ", " and ", ", and "}:
            kept += part
        elif not all(_could_name(word) for word in words) or (joined and part.removeprefix("the ") not in _TOGETHER):
            break
        else:
            kept += part
    return re.sub(r"(?:,? and |, )$", "", kept)


def _could_name(word: str) -> bool:
    bare = word.strip(".,").lower()
    if bare == "county":
        return True
    return bare not in _NO_PLACE and not re.search(r"['’]s$|[a-z][A-Z]", word)


def short_name(raw: str) -> str:
    """The name without "the State of", trailing words and its adjective form ("Irish" is "Ireland")."""
    name = _LEADING.sub("", raw.strip())
    while (shorter := _TRAILING.sub("", name)) != name:
        name = shorter
    return _ADJECTIVES.get(name.lower(), _SAME.get(name, name))
