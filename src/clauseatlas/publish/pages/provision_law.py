"""The law on a record page: regulations with their articles, agencies, and the analysis with every mention leading to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clauseatlas.catalogue.kinds import Article, Catalogue, Regulation
from clauseatlas.model import labels
from clauseatlas.model.words import Level
from clauseatlas.publish.pages.parts import Term, term
from clauseatlas.records.models import Revision

STATEMENT_HEADS = {
    "what_it_is": "What it is",
    "why_it_matters": "Why it matters",
    "interpretive_note": "Interpretive note",
    "for_you": "What it means for you",
}
INSTITUTIONAL_HEADS = {
    "regulatory_landscape": "Regulatory landscape",
    "governance_exposure": "Governance exposure",
    "jurisdiction_flags": "Jurisdiction flags",
    "contract_implications": "Contract and vendor implications",
    "compliance_considerations": "Compliance considerations",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """A run of a text; `target` is the place on the page it leads to, or None."""

    text: str
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedPart:
    """A headed part of the analysis; `level` is set where the part has one, `runs` join to `text`."""

    key: str
    heading: str
    text: str
    runs: tuple[TextRun, ...]
    level: Term | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePart:
    """An article with its heading, official address and own dates, where the catalogue has them."""

    number: str
    citation: str
    heading: str
    source: str
    applies: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationPart:
    """A regulation that the analysis mentions; `anchor` is its place on the page."""

    id: str
    anchor: str
    title: str
    short: str
    region: str
    in_force: date | None
    applies: date | None
    source: str
    because: str
    articles: tuple[ArticlePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPart:
    """A competent agency."""

    id: str
    title: str
    region: str
    because: str
    home: str
    complaint_url: str | None


def regulations(revision: Revision, catalogue: Catalogue) -> tuple[RegulationPart, ...]:
    """The regulations of a revision; one that left the catalogue has no title to show and is left out."""
    return tuple(_regulation(row, catalogue.regulations[row["id"]]) for row in revision.regulations if row["id"] in catalogue.regulations)


def agencies(revision: Revision, catalogue: Catalogue) -> tuple[AgencyPart, ...]:
    """The agencies of a revision."""
    return tuple(
        AgencyPart(
            id=row["id"],
            title=agency.title,
            region=agency.region,
            because=row["because"],
            home=agency.home,
            complaint_url=row["complaint_url"],
        )
        for row in revision.agencies
        if (agency := catalogue.agencies.get(row["id"])) is not None
    )


def headed(revision: Revision, heads: Mapping[str, str], laws: Sequence[RegulationPart]) -> tuple[HeadedPart, ...]:
    """The parts that the analysis has, in the order of `heads`, their mentions of law linked."""
    statements = revision.statements
    parts = []
    for key, heading in heads.items():
        text = statements.get(key)
        if text:
            level = term(labels.SEVERITIES, Level(statements["exposure"])) if key == "governance_exposure" else None
            parts.append(HeadedPart(key=key, heading=heading, text=str(text), runs=mentions(str(text), laws), level=level))
    return tuple(parts)


def mentions(text: str, laws: Sequence[RegulationPart]) -> tuple[TextRun, ...]:
    """The text in runs, each name of a listed regulation leading to its entry; the longest name that fits is taken."""
    names = {name: law.anchor for law in laws for name in {law.short, law.title} if name}
    if not names:
        return (TextRun(text=text),)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)))
    runs, place = [], 0
    for match in pattern.finditer(text):
        if match.start() > place:
            runs.append(TextRun(text=text[place : match.start()]))
        runs.append(TextRun(text=match.group(), target=names[match.group()]))
        place = match.end()
    if place < len(text):
        runs.append(TextRun(text=text[place:]))
    return tuple(runs)


def _regulation(row: Mapping[str, Any], law: Regulation) -> RegulationPart:
    known = {article.number: article for article in law.articles}
    return RegulationPart(
        id=law.id,
        anchor=f"law-{law.id}",
        title=law.title,
        short=law.short,
        region=law.region,
        in_force=law.in_force,
        applies=law.applies,
        source=law.source,
        because=row["because"],
        articles=tuple(_article(number, known.get(number), law) for number in row["articles"]),
    )


def _article(number: str, article: Article | None, law: Regulation) -> ArticlePart:
    return ArticlePart(
        number=number,
        citation=law.cite.format(article=number, short=law.short),
        heading=article.heading if article else "",
        source=article.source if article else law.source,
        applies=article.applies if article else None,
    )
