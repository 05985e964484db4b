"""A record as a sheet: the same assembled page in the order in which it is printed, for formats that have no links and no columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from clauseatlas.publish.citing import Citable, Citation, cite
from clauseatlas.publish.pages.change_page import ChangePage
from clauseatlas.publish.pages.provision_page import PeerPart, ProvisionPage
from clauseatlas.publish.twin import twin


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of a sheet; `kind` is "text", "quote" or "item", `note` stands smaller behind it."""

    text: str
    kind: str = "text"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A headed part of a sheet."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a printed record says. `at` is the time of the text it is about, `twin` the JSON record that belongs to it."""

    kind: str
    record_id: str
    title: str
    subtitle: str
    tags: tuple[str, ...]
    parts: tuple[Part, ...]
    facts: tuple[tuple[str, str], ...]
    digests: tuple[tuple[str, str], ...]
    permalink: str
    at: datetime
    citable: Citable
    citations: tuple[Citation, ...]
    accessed: date
    twin: bytes


def provision_sheet(page: ProvisionPage, citable: Citable, *, accessed: date) -> Sheet:
    """The sheet of a provision."""
    return Sheet(
        kind="Provision record",
        record_id=page.record_id,
        title=page.title,
        subtitle=f"{page.platform.title} · {page.document.title}, {page.evidence.version.title} · {page.clause_type.label}",
        tags=(
            f"Severity: {page.severity.label.lower()}",
            page.stance.label,
            page.basis.label,
            *((page.standing,) if page.standing else ()),
            page.status.label,
        ),
        parts=tuple(part for part in _provision_parts(page) if part.lines),
        facts=tuple(_provision_facts(page)),
        digests=tuple((name, value) for name, value in _digests(page) if value),
        permalink=page.permalink,
        at=page.evidence.captured,
        citable=citable,
        citations=page.citations,
        accessed=accessed,
        twin=twin(page),
    )


def change_citable(page: ChangePage, *, site: str) -> Citable:
    """What a citation says of a change: the later text, and the day on which it was captured."""
    card = page.card
    return Citable(
        record_id=card.record_id,
        revision=None,
        title=page.head.title,
        author=card.platform.title,
        work=f"{card.document.title}, change from {page.before.title} to {page.after.title}",
        place="",
        issued=page.captured.astimezone(UTC).date(),
        url=f"{site}{card.path}",
        text_sha256=page.after_sha256,
    )


def change_sheet(page: ChangePage, citable: Citable, *, accessed: date) -> Sheet:
    """The sheet of a change."""
    card = page.card
    return Sheet(
        kind="Change record",
        record_id=card.record_id,
        title=page.head.title,
        subtitle=f"{card.platform.title} · {card.document.title} · {page.before.title} to {page.after.title}",
        tags=(card.significance.label, card.direction.label),
        parts=tuple(part for part in _change_parts(page) if part.lines),
        facts=(
            ("Captured", _moment(page.captured)),
            ("Detected", _moment(page.detected)),
            ("Document's own date", _day(page.stated_updated)),
            ("Effective, as stated", _day(page.stated_effective)),
            (
                "Sentences",
                f"{card.sentences_added} added, {card.sentences_removed} removed, {card.sentences_reworded} reworded; {card.blocks_moved} moved",
            ),
            ("Provisions", f"{card.added} added, {card.revised} revised, {card.ended} ended"),
        ),
        digests=(("SHA-256 of the text before", page.before_sha256), ("SHA-256 of the text after", page.after_sha256)),
        permalink=citable.url,
        at=page.captured,
        citable=citable,
        citations=cite(citable, accessed=accessed),
        accessed=accessed,
        twin=twin(page),
    )


def _provision_parts(page: ProvisionPage) -> Iterator[Part]:
    plain = {part.key: part for part in page.plain}
    if "what_it_is" in plain:
        yield Part(heading="What it is", lines=(Line(text=plain["what_it_is"].text),))
    yield Part(
        heading="The clause",
        lines=tuple(
            Line(kind="quote", text=quote.exact, note=f"{' › '.join(quote.section)} · characters {quote.start} to {quote.end} of the canonical text")
            for quote in page.quotes
        ),
    )
    for key, part in plain.items():
        if key != "what_it_is":
            yield Part(heading=part.heading, lines=(Line(text=part.text),))
    yield Part(
        heading="What you can do",
        lines=tuple(Line(kind="item", text=f"{each.who}: {each.label}. {each.how}", note=_deadline(each.deadline_days)) for each in page.actions),
    )
    yield Part(
        heading="How others handle it",
        lines=tuple(_peer_line(peer) for peer in (*page.peers, *((page.contrast,) if page.contrast else ()))),
    )
    yield from _law_parts(page)


def _law_parts(page: ProvisionPage) -> Iterator[Part]:
    for part in page.institutional:
        yield Part(heading=f"{part.heading}{f': {part.level.label.lower()}' if part.level else ''}", lines=(Line(text=part.text),))
    yield Part(
        heading="Applicable regulations",
        lines=tuple(
            Line(kind="item", text=f"{law.title}: {'; '.join(each.citation for each in law.articles) or law.short}.", note=law.because)
            for law in page.regulations
        ),
    )
    yield Part(heading="Agencies", lines=tuple(Line(kind="item", text=each.title, note=each.because) for each in page.agencies))
    yield Part(
        heading="History of this clause",
        lines=tuple(
            Line(kind="item", text=f"{_day(each.since)}: revision {each.number}, {each.version.title}.", note=_moved(each.attributes))
            for each in page.history
        ),
    )
    yield Part(heading="Questions", lines=tuple(Line(text=each.question, note=each.answer) for each in page.questions))


def _peer_line(peer: PeerPart) -> Line:
    card = peer.card
    note = f"{card.platform.title} · {card.stance.label} · {card.severity.label} severity · since {_day(peer.since)} · {card.record_id}"
    return Line(kind="quote", text=card.quote, note=note)


def _provision_facts(page: ProvisionPage) -> Iterator[tuple[str, str]]:
    proof = page.evidence
    yield "Record", f"{page.record_id}, revision {page.revision}"
    yield "Document", f"{page.document.title} ({page.document.record_id})"
    yield "Source", proof.source_url
    yield "How common", f"{page.having} of {page.of} platforms have this clause with this stance"
    yield "Confidence", f"present {page.presence:.0%}, reading {page.reading.label.lower()}"
    for attribute in page.attributes:
        yield attribute.label, ", ".join(attribute.values)
    yield "Document's own date", _day(proof.document_updated)
    if proof.document_effective:
        yield "Effective, as stated", _day(proof.document_effective)
    yield "First tracked", _moment(proof.first_tracked)
    yield "Captured", _moment(proof.captured)
    yield "Last verified", _moment(proof.last_verified)
    yield "Analysed", _moment(proof.analysed)
    yield "Method", f"reader {proof.reader}, catalogue {proof.catalogue}, classifier {proof.classifier}"
    for check in page.checks:
        yield check.label, "yes" if check.held else "NO"
    if proof.ledger_position is not None:
        yield "Ledger", f"leaf {proof.ledger_position}"


def _digests(page: ProvisionPage) -> tuple[tuple[str, str], ...]:
    proof = page.evidence
    return (
        ("SHA-256 of the bytes received", proof.body_sha256),
        ("SHA-256 of the rendered page", proof.dom_sha256),
        ("SHA-256 of the canonical text", proof.text_sha256),
        ("Ledger leaf", proof.leaf_hash),
    )


def _change_parts(page: ChangePage) -> Iterator[Part]:
    yield Part(heading="What changed", lines=(Line(text=page.card.summary),) if page.card.summary else ())
    yield Part(
        heading="What it did to provisions",
        lines=tuple(
            Line(
                kind="item",
                text=f"{each.provision.title} ({each.provision.record_id}): {each.fate.label.lower()}, {each.direction.label.lower()}.",
                note=" ".join(filter(None, (each.because, _moved(each.attributes)))),
            )
            for each in page.effects
            if each.fate.value != "standing"
        ),
    )
    yield Part(
        heading="The words",
        lines=tuple(
            Line(
                kind="quote",
                text="".join(_marked(run.kind, run.text) for run in edit.runs),
                note=f"{edit.part.kind.label}{f', {edit.section[-1]}' if edit.section else ''}",
            )
            for edit in page.edits
        ),
    )


def _marked(kind: str, text: str) -> str:
    """Removed and added words as they are marked where there is no colour: [-removed-] and {+added+}."""
    return {"removed": f"[-{text}-]", "added": f"{{+{text}+}}"}.get(kind, text)


def _moved(attributes: Sequence[tuple[str, str, str]]) -> str:
    return "; ".join(f"{label}: {before} to {after}" for label, before, after in attributes)


def _deadline(days: int | None) -> str:
    return f"Deadline in the text: {days} days." if days is not None else ""


def _day(value: date | datetime | None) -> str:
    return f"{value.day} {value:%B %Y}" if value else "not stated"


def _moment(value: datetime | None) -> str:
    return f"{value.astimezone(UTC).day} {value.astimezone(UTC):%B %Y, %H:%M} UTC" if value else "never"
