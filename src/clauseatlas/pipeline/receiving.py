"""From a visit to what it means for its document: keep, read, know again or gate, draft, settle."""

from dataclasses import dataclass, replace

from clauseatlas.archive import snapshots
from clauseatlas.archive.blobs import digest_of
from clauseatlas.archive.snapshots import Snapshot as Kept
from clauseatlas.errors import BadInput
from clauseatlas.model import capture as visits
from clauseatlas.model.policytext import GateVerdict, PolicyText
from clauseatlas.model.words import GateReason, Outcome, Verdict
from clauseatlas.pipeline.advising import answers_of_model
from clauseatlas.pipeline.confirming import confirmation
from clauseatlas.pipeline.declaring import AUTO
from clauseatlas.pipeline.drafting import draft_version, standing_of
from clauseatlas.pipeline.holding import patience
from clauseatlas.pipeline.rereading import DOM_CHARSET, DOM_MEDIA_TYPE, is_dated, reread
from clauseatlas.pipeline.settling import OvertakenError, Settled, identity_of, settle_visit
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Document, Version
from clauseatlas.records.queries import captures, documents, versions
from clauseatlas.records.queries.captures import Finish
from clauseatlas.text.gate import judge
from clauseatlas.text.reading import read, reader_stamp

# A document is in the hands of one process; two schedulers at once may collide once, hardly three times.
TRIES = 3

# Gate reasons that a page rendered by a browser may cure.
CURED_BY_BROWSER = frozenset({GateReason.SCRIPT_SHELL, GateReason.TOO_SHORT, GateReason.NOT_PROSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsBrowser:
    """A page that gave too little prose without a browser: visit again with one, and hand this in with what that brings."""

    document: Document
    static: visits.Capture
    finish: Finish


def receive(workshop: Workshop, document: Document, visit: visits.Capture, *, asked: NeedsBrowser | None = None) -> Settled | NeedsBrowser:
    """Store what a visit brought. `asked` is what an earlier visit came to, where this is the second one, with a browser."""
    for _ in range(TRIES):
        try:
            return _receive(workshop, document, visit, asked=asked)
        except OvertakenError:
            document = documents.document(document.record_id)
    raise OvertakenError(document.record_id)


def _receive(workshop: Workshop, document: Document, visit: visits.Capture, *, asked: NeedsBrowser | None) -> Settled | NeedsBrowser:
    if visit.outcome is not None:
        return _settle_without_body(workshop, document, visit, asked=asked)
    kept = keep(workshop, visit)
    known = captures.known_reading(document, identity_of(kept, visit))
    if known is not None and known.reader == reader_stamp(known.media_type):
        return _settle_known(workshop, document, visit, kept=kept, version=known)
    try:
        policy = read_visit(document, visit)
    except BadInput as error:
        return settle_visit(workshop, document, visit, Finish(outcome=Outcome.UNREADABLE, detail=error.problem), kept=kept)
    if document.current is not None and is_dated(document.current):
        document.current = reread(workshop, document, document.current)
    version = versions.version_of_text(document, policy.sha256)
    if version is not None:
        return _settle_known(workshop, document, visit, kept=kept, version=version, policy=policy)
    return _settle_unknown(workshop, document, visit, kept=kept, policy=policy, may_ask=asked is None)


def _settle_without_body(workshop: Workshop, document: Document, visit: visits.Capture, *, asked: NeedsBrowser | None) -> Settled:
    assert visit.outcome is not None, "checked by the caller"
    if asked is not None:
        return _settle_static(workshop, replace(asked, document=document), visit)
    version = document.current if visit.outcome is Outcome.NOT_MODIFIED else None
    text = version.text_sha256 if version else ""
    return settle_visit(workshop, document, visit, Finish(outcome=visit.outcome, version=version, text_sha256=text))


def keep(workshop: Workshop, visit: visits.Capture) -> Kept:
    """Store the bytes of a visit, before any row speaks of them. Headers are in the row of the capture; only their digest is added here."""
    kept = snapshots.keep(replace(visit, headers=()), workshop.blobs)
    headers = snapshots.header_bytes(visit.headers)
    return replace(kept, headers_sha256=digest_of(headers) if headers is not None else None)


def read_visit(document: Document, visit: visits.Capture) -> PolicyText:
    """The text of a visit: from the rendered document where there is one, else from the body. Raises BadInput for what cannot become text."""
    rendered = visit.dom is not None
    return read(
        visit.dom if visit.dom is not None else visit.body or b"",
        media_type=DOM_MEDIA_TYPE if rendered else visit.media_type,
        charset=DOM_CHARSET if rendered else visit.charset,
        url=visit.final_url or visit.url,
        select=tuple(document.select),
        remove=tuple(document.remove),
    )


def _settle_known(
    workshop: Workshop, document: Document, visit: visits.Capture, *, kept: Kept, version: Version, policy: PolicyText | None = None
) -> Settled:
    current = document.current
    same = current is not None and current.root_id == version.root_id
    finish = Finish(
        outcome=Outcome.SAME if same else Outcome.REVERTED,
        verdict=Verdict(version.verdict),
        text_sha256=version.text_sha256,
        version=current if same else versions.newest_reading(version.root_id),
    )
    return settle_visit(workshop, document, visit, finish, kept=kept, again=policy)


def _settle_unknown(
    workshop: Workshop, document: Document, visit: visits.Capture, *, kept: Kept, policy: PolicyText, may_ask: bool
) -> Settled | NeedsBrowser:
    before = standing_of(document.current, until=visit.started) if document.current else None
    verdict = judge(
        policy,
        declared_language=document.language or None,
        declared_region=document.region or None,
        url=visit.url,
        final_url=visit.final_url,
        previous=before.policy if before else None,
    )
    finish = Finish(outcome=Outcome.RECORDED, verdict=verdict.verdict, reasons=verdict.reasons, text_sha256=policy.sha256)
    confirmed = confirmation(workshop, document, policy, verdict, at=visit.started)
    if confirmed is not None:
        finish = replace(finish, detail=f"seen before, on {confirmed.started:%Y-%m-%d at %H:%M} UTC, and held back until now")
    elif verdict.verdict is Verdict.QUARANTINED or patience(verdict) is not None:
        finish = replace(finish, outcome=Outcome.QUARANTINED)
        if may_ask and document.fetcher == AUTO and visit.dom is None and may_be_cured(policy, verdict):
            return NeedsBrowser(document=document, static=visit, finish=finish)
        return settle_visit(workshop, document, visit, finish, kept=kept)
    with answers_of_model(workshop.configuration) as answers:
        draft = draft_version(document, policy, verdict, before=before, catalogue=workshop.catalogue, answers=answers)
    since = confirmed if confirmed is not None and confirmed.text_sha256 == policy.sha256 else None
    return settle_visit(workshop, document, visit, finish, kept=kept, draft=draft, since=since)


def may_be_cured(policy: PolicyText, verdict: GateVerdict) -> bool:
    """Whether scripts may yet bring the text that the gate misses."""
    return policy.signs.scripts > 0 and bool(CURED_BY_BROWSER & set(verdict.reasons))


def _settle_static(workshop: Workshop, asked: NeedsBrowser, visit: visits.Capture) -> Settled:
    """The page as it came without a browser, because the visit with one brought nothing: kept, and not taken for the policy."""
    missing = visit.outcome is Outcome.NO_BROWSER and GateReason.SCRIPT_SHELL in asked.finish.reasons
    tried = f"with a browser: {visit.outcome}" + (f" ({visit.detail})" if visit.detail else "")
    finish = replace(asked.finish, outcome=Outcome.NO_BROWSER if missing else Outcome.QUARANTINED, detail=tried)
    return settle_visit(workshop, asked.document, asked.static, finish, kept=keep(workshop, asked.static))
