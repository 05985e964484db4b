"""The platform's name and the names by which a document means it: given, or from what the document says of itself.

A document names its platform in the sentence that says who "we" are, in its title, where it greets ("Welcome to Northlight") or by letting the
name act throughout. A name found in one of these ways is taken only if it looks like a name; a wrong one is worse than "the platform".
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from clauseatlas.model.policytext import PolicyText
from clauseatlas.provisions.acts import Voices
from clauseatlas.provisions.sentences import fold

OPENING: Final = 12_000  # code points in which a document says who speaks
INTRODUCTION: Final = 3_000  # code points in which the first company named with a short name is the one that speaks
BEFORE: Final = 160  # code points before a parenthesis ("we", "us") in which the full name stands
MIN_USES: Final = 2  # of a name before it is taken for the platform's
MIN_ACTS: Final = 3  # times a name acts ("Northlight may") before it is taken for the platform's
LONGEST: Final = 4  # words of a name; more are a sentence or a heading
BRAND: Final = 3  # times as often as the defined name the name of the title must stand before it is preferred: the one that readers know
OWN_SHARE: Final = 0.5  # of the addresses in a document that lead to its platform
LINKED_SHARE: Final = 0.8  # the same for a platform to which everybody links
SHORTEST_FIRST_WORD: Final = 4  # letters; shorter first words of a name ("The", "Go") mean other things alone
SHORTEST_SPOKEN: Final = 5  # letters; a name in capitals that is shorter is an acronym, of which a document has many
_WORD: Final = r"(?:[A-Z]|[a-z](?=[A-Z]))[\w&'’-]*(?:\.\w+)*"
_NAME: Final = rf"{_WORD}(?: (?:{_WORD}|of|and|&|de))*"
_FORM: Final = re.compile(
    r",? (?:Inc|LLC|L\.L\.C|Pte|Ltd|Limited|GmbH|AG|SE|S\.?A\.?|S\.?à r\.?l|S\.?r\.?l|B\.?V|N\.?V|Corp|Corporation|Co|Company|PBC|Pty|plc|PLC"
    r"|LP|LLP|Oy|AB|A/S|ApS|K\.?K|International|Technologies|Technology|Holdings?|Group)\b\.?.*$"
)
_OWN: Final = r"(?:[\"“'‘] ?(?:we|us|our|ours)[,.]? ?[\"”'’]|\bthat['’]s us\b)"
_PARENTHESIS: Final = re.compile(rf"\((?P<inside>[^()\n]{{0,200}}{_OWN}[^()\n]{{0,200}})\)", re.IGNORECASE)
_WITH_FORM: Final = re.compile(rf"(?P<full>{_NAME}),? (?:Inc|LLC|Pte|Ltd|Limited|GmbH|AG|S\.A|B\.V|Corp|Corporation|PBC|Co\., Ltd)\b")
_ANY_NAME: Final = re.compile(rf"(?P<full>{_NAME})")
_LEADING: Final = re.compile(r"^(?:(?:The|When|If|At|By|To|In|As|Our|This|From|With|Welcome|Between|And) )+")
_SHORT: Final = re.compile(r"[\"“'‘] ?(?P<short>(?:[A-Z]|[a-z](?=[A-Z]))[\w&.'’ -]{0,40}?)[,.]? ?[\"”'’]")
_MEANS: Final = re.compile(
    rf"(?P<before>(?:[\"“'‘][^\"”\n]{{1,40}}[\"”'’][ ,]{{1,4}}(?:(?:and|or|the) ){{0,2}}){{0,4}}){_OWN}(?P<between>[^.\n]{{0,90}}?)"
    rf"\b(?:means?|refers? to|refer|is|are)\b(?: (?:to|the company|collectively|references to))* (?P<full>{_NAME})"
)
_INCORPORATED: Final = re.compile(
    rf"(?P<full>{_NAME}),? (?:Inc|LLC|Ltd|Limited|GmbH|Corp)\b\.? \([^()\n]{{0,20}}?[\"“](?P<short>{_NAME})[,.]?[\"”]\)"
)
_CALLED: Final = re.compile(rf"\b(?:referred to as|hereinafter|called|known as)\b[^.\n]{{0,30}}?{_OWN}")
_KINDS: Final = (
    "terms privacy policy policies notice statement agreement user service services conditions cookie cookies data acceptable community guidelines"
    " rules of and use legal the for our global consumer usage business commercial online website developer api addendum processing disclosure"
    " vulnerability copyright trademark dmca takedown standards supplemental imprint questions centre center report publisher seller sellers creator"
    " advertising welcome to about how community-standards privacy-policy datenschutz datenschutzerklärung nutzungsbedingungen agb cgu politique"
    " conditions impressum confidentialité mentions"
)
_KIND: Final = rf"\b(?:{'|'.join(dict.fromkeys(_KINDS.split()))})\b"
_TITLE: Final = re.compile(rf"(?:['’]s)?\s*{_KIND}.*$", re.IGNORECASE)
_SEGMENTS: Final = re.compile(r"\s+[|–—\\·:•-]+\s+|:\s|\|")
_GREETING: Final = re.compile(
    rf"\b(?:[Ww]elcome to(?: the)?|between you and|you and|[Aa]t) (?P<name>{_WORD}(?: {_WORD})?)(?=[!.,;:]? (?:\(|we\b|[a-z]|[A-Z])|[!.,(\n]|$)"
)
_AT: Final = re.compile(r"[Aa]t (?P<name>[^,]{2,30}), we\b")
_ACTING: Final = re.compile(
    rf"(?<![\w.])(?P<name>{_WORD}(?: {_WORD})?) (?:will|may|shall|does|reserves|provides|collects|uses|processes|shares|offers|can|has the right)\b"
)
_HOST: Final = re.compile(r"(?:@|://)(?:[\w-]+\.)*(?P<label>[\w-]{4,})\.(?:com|org|net|io|eu|ai|app|tv|de|fr|co\.uk|example)\b")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ROLES: Final = _words(
    "we us our ours you your i it they this that these those the a an if no any all each every either neither nothing such both who what which"
    " when where how why there by in on from anyone everyone someone customer customers user users member members party parties company provider"
    " seller sellers buyer developer developers creator creators subscriber licensee licensor host guest affiliate affiliates parent parents"
    " administrator arbitration arbitrator mediator controller processor operator owner foundation corporation organization organisation group"
    " team services service content section article site sites platform website app application product products terms agreement policy policies"
    " notice effective updated last please nothing consumer consumers individual individuals visitor visitors partner partners vendor vendors"
    " advertiser advertisers rewards data personal information account accounts addendum schedule exhibit annex appendix part table copyright"
    " privacy cookie cookies security location address name email state states federal feedback conditions enterprise general payment"
    " professional team supplier suppliers client clients business businesses employer employee trustee court courts"
)  # words that name a role, a thing or nothing, alone or first
_THINGS: Final = _words(
    "terms data personal policy agreement information notice inc llc ltd gmbh pbc controller processor privacy jurisdiction questions answers"
    " arbitration mediation parties commission authority office protection entities entity material materials licensed"
)  # words no name of a platform holds
_PLACES: Final = _words(
    "uk us eu eea usa united kingdom states republic china ireland europe european america american california germany france switzerland india"
    " japan korea australia canada brazil"
)  # alone they are where a document applies
_BODIES: Final = _words("aaa jams nam icc icdr cedr lcia finra cpr adr ftc gdpr ccpa cpra dmca coppa dsa dpo dpa ico odr hipaa ai ip api sdk faq")
_LINKED: Final = _words("google mozilla apple microsoft facebook adobe youtube twitter linkedin instagram")  # to which every cookie policy links
_NOT_VOICES: Final = _words("open together match first people best good home your true live life next just")  # ordinary words, never alone a platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the name for sentences (None where unknown) and the voices for reading."""

    name: str | None
    voices: Voices


def speaker(policy: PolicyText, *, platform: str | None = None) -> Speaker:
    """The platform of a document; `platform` is the name given by whoever asks, which then is the name used."""
    text = _Text(policy)
    defined = text.names(_from_definitions(policy.text[:OPENING]), is_defined=True)
    branded = text.names([*_from_titles(policy), *_from_greetings(policy.text[:OPENING])])
    used = [name for name in dict.fromkeys([*defined, *branded]) if text.uses(name) >= MIN_USES] or [*defined, *branded[:1]]
    used = (
        used
        or text.names(_from_companies(policy.text[:INTRODUCTION]), is_defined=True)[:1]
        or text.names(_from_acts(policy))
        or text.names(_from_addresses(policy))
    )
    heard = dict.fromkeys([*(_spoken(platform) if platform else ()), *(short for name in used for short in _spoken(name))])
    voices = {fold(each) for each in heard if text.is_distinct(each)} | ({fold(platform)} if platform else set())
    return Speaker(name=platform or text.best(used, defined), voices=Voices(platform=tuple(sorted(voices))))


class _Text:
    """The words of a document, counted once, against which names are held."""

    def __init__(self, policy: PolicyText) -> None:
        self._text = policy.text
        self._counts = Counter(re.findall(r"(?<![\w@./-])[\w&'-]+", policy.text))

    def uses(self, name: str) -> int:
        """How often a name stands in the text."""
        return self._counts[name] if name in self._counts else self._text.count(name)

    def names(self, found: Iterable[str], *, is_defined: bool = False) -> list[str]:
        """What looks like a name, in order without repeats and legal forms; a defined one may be an acronym or an ordinary word."""
        bare = dict.fromkeys(_LEADING.sub("", _FORM.sub("", name).strip(" ,.")) for name in found)
        return [name for name in bare if _is_name(name) and (is_defined or (self.is_distinct(name) and not _is_acronym(name)))]

    def is_distinct(self, name: str) -> bool:
        """Whether a name is no ordinary word of the text: one that mostly stands in lower case is ("Location", "Rewards", "Cursor")."""
        words = name.split()
        if len(words) == 1 and fold(name) in (_NOT_VOICES | _ROLES):
            return False
        return not all(self._counts[word.lower()] * 2 > self._counts[word] for word in words if word[1:] != word[1:].lower() or word.istitle())

    def best(self, used: list[str], defined: list[str]) -> str | None:
        """The defined name, or the one of the title where readers meet it far more often."""
        if not used:
            return None
        brand = next((name for name in used if name not in defined), None)
        if used[0] in defined and brand and self.uses(brand) >= BRAND * self.uses(used[0]) and brand not in used[0]:
            return brand
        return used[0]


def _is_name(name: str) -> bool:
    words = [fold(word) for word in name.split()]
    if not 0 < len(words) <= LONGEST or not name[0].isalnum() or not name[-1].isalnum() or "," in name:
        return False
    if words[0] in _ROLES | _BODIES or _THINGS & set(words):
        return False
    return not (_PLACES | _ROLES).issuperset(words)


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name) < SHORTEST_SPOKEN


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
    for match in _MEANS.finditer(opening):
        yield from (short["short"] for part in ("before", "between") for short in _SHORT.finditer(match[part]))
        yield match["full"]
    for match in _CALLED.finditer(opening):
        yield from _named_before(opening, match.start())


def _from_companies(introduction: str) -> Iterator[str]:
    """The first company that is given a short name ('Northlight, Inc. ("Northlight")')."""
    for match in _INCORPORATED.finditer(introduction):
        yield from (match["short"], match["full"])


def _named_before(opening: str, end: int) -> Iterator[str]:
    """The last name before a place, one with a legal form first."""
    start = max(0, end - BEFORE)
    before = [*_WITH_FORM.finditer(opening, start, end)] or [*_ANY_NAME.finditer(opening, start, end)]
    if before:
        yield before[-1]["full"]


def _from_titles(policy: PolicyText) -> Iterator[str]:
    """What the titles leave beside the words for documents, where the text uses it as a name ("Northlight" of "Privacy - Northlight")."""
    for title in (policy.title, policy.signs.page_title):
        segments = [segment.strip() for segment in _SEGMENTS.split(title)]
        if not any(re.search(_KIND, segment, re.IGNORECASE) for segment in segments):
            continue
        for segment in sorted(segments, key=lambda segment: not re.search(_KIND, segment, re.IGNORECASE)):
            yield from _shortened(_TITLE.sub("", segment).strip(" -–—|:,.()"), policy.text)


def _shortened(name: str, text: str) -> Iterator[str]:
    """A name as the text uses it: whole, or by its first word where that mostly stands alone ("Google" of "Google Publisher Policies")."""
    words = name.split()
    while len(words) > 1 and fold(words[-1]) in _PLACES | _ROLES:
        words.pop()
    name = " ".join(words)
    if not words or not any(letter.isupper() for letter in name[:2]) or len(words) > LONGEST:
        return
    alone = len(re.findall(rf"\b{re.escape(words[0])}\b(?! [A-Z])", text)) if len(words) > 1 else 0
    written = text.count(name)
    if alone >= BRAND * max(written, 1):
        yield words[0]
    elif written:
        yield name


def _from_greetings(opening: str) -> Iterator[str]:
    """Names from "Welcome to Northlight", "At Northlight, we", "between you and Northlight"."""
    for match in (*_GREETING.finditer(opening), *_AT.finditer(opening)):
        if match[0][0] not in "Aa" or match.re is _AT:
            yield match["name"]


def _from_acts(policy: PolicyText) -> Iterator[str]:
    """Names that act like a platform throughout the text ("Northlight may", "Northlight will")."""
    names = Counter(match["name"] for match in _ACTING.finditer(policy.text) if fold(match["name"].split()[0]) not in _ROLES)
    yield from (name for name, acts in names.most_common(2) if acts >= MIN_ACTS)


def _from_addresses(policy: PolicyText) -> Iterator[str]:
    """The name of the domain to which most addresses of a document lead, where the text writes it as a name."""
    addressed = " ".join([policy.text, *(link.target for link in policy.links)])
    labels = Counter(match["label"].lower() for match in _HOST.finditer(addressed))
    for label, times in labels.most_common(1):
        if times <= labels.total() * (LINKED_SHARE if label in _LINKED else OWN_SHARE):
            return
        spelled = Counter(re.findall(rf"(?<![\w@./-])(?i:{re.escape(label)})(?![\w@.-]\w)", policy.text))
        yield from (name for name, written in spelled.most_common(1) if written >= MIN_ACTS and name[0].isupper())
