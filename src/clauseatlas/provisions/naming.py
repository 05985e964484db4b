"""The platform's name and the names by which a document means it: given, or from the sentence that says who "we" are."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from clauseatlas.model.policytext import PolicyText
from clauseatlas.provisions.acts import Voices
from clauseatlas.provisions.sentences import fold, folded_text

OPENING: Final = 12_000  # code points in which a document says who speaks
BEFORE: Final = 160  # code points before a parenthesis ("we", "us") in which the full name stands
MIN_USES: Final = 2  # of a short name before it is taken for the platform's
MIN_ACTS: Final = 3  # times a name acts ("Northlight may") before it is taken for the platform's
SHORTEST_FIRST_WORD: Final = 4  # letters; shorter first words of a name ("The", "Go") mean other things alone
_WORD: Final = r"[A-Z][\w&'’-]*(?:\.\w+)*"
_NAME: Final = rf"{_WORD}(?: (?:{_WORD}|of|and|&|de))*"
_FORM: Final = re.compile(
    r",? (?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|SE|S\.?A\.?|S\.?à r\.?l|S\.?r\.?l|B\.?V|N\.?V|Corp|Corporation|Co|Company|PBC|Pty|plc|PLC"
    r"|LP|LLP|Oy|AB|A/S|ApS|K\.?K|International|Technologies|Holdings?)\b\.?.*$"
)
_OWN: Final = r"[\"“'‘](?:we|us|our|ours)[,.]?[\"”'’]"
_PARENTHESIS: Final = re.compile(rf"\((?P<inside>[^()\n]{{0,200}}{_OWN}[^()\n]{{0,200}})\)", re.IGNORECASE)
_WITH_FORM: Final = re.compile(rf"(?P<full>{_NAME}),? (?:Inc|LLC|Ltd|Limited|GmbH|AG|S\.A|B\.V|Corp|Corporation|PBC|Co\., Ltd)\b")
_ANY_NAME: Final = re.compile(rf"(?P<full>{_NAME})")
_SHORT: Final = re.compile(r"[\"“'‘](?P<short>[A-Z][\w&.'’ -]{1,40}?)[,.]?[\"”'’]")
_MEANS: Final = re.compile(rf"{_OWN}[^.\n]{{0,60}}?\b(?:means?|refers? to|is|are)\b(?: (?:to|the company|collectively))? (?P<full>{_NAME})")
_CALLED: Final = re.compile(rf"\b(?:referred to as|hereinafter|called|known as)\b[^.\n]{{0,30}}?{_OWN}")
_KINDS: Final = (
    "terms privacy policy policies notice statement agreement user service services conditions cookie cookies data acceptable community guidelines"
    " rules of and use legal the for our global consumer usage business commercial online website developer api"
)
_TITLE: Final = re.compile(rf"(?:['’]s)?\s*(?:[|–—:-]\s*)?\b(?:{'|'.join(_KINDS.split())})\b.*$", re.IGNORECASE)
_ACTING: Final = re.compile(
    r"\b(?P<name>[A-Z][\w&-]+(?: [A-Z][\w&-]+)?) (?:will|may|shall|does|reserves|provides|collects|uses|processes|shares|offers|can|has the right)\b"
)
_OTHER_ROLES: Final = frozenset(
    [
        "We",
        "You",
        "It",
        "They",
        "This",
        "That",
        "These",
        "Those",
        "The",
        "A",
        "An",
        "If",
        "No",
        "Any",
        "All",
        "Each",
        "Every",
        "Either",
        "Neither",
        "Nothing",
        "Customer",
        "Customers",
        "User",
        "Users",
        "Member",
        "Members",
        "Party",
        "Parties",
        "Company",
        "Provider",
        "Seller",
        "Sellers",
        "Buyer",
        "Developer",
        "Developers",
        "Creator",
        "Subscriber",
        "Licensee",
        "Host",
        "Guest",
        "Affiliate",
        "Affiliates",
        "Parent",
        "Parents",
        "Administrator",
        "Arbitration",
        "Arbitrator",
        "Service",
        "Services",
        "Content",
        "Your",
        "Our",
        "I",
        "Such",
        "Both",
        "Who",
        "What",
        "Which",
        "There",
        "Section",
        "Article",
    ]
)
_THINGS: Final = frozenset(
    [
        "Terms",
        "Data",
        "Personal",
        "Policy",
        "Agreement",
        "Information",
        "Notice",
        "PBC",
        "Inc",
        "LLC",
        "Ltd",
        "GmbH",
        "UK",
        "US",
        "EU",
        "EEA",
        "United",
        "Republic",
        "China",
        "Ireland",
    ]
)
_NOT_NAMES: Final = frozenset(
    {
        "we", "us", "our", "you", "your", "site", "sites", "service", "services", "the service", "the services", "platform", "the platform", "terms",
        "agreement", "website", "app", "the site", "company", "the company", "user", "users", "customer", "policy", "privacy policy", "product",
        "products", "the", "these", "this", "parties", "content", "if", "by", "when", "in", "last updated", "effective",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the name for sentences (None where unknown) and the voices for reading."""

    name: str | None
    voices: Voices


def speaker(policy: PolicyText, *, platform: str | None = None) -> Speaker:
    """The platform of a document; `platform` is the name given by whoever asks, which then is the name used."""
    folded = folded_text(policy.text)
    found = _distinct(_from_definitions(policy.text[:OPENING])) or _distinct(_from_titles(policy)) or _distinct(_from_acts(policy))
    found = list(dict.fromkeys([*found, *(short for name in found for short in _spoken(name))]))
    used = [name for name in found if folded.count(fold(name)) >= MIN_USES]
    name = platform or (used[0] if used else found[0] if found else None)
    aliases = {fold(each) for each in [*(_spoken(platform) if platform else ()), *used]}
    return Speaker(name=name, voices=Voices(platform=tuple(sorted(aliases - _NOT_NAMES))))


def _distinct(names: Iterator[str]) -> list[str]:
    """Names in order without repeats, legal forms, and words that name a role or a thing."""
    bare = dict.fromkeys(_FORM.sub("", name).strip(" ,.") for name in names)
    return [
        name for name in bare if name and fold(name) not in _NOT_NAMES and name.split()[0] not in _OTHER_ROLES and not _THINGS & set(name.split())
    ]


def _spoken(platform: str) -> Iterator[str]:
    """A name, the same without its legal form, and its first word, by which a longer one is usually called."""
    yield platform
    yield _FORM.sub("", platform)
    first = platform.split(maxsplit=1)[0]
    if len(first) >= SHORTEST_FIRST_WORD:
        yield first


def _from_definitions(opening: str) -> Iterator[str]:
    """Names from sentences such as 'Northlight Inc. ("Northlight", "we")' and '"We" means Northlight Inc.'; the short name first."""
    for match in _PARENTHESIS.finditer(opening):
        yield from (short["short"] for short in _SHORT.finditer(match["inside"]))
        yield from _named_before(opening, match.start())
    yield from (match["full"] for match in _MEANS.finditer(opening))
    for match in _CALLED.finditer(opening):
        yield from _named_before(opening, match.start())


def _named_before(opening: str, end: int) -> Iterator[str]:
    """The last name before a place, one with a legal form first."""
    start = max(0, end - BEFORE)
    before = [*_WITH_FORM.finditer(opening, start, end)] or [*_ANY_NAME.finditer(opening, start, end)]
    if before:
        yield before[-1]["full"]


def _from_titles(policy: PolicyText) -> Iterator[str]:
    """What a title leaves before the words for documents, where the text uses it as a name."""
    for title in (policy.title, policy.signs.page_title):
        name = _TITLE.sub("", title).strip(" -–—|:,")
        if name[:1].isupper() and len(name.split()) <= 3 and policy.text.count(name) > MIN_USES:
            yield name


def _from_acts(policy: PolicyText) -> Iterator[str]:
    """Names that act like a platform throughout the text ("Northlight may", "Northlight will")."""
    names = Counter(match["name"] for match in _ACTING.finditer(policy.text) if match["name"].split()[0] not in _OTHER_ROLES)
    yield from (name for name, acts in names.most_common(2) if acts >= MIN_ACTS)
