"""PolicyText to bytes and back, so that pages and comparisons need no second reading of the source."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from itertools import chain
from typing import Any

from clauseatlas.model.policytext import Block, BlockKind, Link, PageSigns, PolicyText, Span, StatedDate, StatedKind

# Text and structure of a policy shrink to a quarter at level 6; level 9 costs twice the time for one per cent.
COMPRESSION = 6
LATER_LINKS = "later_links"  # where a structure keeps the link sets of an unchanged text


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSet:
    """Where the links of a text led, from when it was first seen so to when it was last found anew; the first set is that of the first reading."""

    first: datetime
    last: datetime
    links: tuple[Link, ...]


def pack_text(policy: PolicyText) -> bytes:
    """The canonical text as compressed UTF-8."""
    return zlib.compress(policy.text.encode(), COMPRESSION)


def unpack_text(packed: bytes) -> str:
    """The canonical text."""
    return zlib.decompress(packed).decode()


def pack_structure(policy: PolicyText) -> bytes:
    """Blocks, links, stated dates and page signs as compressed JSON. What the reader pruned is not kept: the snapshot has it."""
    paths: dict[tuple[str, ...], int] = {}
    structure = {
        "reader": policy.reader,
        "media_type": policy.media_type,
        "title": policy.title,
        "language": policy.language,
        "blocks": [_block_row(block, paths.setdefault(block.path, len(paths))) for block in policy.blocks],
        "paths": list(paths),
        "links": [[link.start, link.end, link.target] for link in policy.links],
        "stated": stated_rows(policy.stated),
        "signs": asdict(replace(policy.signs, pruned_text="")),
    }
    return zlib.compress(json.dumps(structure, ensure_ascii=False, separators=(",", ":")).encode(), COMPRESSION)


def unpack(text: bytes, structure: bytes, *, sha256: str, until: datetime | None = None) -> PolicyText:
    """The PolicyText that `pack_text` and `pack_structure` were given, without `signs.pruned_text`.

    With `until` its links are those that stood last before that time, where links led elsewhere later than when the text was first read.
    """
    parts = json.loads(zlib.decompress(structure))
    if until is not None:
        stood = [each for each in parts.get(LATER_LINKS, ()) if datetime.fromisoformat(each["first"]) < until]
        parts["links"] = max(stood, key=lambda each: datetime.fromisoformat(each["last"]), default=parts)["links"]
    paths = [tuple(path) for path in parts["paths"]]
    return PolicyText(
        text=unpack_text(text),
        sha256=sha256,
        reader=parts["reader"],
        media_type=parts["media_type"],
        title=parts["title"],
        language=parts["language"],
        blocks=tuple(_block(row, paths) for row in parts["blocks"]),
        links=_links(parts["links"]),
        stated=tuple(_stated(row) for row in parts["stated"]),
        signs=PageSigns(**parts["signs"]),
    )


def pack_link_sets(structure: bytes, sets: Sequence[LinkSet]) -> bytes:
    """A packed structure that holds these link sets besides the links first read; what else it holds stays."""
    parts = json.loads(zlib.decompress(structure))
    parts[LATER_LINKS] = [
        {"first": each.first.isoformat(), "last": each.last.isoformat(), "links": [[link.start, link.end, link.target] for link in each.links]}
        for each in sets
    ]
    return zlib.compress(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode(), COMPRESSION)


def unpack_link_sets(structure: bytes) -> tuple[LinkSet, ...]:
    """The link sets of a packed structure, oldest first; none where links always led where they led when the text was first read."""
    return tuple(
        LinkSet(first=datetime.fromisoformat(each["first"]), last=datetime.fromisoformat(each["last"]), links=_links(each["links"]))
        for each in json.loads(zlib.decompress(structure)).get(LATER_LINKS, ())
    )


def _links(rows: Iterable[Sequence[Any]]) -> tuple[Link, ...]:
    return tuple(Link(start=start, end=end, target=target) for start, end, target in rows)


def stated_rows(stated: Sequence[StatedDate]) -> list[dict[str, Any]]:
    """Stated dates as JSON: kind, ISO date or None, raw words, offsets, certainty."""
    return [{**asdict(each), "kind": each.kind.value, "value": each.value.isoformat() if each.value else None} for each in stated]


def stated_date(policy: PolicyText, kind: StatedKind) -> date | None:
    """The first certain date of this kind that the document states about itself, else the first at all."""
    found = [each for each in policy.stated if each.kind is kind and each.value]
    return next((each.value for each in found if each.certain), found[0].value if found else None)


def _stated(row: Mapping[str, Any]) -> StatedDate:
    value = date.fromisoformat(row["value"]) if row["value"] else None
    return StatedDate(kind=StatedKind(row["kind"]), value=value, raw=row["raw"], start=row["start"], end=row["end"], certain=row["certain"])


def _block_row(block: Block, path: int) -> list[Any]:
    sentences = list(chain.from_iterable((span.start - block.start, span.end - block.start) for span in block.sentences))
    return [block.kind.value, block.start, block.end, block.level, block.number, path, block.source, sentences, block.cell]


def _block(row: Sequence[Any], paths: Sequence[tuple[str, ...]]) -> Block:
    kind, start, end, level, number, path, source, sentences, cell = row
    bounds = iter(sentences)
    return Block(
        kind=BlockKind(kind),
        start=start,
        end=end,
        level=level,
        number=number,
        path=paths[path],
        source=source,
        sentences=tuple(Span(start=start + first, end=start + last) for first, last in zip(bounds, bounds, strict=True)),
        cell=tuple(cell) if cell else None,
    )
