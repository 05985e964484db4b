"""Composing one sentence from a template: names, values in words, references to articles of law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from clauseatlas.catalogue import templates
from clauseatlas.catalogue.checks import LIMIT
from clauseatlas.catalogue.kinds import AttributeKind, AttributeRule, ClauseType, Regulation
from clauseatlas.model.words import DocumentType
from clauseatlas.provisions.cases import Case, Value

NAMELESS: Final = "the platform"
MAX_LISTED: Final = 7  # things in one sentence; the rest is "and others"
_DOCUMENTS: Final[Mapping[DocumentType, str]] = {
    DocumentType.TERMS_OF_SERVICE: "the terms",
    DocumentType.COMMERCIAL_TERMS: "the commercial terms",
    DocumentType.DEVELOPER_TERMS: "the developer terms",
    DocumentType.SELLER_TERMS: "the seller terms",
    DocumentType.CREATOR_TERMS: "the creator terms",
    DocumentType.ACCEPTABLE_USE: "the acceptable use policy",
    DocumentType.AI_POLICY: "the AI policy",
    DocumentType.CHILDRENS_POLICY: "the children's policy",
    DocumentType.COMMUNITY_GUIDELINES: "the community guidelines",
    DocumentType.LAW_ENFORCEMENT_GUIDELINES: "the guidelines",
    DocumentType.DATA_PROCESSING_AGREEMENT: "the data processing agreement",
    DocumentType.OTHER_POLICY: "the document",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How sentences name platform and document."""

    platform: str | None
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A sentence, the same without its references to law, and the articles it refers to as (regulation, article) pairs."""

    text: str
    bare: str
    laws: tuple[tuple[str, str], ...]


def naming(platform: str | None, document_type: DocumentType) -> Naming:
    """The names for sentences about a document ("the privacy policy")."""
    return Naming(platform=platform, document=_DOCUMENTS.get(document_type, f"the {document_type.value.replace('-', ' ')}"))


def compose(say: str, of: Case, names: Naming, regulations: Mapping[str, Regulation]) -> Composed | None:
    """The sentence of a template, or None where a placeholder has no value."""
    writer = _Writer(of=of, names=names, regulations=regulations)
    text = writer.write(templates.parse(say))
    if text is None:
        return None
    bare = (_Writer(of=of, names=names, regulations={}).write(templates.parse(say)) or "") if writer.laws else text
    named = names.platform is not None and text.startswith(names.platform)
    return Composed(text=text if named else text[:1].upper() + text[1:], bare=bare, laws=tuple(dict.fromkeys(writer.laws)))


class _Writer:
    """Writes the pieces of one template and remembers the articles it named."""

    def __init__(self, *, of: Case, names: Naming, regulations: Mapping[str, Regulation]) -> None:
        self._of, self._names, self._regulations = of, names, regulations
        self.laws: list[tuple[str, str]] = []

    def write(self, pieces: Sequence[templates.Piece]) -> str | None:
        """The text of the pieces, None where a value is missing."""
        written: list[str] = []
        for piece in pieces:
            text = self._piece(piece)
            if text is None:
                return None
            written.append(text)
        return "".join(written)

    def _piece(self, piece: templates.Piece) -> str | None:
        if isinstance(piece, str):
            return piece
        if isinstance(piece, templates.Slot):
            return self._value(piece.name)
        if isinstance(piece, templates.Optional):
            return self.write(piece.parts) if self._value(piece.name) is not None else ""
        return self._law(piece)

    def _value(self, name: str) -> str | None:
        if name == "platform":
            return self._names.platform or NAMELESS
        if name == "document":
            return self._names.document
        read = self._of.read(name)
        return in_words(self._of.clause, name, read) if read else None

    def _law(self, reference: templates.LawReference) -> str:
        regulation = self._regulations.get(reference.regulation)
        if regulation is None:
            return ""
        self.laws.extend((regulation.id, article) for article in reference.articles)
        return cited(regulation, reference.articles)


def cited(regulation: Regulation, articles: Sequence[str]) -> str:
    """The citation of articles ("Art. 13 and 14 GDPR", "sections 2 and 402 of the Federal Arbitration Act")."""
    text = regulation.cite.replace("{article}", joined(articles)).replace("{short}", regulation.short).replace("{title}", regulation.title)
    if len(articles) > 1:
        for one, several in (("section ", "sections "), ("Section ", "Sections "), ("§ ", "§§ "), ("Article ", "Articles ")):
            if text.startswith(one):
                return several + text.removeprefix(one)
    return text


def in_words(clause: ClauseType, name: str, values: Sequence[Value]) -> str:
    """The values of an attribute as they read inside a sentence."""
    rule = next((rule for rule in clause.attributes if rule.name == name.removeprefix(f"{LIMIT}_")), None)
    return joined([value_in_words(rule, value) if rule else str(value) for value in values])


def value_in_words(rule: AttributeRule, value: Value) -> str:
    """One value as it reads inside a sentence: periods and percentages with their unit, closed values by their name."""
    if rule.kind is AttributeKind.DURATION and not isinstance(value, str):
        unit = rule.unit or "days"
        return f"{value} {unit.removesuffix('s') if value == 1 else unit}"
    if rule.kind is AttributeKind.PERCENT:
        return f"{value} %"
    return rule.names.get(str(value), str(value))


def joined(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "a, b and c"; long lists end in "and others"."""
    shown = list(words[:MAX_LISTED]) + (["others"] if len(words) > MAX_LISTED else [])
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]
