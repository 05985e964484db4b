"""Reading addresses from a text: e-mail, web, postal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB: Final = re.compile(
    r"https?://[^\s)\]>\"”’]*[\w/]|\bwww\.[\w./-]*[\w/]|(?<![@\w.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|eu|ai|co"
    r"|example)(?:/[\w./-]*[\w/])?\b",
    re.IGNORECASE,
)
_POSTAL: Final = re.compile(
    r"(?:[A-Z][\w.&’'-]*,? ){1,6}(?:Attn:? [^,.;]{2,40},? )?(?:P\.?O\.? Box \d+"
    r"|\d{1,5} [A-Z][^;()]{3,60}?),? [A-Z][^;()]{2,60}?(?:\b\d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An address and where it stands in the text searched."""

    value: str
    start: int
    end: int


def contacts(text: str) -> Iterator[Contact]:
    """The addresses of a text in order: e-mail, web and postal ones."""
    found = [match for pattern in (_EMAIL, _POSTAL, _WEB) for match in pattern.finditer(text)]
    taken = 0
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= taken:
            taken = match.end()
            yield Contact(value=match[0].strip(" ,."), start=match.start(), end=match.end())
