"""The kinds of knowledge in the catalogue, as read from its TOML files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clauseatlas.catalogue.patterns import Pattern
from clauseatlas.model.words import Category, DocumentType, Level, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a template, factor, action or touch applies; every part given must hold, an empty condition always does.

    `stance`: the stance is one of these. `attributes`: for each name, one of the values was read; "*" means any value, "-" means
    that none was read. `words`: matches somewhere in the quotes. `without`: matches nowhere in the quotes.
    """

    stance: frozenset[Stance] = frozenset()
    attributes: Mapping[str, frozenset[str]] | None = None
    words: Pattern | None = None
    without: Pattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A rule over one sentence: all of `all` match, one of `any` (where given), none of `none`.

    `weight` is the presence score a match alone gives (0 to 1). `heading` must match one of the headings above where given.
    """

    all: tuple[Pattern, ...]
    any: tuple[Pattern, ...]
    none: tuple[Pattern, ...]
    heading: Pattern | None
    weight: float
    language: str


class AttributeKind(StrEnum):
    """How an attribute is recognised."""

    CHOICE = "choice"  # one value of a closed list
    CHOICES = "choices"  # several values of a closed list
    DURATION = "duration"  # a period, in days unless `unit` says otherwise
    AGE = "age"
    MONEY = "money"
    PERCENT = "percent"
    LAW = "law"  # the law that governs, as named
    PLACE = "place"  # courts or seat, as named
    NAMES = "names"  # short named things of an enumeration (categories, recipients), from `values` patterns or as listed
    CONTACT = "contact"  # an e-mail, web or postal address


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeRule:
    """One attribute of a clause type: its kind, closed values with their patterns in order, and where to look."""

    name: str
    label: str
    kind: AttributeKind
    values: Mapping[str, tuple[Pattern, ...]]
    names: Mapping[str, str]
    near: Pattern | None
    unit: str
    default: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRule:
    """A rule of one type over a sentence that decides the stance before the general reading does."""

    stance: Stance
    when: Pattern
    unless: Pattern | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricStep:
    """One factor of the rubric: when it holds, the level goes up or down by `steps`, or stays ("keeps"), with the reason."""

    factor: str
    effect: str
    steps: int
    when: Condition
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One sentence of a statement part. Of several templates with one `slot`, only the first that applies is used."""

    say: str
    when: Condition
    slot: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRule:
    """Something a person can do about a clause of the type; `deadline` names the attribute that holds the days."""

    kind: str
    label: str
    who: str
    how: str
    when: Condition
    deadline: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A type that is easily confused with this one, and the difference."""

    type: str
    differs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRule:
    """A question of the record page with its answers; the first answer that applies is given."""

    question: str
    answers: tuple[Template, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionRule:
    """Which way a change of an attribute leads for the person bound: "more" or "less" of a number, or a value appearing."""

    attribute: str
    better: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseType:
    """A clause type: everything the atlas knows about one kind of clause."""

    id: str
    title: str
    category: Category
    version: int
    question: str
    definition: str
    usual: Level
    stances: tuple[Stance, ...]
    documents: frozenset[DocumentType]
    expected_in: frozenset[DocumentType]
    neighbours: tuple[Neighbour, ...]
    titles: tuple[Template, ...]
    signals: tuple[Signal, ...]
    stance_default: Stance
    stance_rules: tuple[StanceRule, ...]
    better: tuple[Stance, ...]
    directions: tuple[DirectionRule, ...]
    attributes: tuple[AttributeRule, ...]
    rubric: tuple[RubricStep, ...]
    statements: Mapping[str, tuple[Template, ...]]
    actions: tuple[ActionRule, ...]
    questions: tuple[QuestionRule, ...]
    positive: tuple["Example", ...]
    negative: tuple["Example", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence of our own writing; for positives with the stance and attributes a right reading gives."""

    text: str
    stance: Stance | None = None
    attributes: Mapping[str, str | int | float | tuple[str | int | float, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article or section of a regulation: its number, heading, official address, and its own dates where they differ."""

    number: str
    heading: str
    source: str
    in_force: date | None = None
    applies: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """How a regulation touches a clause type: condition, the sentence for a statement part, the articles it names, and why."""

    clause_type: str
    when: Condition
    part: str
    say: str
    articles: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """A law that policies touch: names, region, dates, official source, articles, touches and competent agencies."""

    id: str
    title: str
    short: str
    region: str
    in_force: date
    applies: date
    source: str
    summary: str
    cite: str
    articles: tuple[Article, ...]
    touches: tuple[Touch, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An authority: for which regulations and why it is competent, its home page and complaint address."""

    id: str
    title: str
    short: str
    region: str
    competence: str
    home: str
    complaint: str | None
    regulations: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTypeCues:
    """How a document type is recognised: patterns over title and address, and words typical of its text."""

    id: DocumentType
    title: str
    patterns: tuple[Pattern, ...]
    words: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All knowledge that an analysis uses, by id; `stamp` is the digest of the files ("1.0+3fa9…")."""

    clauses: Mapping[str, ClauseType]
    regulations: Mapping[str, Regulation]
    agencies: Mapping[str, Agency]
    document_types: Mapping[DocumentType, DocumentTypeCues]
    stamp: str
