"""The writer: inline pieces come in, drafts of blocks go out."""

import re
from dataclasses import dataclass, field

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.canonical import clean
from clauseatlas.text.drafting import Draft, DraftLink
from clauseatlas.text.ordinals import typed

# A bold line before a line break is the heading of what follows it only while it is short.
LONGEST_RUN_IN_HEADING = 90

_BULLET = re.compile(r"[•·▪▫‣⁃◦●○■□➢➤►✓✔\uf0b7\uf0a7]\s*\S|[-–—*]\s+\S")
_NO_HEADING_END = ".,;:!"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one look; `target` where it is a link."""

    text: str
    bold: bool
    target: str | None


BREAK = Piece("\n", bold=False, target=None)


@dataclass(slots=True)
class Place:
    """Where the next block stands: its kind and coordinates, until it is changed."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    source: str = ""
    cell: tuple[int, int] | None = None
    row: str = ""


@dataclass(slots=True)
class Writer:
    """Collects pieces and writes a draft at every border of a block."""

    drafts: list[Draft] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    marker: str | None = None

    def add(self, text: str, *, bold: bool, target: str | None) -> None:
        """Take a run of text into the open block."""
        self.pieces.append(Piece(text, bold, target))

    def line_break(self) -> None:
        """Take a forced line break into the open block."""
        self.pieces.append(BREAK)

    def touches_other_link(self, target: str) -> bool:
        """Whether the open block ends with a link to somewhere else, with nothing between: side by side on the page, not one word."""
        last = self.pieces[-1] if self.pieces else BREAK
        return last.target is not None and last.target != target and last.text[-1:].isalnum()

    def close(self) -> None:
        """Write the open block, as several where blank lines or bullets divide it; nothing where it has no text."""
        pieces, self.pieces = self.pieces, []
        if not any(piece is not BREAK and not piece.text.isspace() for piece in pieces):
            return
        for lines in _paragraphs(pieces) if BREAK in pieces and self.place.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) else [pieces]:
            self._write(lines)

    def _write(self, pieces: list[Piece]) -> None:
        text, links, bold = _compose(pieces)
        if not text:
            return
        place = self.place
        kind, level = place.kind, place.level
        if kind is BlockKind.PARAGRAPH and _BULLET.match(text):
            kind, level = BlockKind.LIST_ITEM, 1
        self.drafts.append(
            Draft(
                kind=kind, text=text, source=place.source, level=level, marker=self.marker, bold=bold,
                linked=sum(link.end - link.start for link in links), cell=place.cell, row=place.row, links=links,
            )
        )  # fmt: skip
        self.marker = None


def _compose(pieces: list[Piece]) -> tuple[str, tuple[DraftLink, ...], bool]:
    """Canonical text of pieces, its links, and whether all of it is bold."""
    text = clean("".join(piece.text for piece in pieces))
    if not any(piece.target for piece in pieces):
        return text, (), _all_bold(pieces)
    links: list[DraftLink] = []
    cursor = 0
    for piece in pieces:
        words = clean(piece.text)
        # Every piece is looked for where the one before it ended, so that a word that is linked once is not found where it is not.
        start = text.find(words, cursor) if words else -1
        if start < 0:
            continue
        cursor = start + len(words)
        if piece.target is None:
            continue
        if links and links[-1].target == piece.target and not text[links[-1].end : start].strip():
            links[-1] = DraftLink(links[-1].start, cursor, piece.target)
        else:
            links.append(DraftLink(start, cursor, piece.target))
    return text, tuple(links), _all_bold(pieces)


def _paragraphs(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces divided where two line breaks meet, before a bullet or typed number, and after a short bold line; other line breaks become blanks."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece is BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    groups: list[list[Piece]] = []
    fresh, single = True, False
    for line in lines:
        words = clean("".join(piece.text for piece in line))
        if not words:
            fresh = True
            continue
        if fresh or _starts_item(words) or (single and _is_run_in_heading(groups[-1], line)):
            groups.append(list(line))
            single = True
        else:
            groups[-1] += [Piece(" ", bold=True, target=None), *line]
            single = False
        fresh = False
    return groups


def _starts_item(words: str) -> bool:
    return bool(_BULLET.match(words)) or typed(words) is not None


def _is_run_in_heading(before: list[Piece], line: list[Piece]) -> bool:
    text = clean("".join(piece.text for piece in before))
    if len(text) > LONGEST_RUN_IN_HEADING or text[-1] in _NO_HEADING_END:
        return False
    return _all_bold(before) and not _all_bold(line)


def _all_bold(pieces: list[Piece]) -> bool:
    """Whether every letter is bold; a number before them need not be."""
    lettered = [piece for piece in pieces if any(map(str.isalpha, piece.text))]
    return bool(lettered) and all(piece.bold for piece in lettered)
