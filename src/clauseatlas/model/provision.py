"""What is found in a policy, from the bare finding to the graded and explained provision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from clauseatlas.model.words import Basis, Category, Level, Stance

AttributeValue: TypeAlias = str | int | float | tuple[str | int | float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An exact passage of the canonical text: `text[start:end] == exact`; `section` is its heading path."""

    exact: str
    start: int
    end: int
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One attribute value read from the text, with the words it was read from; `value` is a member of a closed list or a number."""

    name: str
    value: str | int | float
    raw: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A clause type found in a text: stance, exact quotes in text order, attribute readings.

    `presence` is the calibrated probability that the clause is there. `doubts` are the reasons that lower the reading confidence,
    as short phrases ("hedged: 'may from time to time'").
    """

    clause_type: str
    stance: Stance
    quotes: tuple[Quote, ...]
    readings: tuple[Reading, ...] = ()
    presence: float = 1.0
    doubts: tuple[str, ...] = ()
    basis: Basis = Basis.EXPLICIT

    @property
    def attributes(self) -> Mapping[str, AttributeValue]:
        """Attribute values by name: a scalar where one was read, a tuple in text order where several were."""
        found: dict[str, list[str | int | float]] = {}
        for reading in self.readings:
            values = found.setdefault(reading.name, [])
            if reading.value not in values:
                values.append(reading.value)
        return {name: values[0] if len(values) == 1 else tuple(values) for name, values in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One step of the rubric: what raised, lowered or kept the level, and why."""

    factor: str
    effect: str  # "raises", "lowers" or "keeps"
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A level and the factors it is the outcome of, the usual level of the type first."""

    level: Level
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How sure it is that the clause is there (0 to 1, calibrated), and how sure its reading is, with reasons."""

    presence: float
    reading: Level
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A sentence that its quotes did not carry: which part, the sentence and the check it failed."""

    part: str
    sentence: str
    failed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """The ten parts of an analysis; a part that nothing supports is None. `exposure` grades `governance_exposure`."""

    what_it_is: str | None = None
    why_it_matters: str | None = None
    for_you: str | None = None
    interpretive_note: str | None = None
    regulatory_landscape: str | None = None
    governance_exposure: str | None = None
    exposure: Level = Level.MEDIUM
    jurisdiction_flags: str | None = None
    contract_implications: str | None = None
    compliance_considerations: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something a person can do about a clause: what, who can, how, where and within how many days."""

    kind: str
    label: str
    who: str
    how: str
    url: str | None = None
    deadline_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationTouch:
    """A regulation that an analysis mentions, with the articles mentioned and why it touches the clause."""

    id: str
    articles: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyTouch:
    """An agency competent for a regulation that an analysis mentions."""

    id: str
    because: str
    complaint_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the record page and its own answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A finding, graded, explained and grounded: what `analyse` prints and the archive stores for one version."""

    finding: Finding
    category: Category
    title: str
    severity: Grade
    confidence: Confidence
    statements: Statements
    actions: tuple[Action, ...] = ()
    regulations: tuple[RegulationTouch, ...] = ()
    agencies: tuple[AgencyTouch, ...] = ()
    questions: tuple[Question, ...] = ()
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """What made an analysis: stamps of reader, catalogue and classifier."""

    reader: str
    catalogue: str
    classifier: str
    extra: Mapping[str, str] = field(default_factory=dict)
