"""Texts made by hand for reading: each line is a block, "# " a heading, "- " a list item, "-- " a nested one."""

import hashlib

from nupunkt import sent_spans

from clauseatlas.model.policytext import Block, BlockKind, PolicyText, Span

MARKS = {
    "# ": (BlockKind.HEADING, 1),
    "## ": (BlockKind.HEADING, 2),
    "- ": (BlockKind.LIST_ITEM, 1),
    "-- ": (BlockKind.LIST_ITEM, 2),
    "| ": (BlockKind.TABLE_CELL, 0),
}


def policy_of(written: str, *, language: str | None = "en", title: str = "") -> PolicyText:
    """A PolicyText with blocks, sentences and heading paths."""
    blocks: list[Block] = []
    path: list[str] = []
    parts: list[str] = []
    at = 0
    for line in filter(None, (line.strip() for line in written.splitlines())):
        mark = next((mark for mark in MARKS if line.startswith(mark)), "")
        kind, level = MARKS.get(mark, (BlockKind.PARAGRAPH, 0))
        bare = line.removeprefix(mark)
        if kind is BlockKind.HEADING:
            del path[level - 1 :]
        spans = (
            () if kind is BlockKind.HEADING else tuple(Span(start=at + start, end=at + len(bare[:end].rstrip())) for start, end in sent_spans(bare))
        )
        blocks.append(Block(kind=kind, start=at, end=at + len(bare), level=level, path=tuple(path), sentences=spans))
        if kind is BlockKind.HEADING:
            path.append(bare)
        parts.append(bare)
        at += len(bare) + 1
    text = "\n".join(parts)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return PolicyText(text=text, sha256=digest, reader="by hand", media_type="text/plain", language=language, title=title, blocks=tuple(blocks))
