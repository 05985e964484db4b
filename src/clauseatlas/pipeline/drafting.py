"""From a text that passed the gate to everything a version will hold, worked out before any row is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.changes.comparing import compare
from clauseatlas.changes.effects import effects
from clauseatlas.changes.judging import as_return, judge
from clauseatlas.changes.summary import summarise
from clauseatlas.model.change import Carried, Comparison, Effect, Judgement
from clauseatlas.model.policytext import GateVerdict, PolicyText
from clauseatlas.model.provision import Provision
from clauseatlas.model.words import DocumentType, GateReason, Verdict, VersionCause
from clauseatlas.pipeline.carrying import Origins, trace
from clauseatlas.pipeline.methods import method_of
from clauseatlas.proposals.consulting import Advised, Answers, advised
from clauseatlas.provisions.analysing import analyse
from clauseatlas.provisions.steadying import Earlier
from clauseatlas.records.models import Document, Snapshot, Version
from clauseatlas.records.queries.provisions import Placed, placed_in
from clauseatlas.records.queries.versions import policy_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a document stands: a version, its text, and its provisions where they are in it."""

    version: Version
    policy: PolicyText
    placed: tuple[Placed, ...]

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions in text order."""
        return tuple(each.provision for each in self.placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one version to another: what was edited, whether it matters, what became of provisions."""

    comparison: Comparison
    judgement: Judgement
    carried: tuple[Carried, ...]
    effects: tuple[Effect, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found in a text, by which method, and what a language model had to do with it."""

    provisions: tuple[Provision, ...]
    method: dict[str, str]
    advice: Advised | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A version before it is stored. `step` is None for the first version of a document and for a new reading of old bytes."""

    policy: PolicyText
    verdict: GateVerdict
    cause: VersionCause
    provisions: tuple[Provision, ...]
    origins: Origins
    method: dict[str, str]
    before: Standing | None = None
    rereads: Version | None = None
    snapshot: Snapshot | None = field(default=None)
    step: Step | None = None
    advice: Advised | None = None


def standing_of(version: Version, *, until: datetime | None = None) -> Standing:
    """A stored version with its text and provisions: four queries. With `until` its links are those that stood last before that time."""
    return Standing(version=version, policy=policy_text(version, until=until), placed=tuple(placed_in(version)))


def draft_version(
    document: Document,
    policy: PolicyText,
    verdict: GateVerdict,
    *,
    before: Standing | None,
    catalogue: Catalogue,
    answers: Answers | None = None,
) -> Draft:
    """The draft of a new text: its provisions, which records they carry on, and the step from what stood before.

    `answers` are those of a language model that may propose.
    """
    cause = VersionCause.FIRST if before is None else VersionCause.DOCUMENT_CHANGED
    comparison = compare(before.policy, policy) if before is not None else None
    found = find_in(document, policy, catalogue, before=before, comparison=comparison, answers=answers)
    draft = Draft(
        policy=policy,
        verdict=verdict,
        cause=cause,
        provisions=found.provisions,
        origins=Origins.new(len(found.provisions)),
        method=found.method,
        advice=found.advice,
    )
    if before is None or comparison is None:
        return draft
    origins = trace(before.placed, found.provisions, comparison)
    step = work_out_step(before, policy, found.provisions, comparison=comparison, carried=origins.carried, catalogue=catalogue)
    return replace(draft, origins=origins, before=before, step=step)


def find_in(
    document: Document,
    policy: PolicyText,
    catalogue: Catalogue,
    *,
    before: Standing | None = None,
    comparison: Comparison | None = None,
    answers: Answers | None = None,
) -> Found:
    """The provisions of a text of this document; what stands in words unchanged since `before` as it was there, if the same method read that."""
    platform, kind = document.platform.name, DocumentType(document.type)
    read_before = before.version.method if before is not None else {}
    method = method_of(catalogue, model=read_before.get("language_model", ""))
    earlier = None
    if before is not None and comparison is not None and read_before == method:
        earlier = Earlier(findings=tuple(each.finding for each in before.provisions), policy=before.policy, comparison=comparison)
    if answers is None:
        return Found(
            provisions=analyse(policy, catalogue, platform=platform, document_type=kind, earlier=earlier), method=method_of(catalogue), advice=None
        )
    advice = advised(policy, catalogue, answers, platform=platform, document_type=kind, earlier=earlier)
    model = next((each.model for each in advice.consultations), "")
    return Found(provisions=advice.provisions, method=method_of(catalogue, model=model), advice=advice)


def draft_rereading(document: Document, policy: PolicyText, *, before: Standing, catalogue: Catalogue) -> Draft:
    """The draft of old bytes that today's reader reads differently; never a change of the platform, so there is no step."""
    found = find_in(document, policy, catalogue)
    origins = trace(before.placed, found.provisions, compare(before.policy, policy))
    return Draft(
        policy=policy,
        verdict=stored_verdict(before.version),
        cause=VersionCause.METHOD_CHANGED,
        provisions=found.provisions,
        origins=origins,
        method=found.method,
        before=before,
        rereads=before.version.rereads or before.version,
        snapshot=before.version.snapshot,
    )


def work_out_step(
    before: Standing,
    policy: PolicyText,
    provisions: Sequence[Provision],
    *,
    comparison: Comparison,
    carried: Sequence[Carried],
    catalogue: Catalogue,
    seen_before: bool = False,
) -> Step:
    """What the way from a standing version to a text did, and what may be said of it."""
    judgement = judge(comparison, before.policy, policy)
    if seen_before:
        judgement = as_return(judgement)
    worked = effects(before.provisions, tuple(provisions), tuple(carried), catalogue, comparison=comparison)
    return Step(
        comparison=comparison,
        judgement=judgement,
        carried=tuple(carried),
        effects=worked,
        summary=summarise(comparison, judgement, worked, before=before.policy, after=policy),
    )


def stored_verdict(version: Version) -> GateVerdict:
    """What the gate said of a stored version."""
    return GateVerdict(verdict=Verdict(version.verdict), reasons=tuple(GateReason(reason) for reason in version.gate_reasons))
