"""Addresses in a text: web, mail, telephone; where they lead, and whether a different one matters where it stands."""

import re
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\(?\d[\d\s().-]{6,}\d", re.IGNORECASE)
WEB_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s)\]>]+", re.IGNORECASE)
# What a clause speaks of when the address in it is where a right is used or a notice goes.
_CHOICES: Final = (
    r"opt(?:ing)?[\s-]?out|withdraw|consent|\bobject(?:|s|ion|ing)\b|unsubscrib|dispute|arbitrat|mediat|complain|grievance|appeal|representative|\bdpo\b"
    r"|data protection officer|privacy officer|privacy rights?|your rights?|requests?\b|certif|privacy shield|privacy framework|regulator|supervisory"
    r"|ombuds|\bagent\b|exercis|widerspr|einwillig|beschwerde|opposition|réclamation|reclamaci"
)
_NOTICES: Final = (
    r"notices?\b|notify|legal|claim|data protection|delet|eras|cancel|terminat|refund|return|authority|copyright|dmca|infring|report|law enforcement"
    r"|subpoena|licen[cs]|attn|attention|inquir"
)
_CHOICE: Final = re.compile(_CHOICES, re.IGNORECASE)
_CHOICE_OR_NOTICE: Final = re.compile(f"{_CHOICES}|{_NOTICES}", re.IGNORECASE)
_LOCALE: Final = re.compile(r"^(?:intl|[a-z]{2}(?:[-_][a-z]{2,4})?|[a-z]{2}[-_][a-z]{4}[-_][a-z]{2}|all|global|row)$", re.IGNORECASE)
# Addresses that only pass on to the one in their query, and the names it has there.
_PASSING: Final = re.compile(
    r"(?:^|\.)(?:lm?\.facebook\.com|l\.instagram\.com|google\.[a-z.]+|bing\.com|t\.umblr\.com|safelinks\.protection\.outlook\.com|out\.reddit\.com"
    r"|slack-redir\.net)$",
    re.IGNORECASE,
)
_PASSED: Final = ("u", "url", "q", "z", "target", "to")
_BROKEN: Final = re.compile(r"^(?:$|#|javascript:|about:|data:|blob:|undefined|null)|cdn-cgi/|email-protection", re.IGNORECASE)
# Second-level names under which anybody may register.
_SHARED_SECOND: Final = frozenset({"co", "com", "org", "net", "ac", "gov", "gob", "gouv", "edu", "or", "ne"})
# Names of one holder often hold each other ("example", "exampleinc"); shorter ones do by chance.
_HOLDER_LETTERS: Final = 4
# A path with so many steps that is kept on another host is the same page, moved with its site.
_SAME_PATH_STEPS: Final = 2


def matters(around: str, *, link: bool = False) -> bool:
    """Whether words around an address speak of choices, complaints, disputes or rights; for an address in the text also of notices."""
    return (_CHOICE if link else _CHOICE_OR_NOTICE).search(around) is not None


def bare_addresses(text: str) -> tuple[str, ...]:
    """The addresses of a text without what does not change where they lead: scheme, "www", strokes and blanks at ends."""
    return tuple(_bare(match.group().lower()) for match in ADDRESS.finditer(text))


def normal_target(target: str) -> str:
    """Where a link leads, without what a site changes from visit to visit (scheme, locale, query, fragment, redirects); empty if broken."""
    target = target.strip().rstrip(".,;")
    if _BROKEN.search(target):
        return ""
    if target.lower().startswith(("mailto:", "tel:")):
        return re.sub(r"^(?:mailto:)+", "mailto:", target.split("?")[0].lower().replace(" ", "").replace("%20", ""))
    parts = _split(target)
    host = (parts.hostname or "").removeprefix("www.")
    if _PASSING.search(host):
        query = parse_qs(parts.query)
        passed = next((query[name][0] for name in _PASSED if name in query and "." in query[name][0]), None)
        if passed is not None:
            return normal_target(unquote(passed))
    steps = [step for step in parts.path.lower().split("/") if step and not _LOCALE.match(step)]
    return "/".join([host, *steps])


def is_same_holder(target: str, other: str) -> bool:
    """Whether two normal targets belong to one holder, as far as names tell: one registered name, one in the other, or one path on both hosts."""
    names = _holder(target), _holder(other)
    if names[0] == names[1]:
        return True
    if target.startswith(("mailto:", "tel:")) or other.startswith(("mailto:", "tel:")):
        return False
    shorter, longer = sorted(names, key=len)
    if len(shorter) >= _HOLDER_LETTERS and shorter in longer:
        return True
    path, other_path = target.split("/")[1:], other.split("/")[1:]
    return path == other_path and len(path) >= _SAME_PATH_STEPS


def _split(target: str) -> SplitResult:
    try:
        return urlsplit(target if "//" in target else f"//{target}" if re.match(r"^[\w-]+(?:\.[\w-]+)+(?:/|$)", target) else target)
    except ValueError:
        return urlsplit("")


def _holder(target: str) -> str:
    """The name somebody registered: "mail.example.co.uk/path" gives "example"; a mail address as a whole."""
    if target.startswith(("mailto:", "tel:")):
        return target
    labels = target.split("/", maxsplit=1)[0].split(".")
    if len(labels) >= 3 and labels[-2] in _SHARED_SECOND:
        return labels[-3]
    return labels[-2] if len(labels) >= 2 else labels[0]


def _bare(address: str) -> str:
    for scheme in ("https://", "http://", "www."):
        address = address.removeprefix(scheme)
    return "".join(char for char in address if char.isalnum())
