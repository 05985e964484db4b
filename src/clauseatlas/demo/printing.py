"""A policy as PDF, set by typst. The text goes in as data; the markup below never contains a word of it."""

import importlib
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from clauseatlas.demo.rendering import LETTERED, parse
from clauseatlas.errors import PartMissing

_TEMPLATE = r"""
#let policy = json(bytes(sys.inputs.policy))
#set document(title: policy.title, author: policy.publisher)
#set page(
  paper: "a4", margin: (x: 24mm, y: 26mm),
  header: context { if here().page() > 1 [#set text(8pt, fill: luma(90)); #policy.title #h(1fr) #policy.publisher] },
  footer: context [#set text(8pt, fill: luma(90)); #policy.mark #h(1fr) Page #counter(page).display() of #counter(page).final().first()],
)
#set text(font: "Libertinus Serif", size: 10.5pt, lang: "en", hyphenate: false)
#set par(justify: false, leading: 0.62em, spacing: 1em)
#show heading: set block(above: 1.5em, below: 0.8em)
#show heading.where(level: 1): set text(17pt)
#show heading.where(level: 2): set text(12.5pt)
#show heading.where(level: 3): set text(11pt)

#let runs(parts) = parts.map(part => {
  let shown = part.text
  if part.strong { shown = strong(shown) }
  if part.emph { shown = emph(shown) }
  if part.href != "" { link(part.href, shown) } else { shown }
}).join()

#let blocks(parts) = for part in parts {
  if part.kind == "heading" { heading(level: part.level, runs(part.runs)) }
  else if part.kind == "paragraph" { par(runs(part.runs)) }
  else if part.kind == "quote" { quote(block: true, blocks(part.blocks)) }
  else if part.kind == "lettered" { pad(left: 5mm, part.items.map(item => block(blocks(item))).join()) }
  else if part.kind == "bullets" { list(..part.items.map(item => blocks(item))) }
  else if part.kind == "numbers" { enum(start: part.start, ..part.items.map(item => blocks(item))) }
  else if part.kind == "table" {
    table(
      columns: part.columns, inset: 6pt, stroke: 0.4pt + luma(150),
      ..part.rows.flatten().map(cell => if cell.head { table.cell(fill: luma(235), strong(runs(cell.runs))) } else { runs(cell.runs) }),
    )
  }
}
#blocks(policy.blocks)
"""


@lru_cache(maxsize=16)
def print_policy(markdown: str, title: str, *, publisher: str, mark: str) -> bytes:
    """The policy as a tagged PDF with a running header, page numbers and a small `mark` at the foot of each page.

    The same input gives the same bytes. Raises `PartMissing` where typst is not installed.
    """
    try:
        typst: Any = importlib.import_module("typst")
    except ImportError as error:
        raise PartMissing("typst", "install it with: pip install 'clauseatlas[pdf]'") from error
    policy = {"title": title, "publisher": publisher, "mark": mark, "blocks": list(blocks(markdown))}
    made = typst.compile(
        _TEMPLATE.encode(),
        sys_inputs={"policy": json.dumps(policy, ensure_ascii=False)},
        ignore_system_fonts=True,
        timestamp=0,
        format="pdf",
    )
    assert isinstance(made, bytes)
    return made


def blocks(markdown: str) -> Iterator[dict[str, Any]]:
    """The policy as plain data: headings, paragraphs, lists, tables, quotations, with runs of styled words."""
    for node in SyntaxTreeNode(parse(markdown)).children:
        yield _block(node)


def _block(node: SyntaxTreeNode) -> dict[str, Any]:
    match node.type:
        case "heading":
            return {"kind": "heading", "level": int(node.tag[1:]), "runs": _runs(node)}
        case "blockquote":
            return {"kind": "quote", "blocks": [_block(child) for child in node.children]}
        case "bullet_list":
            return {"kind": "lettered" if _is_lettered(node) else "bullets", "items": _items(node)}
        case "ordered_list":
            return {"kind": "numbers", "start": int(node.attrs.get("start", 1)), "items": _items(node)}
        case "table":
            return _table(node)
        case _:
            return {"kind": "paragraph", "runs": _runs(node)}


def _items(node: SyntaxTreeNode) -> list[list[dict[str, Any]]]:
    return [[_block(child) for child in item.children] for item in node.children]


def _is_lettered(node: SyntaxTreeNode) -> bool:
    inline = next((child for child in node.walk() if child.type == "inline"), None)
    return inline is not None and LETTERED.match(inline.content) is not None


def _table(node: SyntaxTreeNode) -> dict[str, Any]:
    rows = [[{"head": cell.type == "th", "runs": _runs(cell)} for cell in row.children] for part in node.children for row in part.children]
    return {"kind": "table", "columns": len(rows[0]), "rows": rows}


def _runs(node: SyntaxTreeNode) -> list[dict[str, Any]]:
    """Runs of words with their style; neighbours of one style are one run."""
    found: list[dict[str, Any]] = []
    for run in _leaves(node, {"strong": False, "emph": False, "href": ""}):
        if found and all(found[-1][key] == run[key] for key in ("strong", "emph", "href")):
            found[-1]["text"] += run["text"]
        else:
            found.append(run)
    return found


def _leaves(node: SyntaxTreeNode, style: dict[str, Any]) -> Iterator[dict[str, Any]]:
    match node.type:
        case "strong":
            style = style | {"strong": True}
        case "em":
            style = style | {"emph": True}
        case "link":
            target = str(node.attrs.get("href", ""))
            style = style | {"href": target if "://" in target or target.startswith("mailto:") else ""}
        case "softbreak" | "hardbreak":
            yield style | {"text": " "}
        case "text" | "code_inline":
            yield style | {"text": node.content}
    for child in node.children:
        yield from _leaves(child, style)
