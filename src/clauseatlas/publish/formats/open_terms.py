"""Versions in the form of Open Terms Archive: dated Markdown in folders by service and terms type, with `index.jsonl`."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from clauseatlas.errors import BadInput
from clauseatlas.model.policytext import Block, BlockKind, PolicyText
from clauseatlas.records.models import Document
from clauseatlas.records.queries import publishing

INDEX = "index.jsonl"
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!])")
LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|[-+=])")
UNSAFE_NAME = re.compile(r"[/\\\x00-\x1f]|^\.+")


def export_versions(documents: Sequence[Document], folder: Path) -> Iterator[str]:
    """Write every sighting that began a period of these documents, oldest first, and the index; yields the path of each file below `folder`.

    Raises BadInput where the folder holds something else already, before anything is written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(str(folder), "is not an empty folder", "give a new one")
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{INDEX}.part"
    with partial.open("w", encoding="utf-8") as index:
        for document in documents:
            for row in _document_rows(document, folder):
                index.write(json.dumps(row, ensure_ascii=False) + "\n")
                yield str(row["path"])
        index.flush()
        os.fsync(index.fileno())
    partial.rename(folder / INDEX)


def markdown(policy: PolicyText) -> str:
    """The text as Markdown that reads back to the same canonical text."""
    pieces: list[str] = []
    for kind, group in groupby(policy.blocks, key=lambda block: block.kind):
        blocks = list(group)
        if kind is BlockKind.LIST_ITEM:
            pieces.append("\n".join(_item(policy, block) for block in blocks))
        elif kind is BlockKind.TABLE_CELL:
            pieces.extend(_tables(policy, blocks))
        else:
            pieces.extend(_paragraph(policy, block) for block in blocks)
    return "\n\n".join(pieces) + "\n"


def _document_rows(document: Document, folder: Path) -> Iterator[dict[str, object]]:
    service, terms = _safe(document.platform.name), _safe(document.title)
    place = folder / service / f"{terms} {document.record_id}"
    place.mkdir(parents=True, exist_ok=True)
    for period in reversed(publishing.periods(document)):
        policy, _ = publishing.text_and_places(period.version)
        body = markdown(policy).encode()
        path = place / f"{period.first:%Y-%m-%dT%H-%M-%SZ}.md"
        path.write_bytes(body)
        yield {
            "service": document.platform.name,
            "terms_type": document.title,
            "datetime": f"{period.first:%Y-%m-%dT%H:%M:%SZ}",
            "sha256": sha256(body).hexdigest(),
            "bytes": len(body),
            "path": str(path.relative_to(folder)),
            "url": document.url,
            "document": document.record_id,
            "text_sha256": period.version.text_sha256,
        }


def _safe(name: str) -> str:
    """A name that is one folder, whatever was declared."""
    return UNSAFE_NAME.sub("_", name).strip() or "_"


def _escaped(text: str) -> str:
    """The text with everything escaped that Markdown would take for markup, a number or dash at its beginning included."""
    return LINE_START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", SPECIAL.sub(r"\\\1", text))


def _paragraph(policy: PolicyText, block: Block) -> str:
    text = _escaped(policy.text[block.start : block.end])
    return f"{'#' * block.level} {text}" if block.kind is BlockKind.HEADING else text


def _item(policy: PolicyText, block: Block) -> str:
    text = policy.text[block.start : block.end]
    return f"{'    ' * (max(block.level, 1) - 1)}- {_escaped(text)}"


def _tables(policy: PolicyText, blocks: Sequence[Block]) -> Iterator[str]:
    """Rows of cells; where the rows start anew, another table."""
    rows: list[list[str]] = []
    last = -1
    for row, group in groupby(blocks, key=lambda block: block.cell[0] if block.cell else 0):
        if row <= last:
            yield _table(rows)
            rows = []
        rows.append([_escaped(policy.text[block.start : block.end]) for block in group])
        last = row
    yield _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(len(row) for row in rows)
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
