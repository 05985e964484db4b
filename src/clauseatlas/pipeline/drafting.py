"""From a text that passed the gate to everything a version will hold, worked out before any row is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.changes.comparing import compare
from clauseatlas.changes.effects import effects
from clauseatlas.changes.judging import judge
from clauseatlas.changes.summary import summarise
from clauseatlas.model.change import Carried, Comparison, Effect, Judgement
from clauseatlas.model.policytext import GateVerdict, PolicyText
from clauseatlas.model.provision import Provision
from clauseatlas.model.words import DocumentType, GateReason, Verdict, VersionCause
from clauseatlas.pipeline.carrying import Origins, trace
from clauseatlas.pipeline.methods import method_of
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


def standing_of(version: Version) -> Standing:
    """A stored version with its text and provisions: four queries."""
    return Standing(version=version, policy=policy_text(version), placed=tuple(placed_in(version)))


def draft_version(document: Document, policy: PolicyText, verdict: GateVerdict, *, before: Standing | None, catalogue: Catalogue) -> Draft:
    """The draft of a new text: its provisions, which records they carry on, and the step from what stood before."""
    cause = VersionCause.FIRST if before is None else VersionCause.DOCUMENT_CHANGED
    if before is None:
        provisions = find_in(document, policy, catalogue)
        return Draft(
            policy=policy, verdict=verdict, cause=cause, provisions=provisions, origins=Origins.new(len(provisions)), method=method_of(catalogue)
        )
    comparison = compare(before.policy, policy)
    provisions = find_in(document, policy, catalogue, before=before, comparison=comparison)
    origins = trace(before.placed, provisions, comparison)
    return Draft(
        policy=policy,
        verdict=verdict,
        cause=cause,
        provisions=provisions,
        origins=origins,
        method=method_of(catalogue),
        before=before,
        step=work_out_step(before, policy, provisions, comparison=comparison, carried=origins.carried, catalogue=catalogue),
    )


def find_in(
    document: Document, policy: PolicyText, catalogue: Catalogue, *, before: Standing | None = None, comparison: Comparison | None = None
) -> tuple[Provision, ...]:
    """The provisions of a text of this document; what stands in words unchanged since `before` as it was there, if today's method read that."""
    earlier = None
    if before is not None and comparison is not None and before.version.method == method_of(catalogue):
        earlier = Earlier(findings=tuple(each.finding for each in before.provisions), policy=before.policy, comparison=comparison)
    return analyse(policy, catalogue, platform=document.platform.name, document_type=DocumentType(document.type), earlier=earlier)


def draft_rereading(document: Document, policy: PolicyText, *, before: Standing, catalogue: Catalogue) -> Draft:
    """The draft of old bytes that today's reader reads differently; never a change of the platform, so there is no step."""
    provisions = find_in(document, policy, catalogue)
    origins = trace(before.placed, provisions, compare(before.policy, policy))
    return Draft(
        policy=policy,
        verdict=stored_verdict(before.version),
        cause=VersionCause.METHOD_CHANGED,
        provisions=provisions,
        origins=origins,
        method=method_of(catalogue),
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
    judgement = judge(comparison, before.policy, policy, seen_before=seen_before)
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
