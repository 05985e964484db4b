"""The record page of a provision, assembled from its records: fourteen parts, each from one place, an empty one left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clauseatlas.archive.blobs import BlobStore
from clauseatlas.atlas.standing import Prevalence
from clauseatlas.catalogue.kinds import Catalogue, ClauseType
from clauseatlas.model import labels
from clauseatlas.model.words import Basis, Category, DocumentType, Level, Stance
from clauseatlas.publish.citing import Citable, Citation, cite
from clauseatlas.publish.pages import provision_evidence, provision_history, provision_law, provision_reading
from clauseatlas.publish.pages.as_of import AsOf, as_of
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
)
from clauseatlas.publish.pages.provision_evidence import Check, Evidence
from clauseatlas.publish.pages.provision_history import RelatedChange, RevisionPart, Stability, Verification
from clauseatlas.publish.pages.provision_law import INSTITUTIONAL_HEADS, STATEMENT_HEADS, AgencyPart, HeadedPart, RegulationPart
from clauseatlas.publish.pages.provision_reading import ActionPart, AttributePart, QuestionPart, QuotePart
from clauseatlas.publish.pages.provision_references import ReferencePart, references
from clauseatlas.records import addresses
from clauseatlas.records.models import Document, Provision, Revision, Version
from clauseatlas.records.queries import peers, proofs, publishing
from clauseatlas.records.queries.dating import Applied

MOST_PEERS = 3
MOST_SIBLINGS = 12
DESCRIPTION_CHARACTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerPart:
    """How another platform handles the same subject, since when its words are in the archive."""

    card: ProvisionCard
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionPage:
    """Everything the record page shows. `having` of `of` platforms have the clause with this stance."""

    head: Head
    record_id: str
    permalink: str
    as_of: AsOf | None
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
    split_from: Reference | None
    merged_into: Reference | None
    having: int
    of: int
    standing: str | None
    revision: int
    quotes: tuple[QuotePart, ...]
    references: tuple[ReferencePart, ...]
    plain: tuple[HeadedPart, ...]
    institutional: tuple[HeadedPart, ...]
    actions: tuple[ActionPart, ...]
    regulations: tuple[RegulationPart, ...]
    agencies: tuple[AgencyPart, ...]
    attributes: tuple[AttributePart, ...]
    questions: tuple[QuestionPart, ...]
    peers: tuple[PeerPart, ...]
    contrast: PeerPart | None
    history: tuple[RevisionPart, ...]
    stability: Stability
    related_changes: tuple[RelatedChange, ...]
    evidence: Evidence
    checks: tuple[Check, ...]
    verifications: tuple[Verification, ...]
    citations: tuple[Citation, ...]
    siblings: tuple[ProvisionCard, ...]
    sibling_count: int
    withheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of a provision is shown: a revision as it stands in a version, and the day asked for where one was."""

    revision: Revision
    version: Version
    as_of: AsOf | None = None

    @classmethod
    def now(cls, provision: Provision) -> "Shown":
        """The revision that stands, or the last one of an ended provision."""
        if provision.current is None:
            raise ValueError(f"{provision.record_id} has no revision")
        return cls(revision=provision.current, version=provision.last_version)

    @classmethod
    def on(cls, day: date, revision: Revision, applied: Applied) -> "Shown":
        """The revision in the version that applied on a day."""
        return cls(revision=revision, version=applied.version, as_of=as_of(day, applied))


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What pages need beside the records: the catalogue, the archive's bytes, the public root address, the day on which it is read."""

    catalogue: Catalogue
    blobs: BlobStore
    site: str
    today: date


def provision_page(provision: Provision, around: Surroundings, *, shown: Shown | None = None) -> ProvisionPage:
    """The record page of a provision as it stands, or as `shown`; `around.site` has no slash at its end."""
    shown = shown or Shown.now(provision)
    revision, document = shown.revision, provision.document
    kind = around.catalogue.clauses.get(provision.clause_type)
    policy, places = proofs.stored(shown.version)
    quotes = provision_reading.quotes(revision, places.get(revision.pk))
    spans = [(quote.start, quote.end) for quote in quotes]
    return ProvisionPage(
        **_header(provision, shown, around, kind),
        **_reading(revision, around.catalogue, kind),
        **_surroundings(provision, revision, around.catalogue),
        **_past(provision, shown, kind),
        **_proof(provision, shown),
        quotes=quotes,
        references=references(policy, spans, document=document, others=proofs.archived_documents(document.platform)),
        questions=provision_reading.questions(revision, _more_questions(provision, shown, kind)),
        checks=(
            *provision_evidence.live_checks(policy, quotes, shown.version.snapshot, around.blobs),
            *provision_evidence.log_checks(publishing.capture_leaf(shown.version)),
        ),
        citations=cite(citable(provision, revision, shown.version, site=around.site), accessed=around.today),
    )


def permalink(site: str, record_id: str) -> str:
    """The address that stays: the id decides, and no words of a title are in it."""
    return f"{site}/provisions/{record_id}/"


def citable(provision: Provision, revision: Revision, version: Version, *, site: str) -> Citable:
    """What a citation says of a revision as it stands in a version."""
    document = provision.document
    section = revision.quotes[0]["section"]
    return Citable(
        record_id=provision.record_id,
        revision=revision.number,
        title=revision.title,
        author=document.platform.name,
        work=f"{document.title}, version {version.number}",
        place=section[-1] if section else "",
        issued=version.first_seen.date(),
        url=permalink(site, provision.record_id),
        text_sha256=version.text_sha256,
    )


def _header(provision: Provision, shown: Shown, around: Surroundings, kind: ClauseType | None) -> dict[str, Any]:
    revision, document = shown.revision, provision.document
    having, of = publishing.prevalence(provision.clause_type, revision.stance, kind.documents if kind else ())
    label = Prevalence(having=having, of=of).label if provision.status != publishing.ENDED and shown.as_of is None else None
    return {
        "head": Head(
            title=f"{revision.title} · {document.platform.name}",
            description=str(revision.statements.get("what_it_is") or revision.quotes[0]["exact"])[:DESCRIPTION_CHARACTERS],
            path=addresses.provision_path(provision),
            crumbs=(
                Crumb(label=document.platform.name, path=addresses.platform_path(document.platform)),
                Crumb(label=document.title, path=addresses.document_path(document)),
                Crumb(label=provision.record_id),
            ),
            listed=shown.as_of is None,
        ),
        "record_id": provision.record_id,
        "permalink": permalink(around.site, provision.record_id),
        "as_of": shown.as_of,
        "title": revision.title,
        "revision": revision.number,
        "platform": platform_reference(document),
        "document": document_reference(document),
        "document_type": term(labels.DOCUMENT_TYPES, DocumentType(document.type)),
        "clause_type": clause_term(around.catalogue, provision.clause_type),
        "question": (kind.question if kind else "").replace("{platform}", document.platform.name),
        "definition": kind.definition if kind else "",
        "status": term(labels.STATUSES, provision.status),
        "split_from": _relative(provision.split_from),
        "merged_into": _relative(provision.merged_into),
        "having": having,
        "of": of,
        "standing": label.value.capitalize() if label else None,
    }


def _reading(revision: Revision, catalogue: Catalogue, kind: ClauseType | None) -> dict[str, Any]:
    laws = provision_law.regulations(revision, catalogue)
    return {
        "category": term(labels.CATEGORIES, Category(revision.category)),
        "stance": term(labels.STANCES, Stance(revision.stance)),
        "severity": term(labels.SEVERITIES, Level(revision.severity)),
        "factors": tuple(revision.factors),
        "presence": revision.presence,
        "reading": term(labels.SEVERITIES, Level(revision.reading)),
        "doubts": provision_reading.doubts(revision),
        "basis": term(labels.BASES, Basis(revision.basis)),
        "plain": provision_law.headed(revision, STATEMENT_HEADS, laws),
        "institutional": provision_law.headed(revision, INSTITUTIONAL_HEADS, laws),
        "regulations": laws,
        "agencies": provision_law.agencies(revision, catalogue),
        "actions": provision_reading.actions(revision),
        "attributes": provision_reading.attributes(revision, kind.attributes if kind else ()),
        "withheld": len(revision.withheld),
    }


def _surroundings(provision: Provision, revision: Revision, catalogue: Catalogue) -> dict[str, Any]:
    around = peers.peers_of(provision, stance=revision.stance, values=provision_history.values_of(revision), most=MOST_PEERS)
    siblings = [each for each in publishing.provisions_in(provision.document) if each.pk != provision.pk]
    return {
        "peers": tuple(_peer(each, catalogue) for each in around.alike),
        "contrast": _peer(around.other, catalogue) if around.other else None,
        "siblings": tuple(provision_card(each, catalogue) for each in publishing.most_severe_first(siblings)[:MOST_SIBLINGS]),
        "sibling_count": len(siblings),
    }


def _past(provision: Provision, shown: Shown, kind: ClauseType | None) -> dict[str, Any]:
    effects = publishing.effects_on(provision)
    rules = kind.attributes if kind else ()
    revisions = [each for each in publishing.revisions(provision) if not each.superseded or each.pk == shown.revision.pk]
    parts = provision_history.history(provision, revisions, effects, rules)
    return {
        "history": parts,
        "stability": provision_history.stability(parts, proofs.versions_since(provision.document, provision.first_version)),
        "related_changes": provision_history.related_changes(effects, rules),
    }


def _proof(provision: Provision, shown: Shown) -> dict[str, Any]:
    document = provision.document
    return {
        "evidence": provision_evidence.evidence(
            provision,
            shown.revision,
            shown.version,
            leaf=publishing.capture_leaf(shown.version),
            health=publishing.health(document),
        ),
        "verifications": provision_history.verification_log(proofs.verifications(document, provision_history.VISITS_SHOWN)),
    }


def _more_questions(provision: Provision, shown: Shown, kind: ClauseType | None) -> tuple[QuestionPart, ...]:
    """Questions that every record can answer from its own facts, for analyses with fewer than three."""
    document, version = provision.document, shown.version
    section = shown.revision.quotes[0]["section"]
    where = f", in the section “{section[-1]}”" if section else ""
    seen = provision.first_version.first_seen
    return (
        QuestionPart(
            question=f"Where does {document.platform.name} say this?",
            answer=f"In {_titled(document)}{where}; version {version.number} in this archive. The whole passage is quoted above.",
        ),
        QuestionPart(
            question="Since when is the clause known?",
            answer=f"It has been in the archive since {seen.day} {seen:%B %Y}; the platform may have had it before.",
        ),
        QuestionPart(question="Is this legal advice?", answer="No; it says what the document states and which laws speak about such clauses."),
    )


def _titled(document: Document) -> str:
    return f"its document “{document.title}”"


def _peer(provision: Provision, catalogue: Catalogue) -> PeerPart:
    if provision.current is None:
        raise ValueError(f"{provision.record_id} has no revision")
    return PeerPart(card=provision_card(provision, catalogue), since=provision.current.first_version.first_seen)


def _relative(provision: Provision | None) -> Reference | None:
    if provision is None:
        return None
    path = addresses.titled_provision_path(provision, provision.clause_type)
    return Reference(record_id=provision.record_id, title=provision.record_id, path=path)
