"""Severity from the rubric of the type, and confidence in the reading, each with its reasons."""

from collections.abc import Mapping
from typing import Final

from clauseatlas.catalogue.kinds import Regulation
from clauseatlas.model.provision import Confidence, Factor, Finding, Grade
from clauseatlas.model.words import Level
from clauseatlas.provisions import doubting
from clauseatlas.provisions.cases import Case, holds
from clauseatlas.provisions.composing import Naming, compose

LEVELS: Final = (Level.LOW, Level.MEDIUM, Level.HIGH)
_DIRECTION: Final[Mapping[str, int]] = {"raises": 1, "lowers": -1, "keeps": 0}
LOW_FROM: Final = 4  # points of doubt; one contradiction with one further doubt, or four further doubts
_POINTS: Final[Mapping[str, int]] = {doubting.CONTRARY: 2}
_REASONS: Final[Mapping[str, str]] = {
    doubting.HEDGED: "the wording hedges: {words}",
    doubting.PARTIAL: "{words} does not say which",
    doubting.REFERS: "it refers elsewhere: {words}",
    doubting.CONTRARY: "it says one thing and limits it: {words}",
    doubting.UNDEFINED: "{words} is not defined in this document",
    doubting.LONG: "the sentence is so long that it holds several rules",
    doubting.SHORT: "the passage is very short",
    doubting.PROPOSED: "a language model pointed at it; by our own method alone it would not be shown",
}


def grade(of: Case, names: Naming) -> Grade:
    """The level of a case: the usual level of its type, moved by every step of the rubric that holds, within low and high."""
    factors = [Factor(factor="usual level", effect="keeps", because=f"Clauses of this type usually weigh {of.clause.usual}.")]
    moved = 0
    for step in of.clause.rubric:
        if holds(step.when, of):
            moved += _DIRECTION[step.effect] * step.steps
            composed = compose(step.because, of, names, _NO_LAWS)
            factors.append(Factor(factor=step.factor, effect=step.effect, because=composed.text if composed else step.factor))
    at = LEVELS.index(of.clause.usual) + moved
    return Grade(level=LEVELS[min(max(at, 0), len(LEVELS) - 1)], factors=tuple(factors))


_NO_LAWS: Final[Mapping[str, Regulation]] = {}


def confidence(finding: Finding) -> Confidence:
    """Presence as the classifier gave it, and the reading level with each doubt in words."""
    parted = [doubting.parted(doubt) for doubt in finding.doubts]
    points = sum(_POINTS.get(kind, 1) for kind, _ in parted)
    level = Level.LOW if points >= LOW_FROM else Level.MEDIUM if points else Level.HIGH
    reasons = tuple(_REASONS[kind].format(words=f"“{words}”") for kind, words in parted)
    return Confidence(presence=finding.presence, reading=level, reasons=reasons)
