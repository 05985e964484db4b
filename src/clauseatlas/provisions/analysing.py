"""The whole analysis of one text: find, read, grade, explain, ground."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from clauseatlas.catalogue.kinds import Catalogue, ClauseType
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.provision import Finding, Provision
from clauseatlas.model.words import DocumentType
from clauseatlas.provisions.cases import case, limit_of
from clauseatlas.provisions.classifying import Classifier
from clauseatlas.provisions.composing import Naming, naming
from clauseatlas.provisions.explaining import LawTouch, explain, touches_by_type
from clauseatlas.provisions.finding import find
from clauseatlas.provisions.grading import confidence, grade
from clauseatlas.provisions.naming import speaker
from clauseatlas.provisions.nominating import NOBODY, Nominated
from clauseatlas.provisions.recognising import recognise
from clauseatlas.provisions.signals import SignalClassifier
from clauseatlas.provisions.steadying import Earlier, steady
from clauseatlas.provisions.trained import TrainedClassifier, shipped_weights


def analyse(
    policy: PolicyText,
    catalogue: Catalogue,
    *,
    platform: str | None = None,
    document_type: DocumentType | None = None,
    classifier: Classifier | None = None,
    earlier: Earlier | None = None,
    nominated: Nominated = NOBODY,
) -> tuple[Provision, ...]:
    """The provisions of a text in text order, each with quotes, stance, attributes, severity, confidence and an explanation that its quotes carry.

    Without `platform` the name is taken from the text's own words on who "we" are; without `document_type` it is recognised. Without
    `classifier` the one that comes with the package finds. With `earlier`, what stands in words that did not change is what was found there before.
    `nominated` are sentences that something outside the method points at (see `nominating`).
    """
    speaks = speaker(policy, platform=platform)
    names = naming(speaks.name, document_type or recognise(policy, catalogue))
    findings = find(policy, catalogue.clauses, classifier=classifier or default_classifier(catalogue), voices=speaks.voices, nominated=nominated)
    if earlier is not None:
        findings = steady(findings, earlier, policy)
    of_type: dict[str, list[Finding]] = {}
    for finding in findings:
        of_type.setdefault(finding.clause_type, []).append(finding)
    touches = touches_by_type(catalogue)
    return tuple(
        provision(finding, catalogue, names, others=of_type[finding.clause_type], touches=touches.get(finding.clause_type, ()))
        for finding in findings
    )


def provision(finding: Finding, catalogue: Catalogue, names: Naming, *, others: Sequence[Finding], touches: Sequence[LawTouch]) -> Provision:
    """The provision of one finding; `others` are those of its type in the document, among which its limit may be, `touches` the laws on it."""
    clause = catalogue.clauses[finding.clause_type]
    of = case(clause, finding, limit=limit_of(finding, clause, others))
    severity = grade(of, names)
    explained = explain(of, names, catalogue, touches=touches, exposure=severity.level)
    return Provision(
        finding=finding,
        category=clause.category,
        title=explained.title,
        severity=severity,
        confidence=confidence(finding),
        statements=explained.statements,
        actions=explained.actions,
        regulations=explained.regulations,
        agencies=explained.agencies,
        questions=explained.questions,
        withheld=explained.withheld,
    )


def default_classifier(catalogue: Catalogue) -> Classifier:
    """The classifier of a catalogue, made once: the trained one, or signals alone where no weights were built."""
    return _classifier(_Clauses(catalogue.stamp, catalogue.clauses))


class _Clauses:
    """Clause types that are equal by the stamp of their catalogue, as a key of the cache."""

    def __init__(self, stamp: str, clauses: Mapping[str, ClauseType]) -> None:
        self.stamp, self.clauses = stamp, clauses

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Clauses) and other.stamp == self.stamp and other.clauses is self.clauses

    def __hash__(self) -> int:
        return hash(self.stamp)


@lru_cache(maxsize=4)
def _classifier(of: _Clauses) -> Classifier:
    weights = shipped_weights()
    return SignalClassifier(of.clauses) if weights is None else TrainedClassifier(of.clauses, weights)
