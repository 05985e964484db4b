"""Where the words of a clause point to: sections and definitions of the same text, and other documents of the platform that are archived."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from clauseatlas.model import labels
from clauseatlas.model.policytext import Block, BlockKind, PolicyText
from clauseatlas.model.words import DocumentType
from clauseatlas.publish.pages.parts import shortened
from clauseatlas.records import addresses
from clauseatlas.records.models import Document

MOST_REFERENCES = 6
MOST_DEFINITIONS = 3
TITLE_CHARACTERS = 70  # of a target, as the page names it

# "section 4.2", "Sections 9(b)", "§ 7", "clause 3", "Article II": the number is what is looked for among the blocks.
_SECTION = re.compile(r"\b(?:sections?|clauses?|articles?|paragraphs?|§)\s*(?P<number>\d+(?:\.\d+)*(?:\([a-z0-9]+\))*|[IVX]+)\b", re.IGNORECASE)
# "section 7 of the Consumer Act" is a section of a law, not of this text.
_ELSEWHERE = re.compile(r"\s*(?:\([^)]*\)\s*)?of (?:the )?(?:[A-Z][\w&-]+ )*(?:Act|Code|Regulation|Directive|GDPR|Law)\b")
# A name in capitals that may have its own definition: "Customer Content", "Service Data".
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){1,3}\b")
_DEFINES = r"[“\"']{name}[”\"'](?:\)|,? (?:means|mean|refers to|includes|has the meaning))"
_STYLED = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePart:
    """Words of the quotation and what they point to. `kind` is "section", "definition" or "document"."""

    words: str
    kind: str
    title: str
    path: str


def references(policy: PolicyText, spans: Sequence[tuple[int, int]], *, document: Document, others: Sequence[Document]) -> tuple[ReferencePart, ...]:
    """What the words in these spans point to, as far as the target is archived, each target once, in the order of the words."""
    found: dict[str, ReferencePart] = {}
    for start, end in spans:
        quote = policy.text[start:end]
        for part in (
            *_linked(policy, start, end, document=document, others=others),
            *_named_documents(quote, document=document, others=others),
            *_sections(policy, quote, (start, end), document),
            *_definitions(policy, quote, (start, end), document),
        ):
            found.setdefault(part.path, part)
    return tuple(found.values())[:MOST_REFERENCES]


def _linked(policy: PolicyText, start: int, end: int, *, document: Document, others: Sequence[Document]) -> Iterator[ReferencePart]:
    """Links inside the quotation whose target is the address of an archived document of the platform."""
    by_address = {_address(each.url): each for each in others if each.pk != document.pk}
    for link in policy.links:
        target = by_address.get(_address(link.target)) if start <= link.start < end else None
        if target is not None:
            yield _document(policy.text[link.start : link.end].strip(), target)


def _named_documents(quote: str, *, document: Document, others: Sequence[Document]) -> Iterator[ReferencePart]:
    """Other documents named by their title or the usual name of their type, where only one of the platform fits."""
    by_type: dict[str, list[Document]] = {}
    for each in others:
        by_type.setdefault(each.type, []).append(each)
    for each in others:
        if each.pk == document.pk:
            continue
        alone = len(by_type[each.type]) == 1 and each.type != DocumentType.OTHER_POLICY.value
        names = [each.title, *((labels.DOCUMENT_TYPES[DocumentType(each.type)],) if alone else ())]
        match = next((found for name in names if (found := _whole(name, quote))), None)
        if match:
            yield _document(match, each)


def _sections(policy: PolicyText, quote: str, place: tuple[int, int], document: Document) -> Iterator[ReferencePart]:
    numbered: Mapping[str, Block] = {_number(block): block for block in reversed(policy.blocks) if _number(block)}
    for match in _SECTION.finditer(quote):
        if _ELSEWHERE.match(quote, match.end()):
            continue
        block = numbered.get(match["number"].rstrip(".").casefold())
        if block is not None and not block.start <= place[0] < block.end:
            yield _block(match.group(), "section", policy, block, document)


def _definitions(policy: PolicyText, quote: str, place: tuple[int, int], document: Document) -> Iterator[ReferencePart]:
    """Names in capitals that the same text defines in so many words."""
    count = 0
    for name in dict.fromkeys(_NAME.findall(quote)):
        match = re.search(_DEFINES.format(name=re.escape(name)), policy.text)
        if match is None or place[0] <= match.start() < place[1]:
            continue
        block = next((each for each in policy.blocks if each.start <= match.start() < each.end), None)
        if block is not None:
            yield _block(name, "definition", policy, block, document)
            count += 1
        if count == MOST_DEFINITIONS:
            return


def _number(block: Block) -> str:
    """The number of a heading or paragraph as text refers to it: "4.2" for "4.2." and for "Section 4.2"."""
    if not block.number or block.kind is BlockKind.TABLE_CELL:
        return ""
    return block.number.strip().rstrip(".):").removeprefix("Section ").casefold()


def _block(words: str, kind: str, policy: PolicyText, block: Block, document: Document) -> ReferencePart:
    anchor = f"b{policy.blocks.index(block) + 1}"
    title = shortened(" ".join(policy.text[block.start : block.end].split()), TITLE_CHARACTERS)
    return ReferencePart(words=words, kind=kind, title=title, path=f"{addresses.document_path(document)}?at={anchor}#{anchor}")


def _document(words: str, target: Document) -> ReferencePart:
    return ReferencePart(words=words, kind="document", title=f"{target.title} ({target.record_id})", path=addresses.document_path(target))


def _address(url: str) -> str:
    """An address without scheme, www and closing slash, so that two spellings of one page are one."""
    parts = urlsplit(urldefrag(url).url)
    return f"{parts.netloc.casefold().removeprefix('www.')}{parts.path.rstrip('/')}"


def _whole(name: str, text: str) -> str | None:
    """The name as the text writes it, in whatever case, as whole words; None where it is not there. One word is no name."""
    words = [re.escape(word) for word in _STYLED.findall(name)]
    if len(words) < 2:
        return None
    match = re.search(rf"\b{'[ -]'.join(words)}\b", text, re.IGNORECASE)
    return match.group() if match else None
