"""Policies of fictional platforms for the tests of comparing, written block by block."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date

from clauseatlas.model.policytext import Block, BlockKind, Link, PolicyText, Span, StatedDate, StatedKind

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")
_KINDS = {"# ": BlockKind.HEADING, "- ": BlockKind.LIST_ITEM, "| ": BlockKind.TABLE_CELL}


def policy(*lines: str, language: str | None = "en", stated: tuple[tuple[StatedKind, date], ...] = ()) -> PolicyText:
    """The text of these blocks: "# " starts a heading, "- " a list item, "| " a table cell, [words](target) is a link."""
    text, blocks, links, heading = "", [], [], ""
    for line in lines:
        kind = _KINDS.get(line[:2], BlockKind.PARAGRAPH)
        words = line[2:] if line[:2] in _KINDS else line
        text += "" if not text else "\n" if kind in {BlockKind.LIST_ITEM, BlockKind.TABLE_CELL} else "\n\n"
        start = len(text)
        plain, found = _plain(words, start)
        text += plain
        links.extend(found)
        path = (heading,) if heading and kind is not BlockKind.HEADING else ()
        blocks.append(Block(kind=kind, start=start, end=len(text), path=path, sentences=tuple(_sentences(plain, start))))
        heading = plain if kind is BlockKind.HEADING else heading
    return PolicyText(
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        reader="made/1",
        media_type="text/plain",
        language=language,
        blocks=tuple(blocks),
        links=tuple(links),
        stated=tuple(StatedDate(kind=kind_, value=day, raw=day.isoformat(), start=0, end=0) for kind_, day in stated),
    )


def _plain(words: str, start: int) -> tuple[str, list[Link]]:
    plain, links, place = "", [], 0
    for match in _LINK.finditer(words):
        plain += words[place : match.start()]
        links.append(Link(start=start + len(plain), end=start + len(plain) + len(match[1]), target=match[2]))
        plain += match[1]
        place = match.end()
    return plain + words[place:], links


def _sentences(plain: str, start: int) -> Iterator[Span]:
    place = 0
    for match in re.finditer(r"(?<=[.!?]) (?=[A-Z])", plain):
        yield Span(start=start + place, end=start + match.start())
        place = match.end()
    yield Span(start=start + place, end=start + len(plain))
