"""Addresses in a text: web, mail, telephone; and whether a different one matters where it stands."""

import re
from typing import Final

ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\(?\d[\d\s().-]{6,}\d", re.IGNORECASE)
# What a clause speaks of when the address in it is where a right is used or a notice goes.
_MATTERS: Final = re.compile(
    r"opt(?:ing)?[\s-]?out|withdraw|consent|object|unsubscrib|dispute|arbitrat|mediat|complain|grievance|appeal|notices?\b|notify|legal|claim"
    r"|representative|data protection|\bdpo\b|privacy officer|privacy rights?|your rights?|requests?\b|delet|eras|cancel|terminat|refund|return"
    r"|certif|privacy shield|privacy framework|regulator|supervisory|authority|ombuds|copyright|dmca|infring|report|law enforcement|subpoena"
    r"|licen[cs]|attn|attention|agent|inquir|exercis|widerspr|einwillig|beschwerde|opposition|réclamation|reclamaci",
    re.IGNORECASE,
)


def matters(around: str) -> bool:
    """Whether words around an address speak of choices, complaints, disputes, notices or rights."""
    return _MATTERS.search(around) is not None


def bare_addresses(text: str) -> tuple[str, ...]:
    """The addresses of a text without what does not change where they lead: scheme, "www", strokes and blanks at ends."""
    return tuple(_bare(match.group().lower()) for match in ADDRESS.finditer(text))


def _bare(address: str) -> str:
    for scheme in ("https://", "http://", "www."):
        address = address.removeprefix(scheme)
    return "".join(char for char in address if char.isalnum())
