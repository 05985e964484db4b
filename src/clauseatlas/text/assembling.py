"""Assembly: drafts become blocks of one canonical text, with offsets, numbers, heading paths, sentences and links."""

import hashlib
from collections.abc import Callable, Sequence
from urllib.parse import urljoin

from clauseatlas.model.policytext import Block, BlockKind, Link, PageSigns, PolicyText, Span
from clauseatlas.text.canonical import joint
from clauseatlas.text.dates import stated_dates
from clauseatlas.text.drafting import Draft
from clauseatlas.text.headings import promote
from clauseatlas.text.languages import decide
from clauseatlas.text.numbering import numbers, succeeds
from clauseatlas.text.sentences import split
from clauseatlas.text.titles import choose_title

Resolve = Callable[[str], str]


def assemble(
    drafts: Sequence[Draft], *, reader: str, media_type: str, page_title: str = "", signs: PageSigns | None = None, base: str | None = None
) -> PolicyText:
    """The policy text of drafts in reading order; link targets are made absolute where `base` is known."""
    signs = signs or PageSigns()
    kept = [draft for draft in drafts if draft.text]
    promote(kept)
    text, starts = _joined(kept)
    blocks = _blocks(kept, starts)
    language = decide(signs.declared_language, [draft.text for draft in kept if draft.kind is not BlockKind.HEADING])
    return PolicyText(
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        reader=reader,
        media_type=media_type,
        title=choose_title(kept, page_title),
        language=language,
        blocks=blocks,
        links=_links(kept, starts, base),
        stated=stated_dates(text, blocks, language, american=(signs.declared_language or "").lower().replace("_", "-") == "en-us"),
        signs=signs,
    )


def _joined(drafts: Sequence[Draft]) -> tuple[str, list[int]]:
    parts: list[str] = []
    starts: list[int] = []
    offset = 0
    before: Draft | None = None
    for draft in drafts:
        if before is not None:
            glue = joint(before.kind, draft.kind, same_row=before.row == draft.row)
            parts.append(glue)
            offset += len(glue)
        starts.append(offset)
        parts.append(draft.text)
        offset += len(draft.text)
        before = draft
    return "".join(parts), starts


def _blocks(drafts: Sequence[Draft], starts: Sequence[int]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    above: list[Draft] = []
    for draft, start, number in zip(drafts, starts, numbers(drafts), strict=True):
        heading = draft.kind is BlockKind.HEADING
        while above and ((heading and above[-1].level >= draft.level) or (not heading and succeeds(draft, above[-1]))):
            above.pop()
        blocks.append(
            Block(
                kind=draft.kind,
                start=start,
                end=start + len(draft.text),
                level=draft.level,
                number=number,
                path=tuple(over.text for over in above),
                source=draft.source,
                sentences=tuple(Span(start=start + first, end=start + last) for first, last in split(draft.text)),
                cell=draft.cell,
            )
        )
        if heading:
            above.append(draft)
    return tuple(blocks)


def _links(drafts: Sequence[Draft], starts: Sequence[int], base: str | None) -> tuple[Link, ...]:
    return tuple(
        Link(start=start + link.start, end=start + link.end, target=absolute(link.target, base))
        for draft, start in zip(drafts, starts, strict=True)
        for link in draft.links
    )


def absolute(target: str, base: str | None) -> str:
    """A link target made absolute; as written where there is no base or the address cannot be parsed."""
    if not base:
        return target
    try:
        return urljoin(base, target)
    except ValueError:
        return target
