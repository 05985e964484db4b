"""The little language of catalogue sentences, parsed: text, `{name}`, `{name?text}` and `{law:id articles}`; nothing else.

`{platform}` and `{document}` are names like attributes. `{name?text}` is used only where the attribute was read, and its text may hold placeholders.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A value to be put in: platform, document or an attribute, by name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Optional:
    """Parts used only where the attribute `name` was read."""

    name: str
    parts: tuple["Piece", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawReference:
    """A reference to articles of a regulation."""

    regulation: str
    articles: tuple[str, ...]


Piece: TypeAlias = str | Slot | Optional | LawReference

ALWAYS_KNOWN: Final = frozenset({"platform", "document"})
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
_LAW: Final = re.compile(r"law:([a-z0-9-]+) (\S.*)\Z")


@cache
def parse(say: str) -> tuple[Piece, ...]:
    """The pieces of a template in order. Raises ValueError with the reason where it is not well formed."""
    pieces, end = _pieces(say, 0, depth=0)
    if end != len(say):
        raise ValueError(f"an unmatched }} in {say!r}")
    return pieces


def laws(say: str) -> Iterator[LawReference]:
    """Every law reference of a template, also those inside optional parts."""
    yield from (piece for piece in _walk(parse(say)) if isinstance(piece, LawReference))


def names(say: str) -> frozenset[str]:
    """Every attribute a template names, also in optional parts; without `platform` and `document`."""
    return frozenset(piece.name for piece in _walk(parse(say)) if isinstance(piece, Slot | Optional)) - ALWAYS_KNOWN


def _walk(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece
        if isinstance(piece, Optional):
            yield from _walk(piece.parts)


def _pieces(say: str, start: int, *, depth: int) -> tuple[tuple[Piece, ...], int]:
    """Pieces from `start` up to the brace that closes this depth or the end, and where that is."""
    pieces: list[Piece] = []
    at = start
    while at < len(say):
        brace = re.compile(r"[{}]").search(say, at)
        stop = brace.start() if brace else len(say)
        if stop > at:
            pieces.append(say[at:stop])
        if brace is None or brace[0] == "}":
            return tuple(pieces), stop
        piece, at = _placeholder(say, stop + 1, depth=depth + 1)
        pieces.append(piece)
    return tuple(pieces), at


def _placeholder(say: str, start: int, *, depth: int) -> tuple[Piece, int]:
    """The placeholder whose content starts at `start`, and the place after its closing brace."""
    head = re.compile(r"[^{}?]*").match(say, start)
    assert head is not None  # the pattern matches the empty text
    name, at = head[0], head.end()
    if at >= len(say):
        raise ValueError(f"an unclosed {{ in {say!r}")
    if say[at] == "?" and _NAME.match(name):
        parts, close = _pieces(say, at + 1, depth=depth)
        if close >= len(say):
            raise ValueError(f"an unclosed {{{name}? in {say!r}")
        return Optional(name=name, parts=parts), close + 1
    if say[at] != "}":
        raise ValueError(f"{{{name}{say[at]} is no placeholder in {say!r}")
    return _simple(name, say), at + 1


def _simple(name: str, say: str) -> Piece:
    law = _LAW.match(name)
    if law:
        return LawReference(regulation=law[1], articles=tuple(article.strip() for article in law[2].split(",")))
    if not _NAME.match(name):
        raise ValueError(f"{{{name}}} is no placeholder in {say!r}")
    return Slot(name=name)
