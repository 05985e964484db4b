"""The record page of a provision, assembled from its records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clauseatlas.atlas.standing import Prevalence
from clauseatlas.catalogue.kinds import AttributeRule, Catalogue
from clauseatlas.model import labels
from clauseatlas.model.words import Basis, Category, Direction, Level, Stance
from clauseatlas.publish.citing import Citation, cite
from clauseatlas.publish.pages.attributes import differences_in_words, in_words
from clauseatlas.publish.pages.parts import (
    Crumb,
    Head,
    ProvisionCard,
    Reference,
    Term,
    clause_term,
    document_reference,
    platform_reference,
    provision_card,
    term,
    version_reference,
)
from clauseatlas.records import addresses
from clauseatlas.records.models import Effect, Provision, Revision, Version
from clauseatlas.records.queries import publishing

MOST_PEERS = 3
MOST_SIBLINGS = 12

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
class QuotePart:
    """A quotation with its offsets in the canonical text and the place where the reading view shows it."""

    exact: str
    start: int
    end: int
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributePart:
    """An attribute in words, with the raw words it was read from."""

    name: str
    label: str
    values: tuple[str, ...]
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedPart:
    """A headed part of the analysis; `level` is set where the part has one."""

    key: str
    heading: str
    text: str
    level: Term | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPart:
    """What a person can do: who, what, how, where, within how many days."""

    who: str
    label: str
    how: str
    url: str | None
    deadline_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePart:
    """An article with its heading and official address, where the catalogue has them."""

    number: str
    citation: str
    heading: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationPart:
    """A regulation that the analysis mentions."""

    id: str
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
    because: str
    home: str
    complaint_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionPart:
    """One entry of the history of the clause."""

    number: int
    since: datetime
    version: Reference
    severity: Term
    stance: Term
    quotes: tuple[str, ...]
    change: Reference | None
    direction: Term | None
    because: str
    attributes: tuple[tuple[str, str, str], ...]  # label, before, after
    difference_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerPart:
    """How another platform handles the same subject."""

    card: ProvisionCard
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the clause stands and what proves it; every digest says what it is of."""

    source_url: str
    version: Reference
    first_tracked: datetime
    last_verified: datetime | None
    captures: int
    verified: int
    document_updated: date | None
    document_effective: date | None
    analysed: datetime
    body_sha256: str
    dom_sha256: str
    text_sha256: str
    reader: str
    catalogue: str
    classifier: str
    ledger_position: int | None
    leaf_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionPage:
    """Everything the record page shows."""

    head: Head
    record_id: str
    title: str
    platform: Reference
    document: Reference
    document_type: Term
    clause_type: Term
    question: str
    definition: str
    category: Term
    stance: Term
    severity: Term
    factors: tuple[Mapping[str, str], ...]
    presence: float
    reading: Term
    doubts: tuple[str, ...]
    basis: Term
    status: Term
    having: int
    of: int
    standing: str | None
    quotes: tuple[QuotePart, ...]
    plain: tuple[HeadedPart, ...]
    institutional: tuple[HeadedPart, ...]
    actions: tuple[ActionPart, ...]
    regulations: tuple[RegulationPart, ...]
    agencies: tuple[AgencyPart, ...]
    attributes: tuple[AttributePart, ...]
    questions: tuple[Mapping[str, str], ...]
    peers: tuple[PeerPart, ...]
    history: tuple[RevisionPart, ...]
    evidence: Evidence
    citations: tuple[Citation, ...]
    siblings: tuple[ProvisionCard, ...]
    sibling_count: int
    withheld: int


def provision_page(provision: Provision, catalogue: Catalogue, *, site: str) -> ProvisionPage:
    """The record page of a provision; `site` is the public root address without a slash at its end."""
    revision = provision.current
    if revision is None:
        raise ValueError(f"{provision.record_id} has no revision")
    document = provision.document
    kind = catalogue.clauses.get(provision.clause_type)
    having, of = publishing.prevalence(provision.clause_type, revision.stance, kind.documents if kind else ())
    label = Prevalence(having=having, of=of).label
    siblings = [each for each in publishing.provisions_in(document) if each.pk != provision.pk]
    evidence = _evidence(provision, revision)
    path = addresses.provision_path(provision)
    return ProvisionPage(
        head=Head(
            title=f"{revision.title} · {document.platform.name}",
            description=str(revision.statements.get("what_it_is") or revision.quotes[0]["exact"])[:300],
            path=path,
            crumbs=(
                Crumb(label=document.platform.name, path=addresses.platform_path(document.platform)),
                Crumb(label=document.title, path=addresses.document_path(document)),
                Crumb(label=provision.record_id),
            ),
        ),
        record_id=provision.record_id,
        title=revision.title,
        platform=platform_reference(document),
        document=document_reference(document),
        document_type=term(labels.DOCUMENT_TYPES, document.type),
        clause_type=clause_term(catalogue, provision.clause_type),
        question=(kind.question if kind else "").replace("{platform}", document.platform.name),
        definition=kind.definition if kind else "",
        category=term(labels.CATEGORIES, Category(revision.category)),
        stance=term(labels.STANCES, Stance(revision.stance)),
        severity=term(labels.SEVERITIES, Level(revision.severity)),
        factors=tuple(revision.factors),
        presence=revision.presence,
        reading=term(labels.SEVERITIES, Level(revision.reading)),
        doubts=tuple(dict.fromkeys([*revision.confidence_reasons, *revision.doubts])),
        basis=term(labels.BASES, Basis(revision.basis)),
        status=term(labels.STATUSES, provision.status),
        having=having,
        of=of,
        standing=label.value.capitalize() if label else None,
        quotes=tuple(QuotePart(exact=q["exact"], start=q["start"], end=q["end"], section=tuple(q["section"])) for q in revision.quotes),
        plain=_headed(revision, STATEMENT_HEADS),
        institutional=_headed(revision, INSTITUTIONAL_HEADS),
        actions=tuple(_action(row) for row in revision.actions),
        regulations=tuple(_regulation(row, catalogue) for row in revision.regulations),
        agencies=tuple(_agency(row, catalogue) for row in revision.agencies),
        attributes=_attributes(revision, kind.attributes if kind else ()),
        questions=tuple(revision.questions),
        peers=tuple(
            PeerPart(card=provision_card(peer, catalogue), since=peer.current.first_version.first_seen)
            for peer in publishing.peers(provision, MOST_PEERS)
            if peer.current
        ),
        history=_history(provision, kind.attributes if kind else ()),
        evidence=evidence,
        citations=cite(provision, revision, site=site),
        siblings=tuple(provision_card(each, catalogue) for each in publishing.most_severe_first(siblings)[:MOST_SIBLINGS]),
        sibling_count=len(siblings),
        withheld=len(revision.withheld),
    )


def _headed(revision: Revision, heads: Mapping[str, str]) -> tuple[HeadedPart, ...]:
    parts = []
    for key, heading in heads.items():
        text = revision.statements.get(key)
        if text:
            level = term(labels.SEVERITIES, Level(revision.statements["exposure"])) if key == "governance_exposure" else None
            parts.append(HeadedPart(key=key, heading=heading, text=str(text), level=level))
    return tuple(parts)


def _action(row: Mapping[str, Any]) -> ActionPart:
    who = str(row["who"])
    return ActionPart(
        who=labels.HOLDERS.get(who, who.capitalize()), label=row["label"], how=row["how"], url=row["url"], deadline_days=row["deadline_days"]
    )


def _regulation(row: Mapping[str, Any], catalogue: Catalogue) -> RegulationPart:
    law = catalogue.regulations.get(row["id"])
    if law is None:
        return RegulationPart(
            id=row["id"], title=row["id"], short=row["id"], region="", in_force=None, applies=None, source="", because=row["because"], articles=()
        )
    known = {article.number: article for article in law.articles}
    return RegulationPart(
        id=law.id,
        title=law.title,
        short=law.short,
        region=law.region,
        in_force=law.in_force,
        applies=law.applies,
        source=law.source,
        because=row["because"],
        articles=tuple(
            ArticlePart(
                number=number,
                citation=law.cite.format(article=number, short=law.short),
                heading=known[number].heading if number in known else "",
                source=known[number].source if number in known else law.source,
            )
            for number in row["articles"]
        ),
    )


def _agency(row: Mapping[str, Any], catalogue: Catalogue) -> AgencyPart:
    agency = catalogue.agencies.get(row["id"])
    return AgencyPart(
        id=row["id"],
        title=agency.title if agency else row["id"],
        because=row["because"],
        home=agency.home if agency else "",
        complaint_url=row["complaint_url"],
    )


def _attributes(revision: Revision, rules: Sequence[AttributeRule]) -> tuple[AttributePart, ...]:
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for reading in revision.readings:
        by_name.setdefault(reading["name"], []).append(reading)
    known = {rule.name: rule for rule in rules}
    return tuple(
        AttributePart(
            name=name,
            label=known[name].label if name in known else name.replace("_", " ").capitalize(),
            values=tuple(dict.fromkeys(in_words(row["value"], known.get(name)) for row in rows)),
            raw=tuple(dict.fromkeys(str(row["raw"]) for row in rows)),
        )
        for name, rows in by_name.items()
    )


def _history(provision: Provision, rules: Sequence[AttributeRule]) -> tuple[RevisionPart, ...]:
    """Every revision, newest first, with the told change that brought it where there is one."""
    effects: dict[int, Effect] = {effect.after_id: effect for effect in publishing.effects_on(provision) if effect.after_id}
    parts = []
    previous: Version | None = None
    for revision in publishing.revisions(provision):
        effect = effects.get(revision.pk)
        moved = effect.attributes if effect else {}
        parts.append(
            RevisionPart(
                number=revision.number,
                since=revision.first_version.first_seen,
                version=version_reference(provision.document, revision.first_version),
                severity=term(labels.SEVERITIES, Level(revision.severity)),
                stance=term(labels.STANCES, Stance(revision.stance)),
                quotes=tuple(quote["exact"] for quote in revision.quotes),
                change=Reference(record_id=effect.change.record_id, title=effect.change.record_id, path=addresses.change_path(effect.change))
                if effect
                else None,
                direction=term(labels.DIRECTIONS, Direction(effect.direction)) if effect else None,
                because=effect.because if effect else "",
                attributes=differences_in_words(moved, rules),
                difference_path=addresses.difference_path(provision.document, previous.number, revision.first_version.number) if previous else None,
            )
        )
        previous = revision.last_version
    return tuple(reversed(parts))


def _evidence(provision: Provision, revision: Revision) -> Evidence:
    document, version = provision.document, provision.last_version
    leaf = publishing.capture_leaf(version)
    health = publishing.health(document)
    return Evidence(
        source_url=document.url,
        version=version_reference(document, version),
        first_tracked=provision.first_version.first_seen,
        last_verified=document.verified if document.current_id == version.pk else health.last_good,
        captures=health.captures,
        verified=health.verified,
        document_updated=version.stated_updated,
        document_effective=version.stated_effective,
        analysed=revision.analysed,
        body_sha256=version.snapshot.body_sha256 if version.snapshot else "",
        dom_sha256=version.snapshot.dom_sha256 if version.snapshot else "",
        text_sha256=version.text_sha256,
        reader=version.reader,
        catalogue=str(revision.method.get("catalogue", "")),
        classifier=str(revision.method.get("classifier", "")),
        ledger_position=leaf.position if leaf else None,
        leaf_hash=leaf.leaf_hash if leaf else "",
    )
