"""The platform's name and the names by which a document means it: given, or from the sentence that says who "we" are."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from clauseatlas.model.policytext import PolicyText
from clauseatlas.provisions.acts import Voices
from clauseatlas.provisions.sentences import fold

OPENING: Final = 12_000  # code points in which a document says who speaks
MIN_USES: Final = 2  # of a short name before it is taken for the platform's
_NAME: Final = r"[A-Z][\w&.'’-]*(?: (?:[A-Z][\w&.'’-]*|of|and|&|de))*"
_FORM: Final = re.compile(
    r",? (?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|SE|S\.?A\.?|S\.?à r\.?l|S\.?r\.?l|B\.?V|N\.?V|Corp|Corporation|Co|Company|PBC|Pty|plc|PLC|LP|LLP|Oy|AB|A/S|ApS|K\.?K|International|Technologies|Holdings?)\b\.?"
    r"(?:,? (?:Inc|LLC|Ltd|Limited|Unlimited|Company|Pty)\b\.?)*.*$"
)
_WE: Final = r"[\"“'‘](?:we|us|our|ours|We|Us|Our|OUR|WE)[,.]?[\"”'’]"
_DEFINED: Final = re.compile(rf"(?P<full>{_NAME}(?:,? (?:Inc|LLC|Ltd|S\.A)\.?)?)[^()\n]{{0,160}}?\((?P<inside>[^()\n]*{_WE}[^()\n]*)\)")
_SHORT: Final = re.compile(r"[\"“'‘](?P<short>[A-Z][\w&.'’ -]{1,40}?)[,.]?[\"”'’]")
_MEANS: Final = re.compile(rf"{_WE}[^.\n]{{0,60}}?\b(?:means?|refers? to|is|are|mean)\b(?: (?:to|the company|collectively))? (?P<full>{_NAME})")
_REVERSED: Final = re.compile(rf"(?P<full>{_NAME})[^.()\n]{{0,80}}?\b(?:referred to as|hereinafter|called|known as)\b[^.\n]{{0,30}}?{_WE}")
_TITLE: Final = re.compile(
    r"(?:['’]s)?\s*(?:[|–—:-]\s*)?\b(?:terms|privacy|policy|policies|notice|statement|agreement|user|service|services|conditions|cookie|cookies|data|acceptable|community|guidelines|rules|of|and|use|legal|the|for|our|global|consumer|usage|business|commercial|online|website|developer|api)\b.*$",
    re.IGNORECASE,
)
_ACTING: Final = re.compile(
    r"(?<![.!?:] )(?<!\n)\b(?P<name>[A-Z][\w&-]+(?: [A-Z][\w&-]+)?) (?:will|may|shall|does|reserves|provides|collects|uses|processes|shares|offers|can|has the right)\b"
)
MIN_ACTS: Final = 3  # times a name acts before it is taken for the platform's
_ROLES: Final = frozenset(
    "We You It They This That These Those The A An If No Any All Each Every Either Neither Nothing Customer Customers User Users Member Members Party Parties Company Provider Seller Sellers"
    " Buyer Developer Developers Creator Subscriber Licensee Host Guest Affiliate Affiliates Parent Parents Administrator Arbitration Arbitrator Service Services Content Your Our I Such Both"
    " Who What Which There Section Article".split()
)
_NOT_NAMES: Final = frozenset(
    {
        "we",
        "us",
        "our",
        "you",
        "your",
        "site",
        "sites",
        "service",
        "services",
        "the service",
        "the services",
        "platform",
        "the platform",
        "terms",
        "agreement",
        "website",
        "app",
        "the site",
        "company",
        "the company",
        "user",
        "users",
        "customer",
        "policy",
        "privacy policy",
        "product",
        "products",
        "the",
        "these",
        "this",
        "parties",
        "content",
        "if",
        "by",
        "when",
        "in",
        "last updated",
        "effective",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the name for sentences (None where unknown) and the voices for reading."""

    name: str | None
    voices: Voices


def speaker(policy: PolicyText, *, platform: str | None = None) -> Speaker:
    """The platform of a document; `platform` is the name given by whoever asks, which then is the name used."""
    folded = fold(policy.text)
    found = [name for name in dict.fromkeys(filter(None, _candidates(policy))) if fold(name) not in _NOT_NAMES and name.split()[0] not in _ROLES]
    used = [name for name in found if folded.count(fold(name)) >= MIN_USES]
    name = platform or (used[0] if used else found[0] if found else None)
    aliases = {fold(each) for each in [*(_spoken(platform) if platform else ()), *used]}
    return Speaker(name=name, voices=Voices(platform=tuple(sorted(aliases - _NOT_NAMES))))


def _spoken(platform: str) -> Iterator[str]:
    """A name and its first word, by which a longer one is usually called."""
    yield platform
    yield _FORM.sub("", platform)
    first = platform.split()[0]
    if len(first) > 3:
        yield first


def _candidates(policy: PolicyText) -> Iterator[str]:
    opening = policy.text[:OPENING]
    for match in _DEFINED.finditer(opening):
        yield from (short["short"].strip() for short in _SHORT.finditer(match["inside"]))
        yield _FORM.sub("", match["full"]).strip()
    for pattern in (_MEANS, _REVERSED):
        yield from (_FORM.sub("", match["full"]).strip() for match in pattern.finditer(opening))
    yield from _from_titles(policy)
    yield from _from_acts(policy)


def _from_acts(policy: PolicyText) -> Iterator[str]:
    """Names that act like a platform throughout the text ("Northlight may", "Northlight will")."""
    names = Counter(match["name"] for match in _ACTING.finditer(policy.text) if match["name"].split()[0] not in _ROLES)
    yield from (name for name, acts in names.most_common(2) if acts >= MIN_ACTS)


def _from_titles(policy: PolicyText) -> Iterator[str]:
    """What a title leaves after the words for documents, where the text uses it as a name."""
    names: Counter[str] = Counter()
    for title in (policy.title, policy.signs.page_title):
        name = _TITLE.sub("", title).strip(" -–—|:,")
        if name and name[0].isupper() and len(name.split()) <= 3:
            names[name] = policy.text.count(name)
    yield from (name for name, uses in names.most_common() if uses > MIN_USES)
