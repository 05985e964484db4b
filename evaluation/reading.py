"""How much of a policy the reader keeps, how little else, and how much of its structure: on real pages, against hand-made selections.

Recall and precision are counted over sets of word 5-grams of our text and of the paired Markdown. Pages where that Markdown is really on the
page (`gold_on_page` of at least 0.98) count for the means; on the others recall is divided by what is on the page. Prints one JSON line.

Headings, items, numbers and rows are counted whole, however short. Some references selected the menus of their page with its body: an item is told
to be an entry of a menu by the page alone, where its words stand in a landmark of navigation (nav, header, footer, their roles, or an element whose
id or class is one of those words) and in no list item outside of one. `menu_items` says how many there were, `list_items_with_menus` what would be
kept if they counted. A numbered item may have become a paragraph or a heading, if that carries its number.

    python -m evaluation.reading [--check] [--only PART_OF_NAME] [--pages]
"""

import argparse
import json
import re
import sys
import tarfile
import time
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from clauseatlas.model.policytext import Block, BlockKind, PolicyText
from clauseatlas.model.words import Verdict
from clauseatlas.text.gate import judge
from clauseatlas.text.ordinals import letters, roman
from clauseatlas.text.reading import read

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
UNPACKED = ROOT / "var" / "data"
FLOORS = Path(__file__).with_name("floors.json")
EXCEPTIONS = Path(__file__).with_name("reading_exceptions.toml")
GRAM = 5
WHOLE_GOLD = 0.98
SURVIVING_POLICY = 0.8
# Between this share of the old text and the one above, a page holds the policy rewritten or cut: what is left must be read, this much of it, though
# the gate holds the page back until it is seen again.
REWRITTEN_POLICY = 0.3
PARTLY_READ = 0.8
# What holds the menus of a page; the words of classes and ids are those that sites write by convention.
MENU_WORDS = ("nav", "navbar", "navigation", "menu", "header", "footer", "breadcrumb", "breadcrumbs")
LANDMARKS = ", ".join(
    [
        *("nav", "header", "footer"),
        *(f"[role={role}]" for role in ("navigation", "banner", "contentinfo", "menu", "menubar")),
        *(f"[class~={word}], [id={word}]" for word in MENU_WORDS),
    ]
)
# Coverage in the index is rounded to two places.
ROUNDING = 0.005

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_TARGET = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_MARKER = re.compile(r"(?m)^\s*(?:[*+-]|\d+\.)\s+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SIGNS = re.compile(r"[*_`#|]+")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^\s*(?:[*+-]|(\d+)\.)\s+(\S.*)$")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_RULER = re.compile(r"^[\s|:-]+$")

Words = tuple[str, ...]


@dataclass(slots=True)
class Kept:
    """So many of so many."""

    kept: int = 0
    of: int = 0

    def add(self, *, kept: int, of: int) -> None:
        """Count some more."""
        self.kept += kept
        self.of += of

    @property
    def share(self) -> float:
        """Share from 0 to 1; 1 where there was nothing to keep."""
        return self.kept / self.of if self.of else 1.0


@dataclass(slots=True)
class Page:
    """One measured page."""

    name: str
    on_page: float
    recall: float
    precision: float


@dataclass(slots=True)
class Structure:
    """What became of headings, items, numbers and rows."""

    headings: Kept = field(default_factory=Kept)
    items: Kept = field(default_factory=Kept)
    with_menus: Kept = field(default_factory=Kept)
    numbers: Kept = field(default_factory=Kept)
    rows: Kept = field(default_factory=Kept)


def corpus(name: str) -> Path:
    """The unpacked folder of a data set; unpacks it when it is missing."""
    folder = UNPACKED / name
    if not folder.is_dir():
        UNPACKED.mkdir(parents=True, exist_ok=True)
        with tarfile.open(SHARED / f"{name}.tar.xz") as archive:
            archive.extractall(UNPACKED, filter="data")
    return folder


def index(folder: Path) -> list[dict[str, object]]:
    """The rows of a data set's index."""
    return [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]


def words(text: str) -> Words:
    """Lower-case words, composed as canonical text is."""
    return tuple(re.findall(r"\w+", unicodedata.normalize("NFC", text).replace("_", "").replace("\u00ad", "").lower()))


def bare(markdown: str) -> str:
    """Markdown without targets, markers and signs."""
    text = _BREAK.sub(" ", _IMAGE.sub("", markdown))
    text = _TARGET.sub("", text).replace("[", "")
    text = re.sub(r"\\(.)", r"\1", _MARKER.sub("", text))
    return _SIGNS.sub("", text)


def grams(sequence: Words) -> set[Words]:
    """All 5-grams of a sequence of words."""
    return {sequence[at : at + GRAM] for at in range(len(sequence) - GRAM + 1)}


def gold_structure(markdown: str) -> tuple[list[Words], list[tuple[int | None, Words]], list[Words]]:
    """Headings, items with their number, and rows of Markdown, as words."""
    headings: list[Words] = []
    items: list[tuple[int | None, Words]] = []
    rows: list[Words] = []
    before = ""
    for line in markdown.splitlines():
        heading = _HEADING.match(line)
        if heading:
            headings.append(words(bare(heading.group(1))))
        elif re.match(r"^\s*(?:=+|-+)\s*$", line) and before.strip() and not _ROW.match(before):
            headings.append(words(bare(before)))
        elif (row := _ROW.match(line)) and not _RULER.match(line):
            rows.append(words(bare(row.group(1))))
        elif item := _ITEM.match(line):
            items.append((int(item.group(1)) if item.group(1) else None, words(bare(item.group(2)))))
        before = line
    return [h for h in headings if h], [(n, w) for n, w in items if w], [r for r in rows if r]


def menu_entries(body: bytes) -> set[Words]:
    """What a page lists in its landmarks of navigation and nowhere else, as words."""
    page = LexborHTMLParser(body)
    landmarks = page.css(LANDMARKS)
    inside = {words(node.text(separator=" ")) for landmark in landmarks for node in landmark.css("li, a, button, p, span")}
    for landmark in landmarks:
        landmark.decompose()
    return inside - {words(node.text(separator=" ")) for node in page.css("li")}


def measure_structure(policy: PolicyText, markdown: str, into: Structure, *, menu: Collection[Words] = ()) -> list[str]:
    """Count what is kept; returns what is not, for reading. Items that are entries of `menu` are counted apart."""
    headings, items, rows = gold_structure(markdown)
    ours: dict[BlockKind, list[tuple[Words, Block]]] = {kind: [] for kind in BlockKind}
    for block in policy.blocks:
        ours[block.kind].append((words(policy.text[block.start : block.end]), block))
    our_headings = {text for text, _ in ours[BlockKind.HEADING]}
    lost = [f"heading: {' '.join(h)}" for h in headings if h not in our_headings]
    into.headings.add(kept=sum(h in our_headings for h in headings), of=len(headings))
    by_start: dict[Words, list[tuple[Words, Block]]] = {}
    for text, block in [*ours[BlockKind.LIST_ITEM], *ours[BlockKind.HEADING], *ours[BlockKind.PARAGRAPH]]:
        for start in {text[:3], text[1:4]}:
            by_start.setdefault(start, []).append((text, block))
    for number, text in items:
        found = [block for full, block in by_start.get(text[:3], []) if is_kept(text, full, block, number=number, whole=policy.text)]
        into.with_menus.add(kept=bool(found), of=1)
        if text in menu:
            continue
        into.items.add(kept=bool(found), of=1)
        if not found:
            lost.append(f"item: {' '.join(text)[:150]}")
        elif number is not None:
            right = any(is_number(block, number, policy.text) for block in found)
            into.numbers.add(kept=right, of=1)
            if not right:
                lost.append(f"number {number}, not {[block.number for block in found]}: {' '.join(text)[:100]}")
    our_rows = set(row_words(ours[BlockKind.TABLE_CELL]))
    into.rows.add(kept=sum(r in our_rows for r in rows), of=len(rows))
    return lost + [f"row: {' '.join(r)[:150]}" for r in rows if r not in our_rows]


def is_kept(text: Words, full: Words, block: Block, *, number: int | None, whole: str) -> bool:
    """Whether a block of the words `full` is the item: begins with its words; a paragraph only with the item's number."""
    if block.kind is not BlockKind.PARAGRAPH:
        return full[: len(text)] == text
    own = full[1:] if number is not None and full[:1] == (str(number),) else full
    return number is not None and own[: len(text)] == text and is_number(block, number, whole)


def is_number(block: Block, number: int, text: str) -> bool:
    """Whether a block carries the number, in figures, letters or Roman."""
    last = re.findall(r"[0-9A-Za-z]+", block.number or "")[-1:]
    if last and last[0].lower() in (str(number), letters(number), roman(number)):
        return True
    return text[block.start : block.end].startswith(f"{number}.")


def row_words(cells: list[tuple[Words, Block]]) -> Iterator[Words]:
    """The words of every row of a table."""
    row: Words = ()
    before: tuple[int, int] | None = None
    for text, block in cells:
        if before is not None and block.cell is not None and (block.cell[0] != before[0] or block.cell[1] < before[1]):
            yield row
            row = ()
        row += text
        before = block.cell
    if row:
        yield row


def measure_html(only: str) -> tuple[list[Page], list[Structure], dict[str, float], dict[str, list[str]]]:
    """Pages, structure on those with whole gold, time, and what was lost per page."""
    folder = corpus("html")
    pages: list[Page] = []
    structures: list[Structure] = []
    losses: dict[str, list[str]] = {}
    seconds, refused = 0.0, []
    for row in index(folder):
        name = str(row["html"])
        if only not in name:
            continue
        body, markdown = (folder / name).read_bytes(), (folder / str(row["ota_markdown"])).read_text(encoding="utf-8")
        started = time.process_time()
        policy = read(body, url=str(row["url"]))
        verdict = judge(policy, url=str(row["url"]))
        seconds += time.process_time() - started
        if verdict.verdict is Verdict.QUARANTINED:
            refused.append(name)
        gold, ours = grams(words(bare(markdown))), grams(words(policy.text))
        both = len(gold & ours)
        pages.append(Page(name, float(str(row["gold_on_page"])), both / max(1, len(gold)), both / max(1, len(ours))))
        if pages[-1].on_page >= WHOLE_GOLD:
            own = Structure()
            losses[name] = measure_structure(policy, markdown, own, menu=menu_entries(body))
            structures.append(own)
    losses["refused"] = refused
    return pages, structures, {"cpu_ms_per_page": round(1000 * seconds / max(1, len(pages)), 1), "refused": len(refused)}, losses


def measure_rot() -> tuple[dict[str, float], list[str]]:
    """Pages whose selectors rotted: is the policy read where it still is, and never taken for the same one where it is not?"""
    folder = corpus("html_rot")
    read_well, partly, refused = Kept(), Kept(), Kept()
    wrong: list[str] = []
    for row in index(folder):
        name, coverage = str(row["html"]), float(str(row["old_text_coverage"]))
        policy = read((folder / name).read_bytes(), url=str(row["url"]))
        old = (folder / str(row["last_ota_markdown"])).read_bytes()
        gold = grams(words(bare(old.decode("utf-8"))))
        ours = len(gold & grams(words(policy.text))) / max(1, len(gold))
        verdict = judge(policy, url=str(row["url"]), previous=read(old, media_type="text/markdown"))
        if coverage >= SURVIVING_POLICY:
            good = ours >= coverage - ROUNDING and verdict.verdict is not Verdict.QUARANTINED
            read_well.add(kept=good, of=1)
        else:
            good = verdict.verdict is not Verdict.POLICY
            refused.add(kept=good, of=1)
        if REWRITTEN_POLICY <= coverage < SURVIVING_POLICY:
            read_on = ours >= PARTLY_READ * coverage and verdict.verdict is not Verdict.QUARANTINED
            partly.add(kept=read_on, of=1)
            good = good and read_on
        if not good:
            wrong.append(f"{name}: {ours:.2f} of {coverage:.2f}, {verdict.verdict} {[str(reason) for reason in verdict.reasons]}")
    return {"rot_read": round(read_well.share, 4), "rot_partly": round(partly.share, 4), "rot_refused": round(refused.share, 4)}, wrong


def measure_noise() -> tuple[dict[str, float], list[str]]:
    """Pairs of captures: the same digest where the policy did not change, another where it did."""
    folder, same, differ, wrong = corpus("html_noise"), 0, 0, []
    for row in index(folder):
        before, after = (read((folder / f"{row['name']}.{side}.html").read_bytes(), url=str(row["url"])) for side in ("before", "after"))
        equal = before.sha256 == after.sha256
        right = equal == (row["kind"] == "no_text_change")
        same += right and equal
        differ += right and not equal
        if not right:
            wrong.append(str(row["name"]))
    return {"noise_same": same, "noise_differ": differ}, wrong


def mean(values: list[float]) -> float:
    """The mean, 1 where there is nothing."""
    return sum(values) / len(values) if values else 1.0


def total(parts: Iterable[Kept]) -> float:
    """The share over all pages together, where a page with a menu of a hundred links in its reference weighs as a hundred."""
    whole = Kept()
    for part in parts:
        whole.add(kept=part.kept, of=part.of)
    return whole.share


def summarise(pages: list[Page], structures: list[Structure]) -> dict[str, float]:
    """The figures of the pages."""
    excepted = {row["page"] for row in tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8")).get("exception", [])}
    whole = [page for page in pages if page.on_page >= WHOLE_GOLD]
    others = [page.recall / page.on_page for page in pages if REWRITTEN_POLICY < page.on_page < WHOLE_GOLD]
    return {
        "pages": len(pages),
        "pages_whole": len(whole),
        "recall": round(mean([page.recall for page in whole]), 4),
        "recall_worst": round(min((page.recall for page in whole if page.name not in excepted), default=1.0), 4),
        "exceptions": len(excepted),
        "precision": round(mean([page.precision for page in whole]), 4),
        "precision_all": round(mean([page.precision for page in pages]), 4),
        "recall_others": round(mean(others), 4),
        "headings": round(mean([own.headings.share for own in structures if own.headings.of]), 4),
        "list_items": round(mean([own.items.share for own in structures if own.items.of]), 4),
        "list_items_with_menus": round(mean([own.with_menus.share for own in structures if own.with_menus.of]), 4),
        "menu_items": sum(own.with_menus.of - own.items.of for own in structures),
        "numbers": round(mean([own.numbers.share for own in structures if own.numbers.of]), 4),
        "table_rows": round(mean([own.rows.share for own in structures if own.rows.of]), 4),
        "headings_all": round(total(own.headings for own in structures), 4),
        "list_items_all": round(total(own.items for own in structures), 4),
        "numbers_all": round(total(own.numbers for own in structures), 4),
        "table_rows_all": round(total(own.rows for own in structures), 4),
    }


def below(figures: dict[str, float]) -> list[str]:
    """Figures under their floor or over their ceiling."""
    bounds = json.loads(FLOORS.read_text(encoding="utf-8"))["reading"]
    missed = [f"{name} {figures[name]} < {floor}" for name, floor in bounds["at least"].items() if figures[name] < floor]
    return missed + [f"{name} {figures[name]} > {ceiling}" for name, ceiling in bounds["at most"].items() if figures[name] > ceiling]


def main() -> int:
    """Measure, print, and check when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="end with 1 where a figure is out of the bounds of evaluation/floors.json")
    parser.add_argument("--only", default="", help="only pages whose name contains this")
    parser.add_argument("--pages", action="store_true", help="also list pages and what they lost")
    options = parser.parse_args()
    pages, structures, times, losses = measure_html(options.only)
    figures = summarise(pages, structures) | times
    notes: list[str] = []
    if not options.only:
        for measured, remarks in (measure_rot(), measure_noise()):
            figures |= measured
            notes += remarks
    if options.pages:
        for page in sorted(pages, key=lambda page: page.recall / max(page.on_page, 0.01)):
            print(f"{page.on_page:.3f} recall {page.recall:.3f} precision {page.precision:.3f} {page.name}")
            print("".join(f"    {line}\n" for line in losses.get(page.name, [])), end="")
        print("\n".join([*losses["refused"], *notes]))
    print(json.dumps(figures))
    missed = below(figures) if options.check else []
    for line in missed:
        print(f"out of bounds: {line}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
