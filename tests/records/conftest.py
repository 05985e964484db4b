"""Values to store: a text, a provision, a document, all made up."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from clauseatlas.model.capture import Declaration
from clauseatlas.model.policytext import Block, BlockKind, GateVerdict, Link, PageSigns, PolicyText, Span, StatedDate, StatedKind
from clauseatlas.model.provision import (
    Action,
    AgencyTouch,
    Confidence,
    Factor,
    Finding,
    Grade,
    Provision,
    Question,
    Quote,
    Reading,
    RegulationTouch,
    Statements,
    Withheld,
)
from clauseatlas.model.words import Category, DocumentType, Level, Stance, Verdict, VersionCause
from clauseatlas.records.models import Document, Version
from clauseatlas.records.queries.documents import declare_document
from clauseatlas.records.queries.provisions import Arrival, set_standing, store_arrivals
from clauseatlas.records.queries.versions import Source, store_analysis, store_version

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
POLICY = GateVerdict(verdict=Verdict.POLICY)


def declaration(url: str = "https://harbourline.example/terms", platform: str = "Harbourline", **fields: object) -> Declaration:
    given = {"platform": platform, "title": "Terms of Service", "type": DocumentType.TERMS_OF_SERVICE, "url": url, **fields}
    return Declaration(**given)  # type: ignore[arg-type]


def policy(*sentences: str) -> PolicyText:
    """A text of one heading and a paragraph a sentence."""
    blocks, text = [Block(kind=BlockKind.HEADING, start=0, end=5, level=1)], "Terms"
    for sentence in sentences:
        start = len(text) + 2
        text = f"{text}\n\n{sentence}"
        span = Span(start=start, end=len(text))
        blocks.append(Block(kind=BlockKind.PARAGRAPH, start=start, end=len(text), number="2.", path=("Terms",), source="main>p", sentences=(span,)))
    stated = StatedDate(kind=StatedKind.UPDATED, value=date(2026, 2, 1), raw="1 February 2026", start=0, end=5)
    return PolicyText(
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        reader="html/1",
        media_type="text/html",
        title="Terms – Harbourline",
        language="en",
        blocks=(*blocks, Block(kind=BlockKind.TABLE_CELL, start=0, end=5, cell=(0, 1))),
        links=(Link(start=0, end=5, target="https://harbourline.example/"),),
        stated=(stated,),
        signs=PageSigns(page_title="Terms", scripts=2, visible_words=12),
    )


def provision(exact: str, start: int, *, title: str = "Disputes go to arbitration", clause_type: str = "arbitration") -> Provision:
    quote = Quote(exact=exact, start=start, end=start + len(exact), section=("Terms", "9. Disputes"))
    reading = Reading(name="opt_out_days", value=30, raw="30 days", start=start, end=start + 7)
    return Provision(
        finding=Finding(clause_type=clause_type, stance=Stance.REQUIRES, quotes=(quote,), readings=(reading,), presence=0.9, doubts=("hedged",)),
        category=Category.DISPUTES,
        title=title,
        severity=Grade(level=Level.HIGH, factors=(Factor(factor="opt-out", effect="lowers", because="there is a way out"),)),
        confidence=Confidence(presence=0.9, reading=Level.MEDIUM, reasons=("hedged",)),
        statements=Statements(what_it_is="Disputes are settled by an arbitrator.", exposure=Level.HIGH),
        actions=(Action(kind="opt-out", label="Opt out", who="account holder", how="Write to them.", deadline_days=30),),
        regulations=(RegulationTouch(id="faa", articles=("2",), because="it speaks of arbitration agreements"),),
        agencies=(AgencyTouch(id="ftc", because="unfair practices"),),
        questions=(Question(question="Can I sue?", answer="Only in small claims."),),
        withheld=(Withheld(part="for_you", sentence="A sentence.", failed="numbers"),),
    )


@pytest.fixture
def document(db: None) -> Document:
    return declare_document(declaration(), now=NOW)[0]


Publish = Callable[..., Version]


@pytest.fixture
def publish(document: Document) -> Publish:
    """Store a text as the next version with one provision for each of its sentences; those given `keeps` go on from there."""

    def published(*sentences: str, keeps: tuple[Arrival, ...] = (), seen: datetime = NOW) -> Version:
        text = policy(*sentences)
        version = store_version(document, text, POLICY, cause=VersionCause.FIRST, source=Source(first_seen=seen), rereads=None, now=seen)
        arrivals = list(keeps) or [Arrival(provision=provision(sentence, text.text.index(sentence))) for sentence in sentences]
        stored = store_arrivals(document, version, arrivals, method={"catalogue": "1"}, now=seen)
        store_analysis(version, places=stored.places, method={"catalogue": "1"}, now=seen)
        set_standing(document, version, stored.revisions)
        return version

    return published
