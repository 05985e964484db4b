"""Regions: which one an address or a title names, and which belong together."""

import re
from urllib.parse import urlsplit

EUROPE = frozenset(
    {
        "at",
        "be",
        "bg",
        "cy",
        "cz",
        "de",
        "dk",
        "ee",
        "es",
        "fi",
        "fr",
        "gr",
        "hr",
        "hu",
        "ie",
        "it",
        "lt",
        "lu",
        "lv",
        "mt",
        "nl",
        "pl",
        "pt",
        "ro",
        "se",
        "si",
        "sk",
    }
)
_EEA = EUROPE | {"is", "li", "no"}
_COUNTRIES = _EEA | {
    "us", "gb", "ca", "au", "nz", "ch", "br", "mx", "jp", "kr", "cn", "in", "sg", "hk", "tw", "za", "tr",
    "ar", "cl", "co", "ae", "sa", "il", "id", "th", "vn", "my", "ph", "ua", "ru",
}  # fmt: skip
_SAME = {"uk": "gb", "en-uk": "gb", "usa": "us", "eea": "eea", "eu": "eu"}
_LOCALE = re.compile(r"(?:^|[/_.?=&-])([a-z]{2})[-_]([a-z]{2})(?=$|[/_.?&-])", re.IGNORECASE)
_FOLDER = re.compile(r"^/(?:intl/)?([a-z]{2,3})(?=/|$)", re.IGNORECASE)
_TITLE = {
    "us": re.compile(r"\b(?:united\s+states|u\.s\.|usa|american?)\b", re.IGNORECASE),
    "gb": re.compile(r"\b(?:united\s+kingdom|u\.k\.|uk|great\s+britain)\b"),
    "eu": re.compile(r"\b(?:european\s+(?:union|economic\s+area)|eea|eu|europe)\b"),
    "ca": re.compile(r"\bcanad(?:a|ian)\b", re.IGNORECASE),
    "au": re.compile(r"\baustralian?\b", re.IGNORECASE),
    "br": re.compile(r"\bbra[sz]il(?:ian)?\b", re.IGNORECASE),
    "jp": re.compile(r"\bjapan(?:ese)?\b", re.IGNORECASE),
    "ch": re.compile(r"\bswitzerland|schweiz|suisse\b", re.IGNORECASE),
    "in": re.compile(r"\bindian?\b", re.IGNORECASE),
}


def code(region: str | None) -> str | None:
    """The lower-case code of a region ("UK" gives "gb", "EEA" "eea"), None for none."""
    name = (region or "").strip().lower()
    return _SAME.get(name, name) or None


def of_address(url: str | None) -> str | None:
    """The country that an address names ("/de-at/", "/uk/", "?locale=en_GB"), or None. A language alone ("/de/") names none."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    for place in (parts.path, f"?{parts.query}"):
        for match in _LOCALE.finditer(place):
            country = code(match.group(2))
            if country in _COUNTRIES:
                return country
    folder = _FOLDER.match(parts.path)
    name = folder.group(1).lower() if folder else ""
    return code(name) if name in ("us", "uk", "gb", "eu", "au", "nz", "usa", "eea") else None


def of_title(title: str) -> frozenset[str]:
    """The regions that a title names."""
    return frozenset(region for region, pattern in _TITLE.items() if pattern.search(title))


def agree(declared: str, found: str) -> bool:
    """Whether a text for one region can be the text for another: the same, or one within the other."""
    if declared == found or "global" in (declared, found) or "intl" in (declared, found):
        return True
    groups = {"eu": EUROPE | {"eu", "eea"}, "eea": _EEA | {"eu", "eea"}}
    return found in groups.get(declared, ()) or declared in groups.get(found, ())
