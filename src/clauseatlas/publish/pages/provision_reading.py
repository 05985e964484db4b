"""The reading of a clause: quotations, attributes, actions, questions, confidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clauseatlas.catalogue.kinds import AttributeRule
from clauseatlas.model import labels
from clauseatlas.publish.pages.attributes import in_words, label_of
from clauseatlas.records.models import Revision

QUESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePart:
    """A quotation with its offsets in the canonical text of the version shown, and the headings above it."""

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
class ActionPart:
    """What a person can do: who, what, how, where, within how many days."""

    who: str
    label: str
    how: str
    url: str | None
    deadline_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPart:
    """A question and its own answer."""

    question: str
    answer: str


def quotes(revision: Revision, places: Sequence[Sequence[Any]] | None) -> tuple[QuotePart, ...]:
    """The quotations where they stand in the version shown; `places` are None where it is the version they were first read in."""
    where = places or [[quote["start"], quote["end"], quote["section"]] for quote in revision.quotes]
    return tuple(
        QuotePart(exact=quote["exact"], start=start, end=end, section=tuple(section))
        for quote, (start, end, section) in zip(revision.quotes, where, strict=True)
    )


def actions(revision: Revision) -> tuple[ActionPart, ...]:
    """What people can do, in the order of the analysis."""
    return tuple(
        ActionPart(
            who=labels.HOLDERS.get(row["who"], row["who"][:1].upper() + row["who"][1:]),
            label=row["label"],
            how=row["how"],
            url=row["url"],
            deadline_days=row["deadline_days"],
        )
        for row in revision.actions
    )


def attributes(revision: Revision, rules: Sequence[AttributeRule]) -> tuple[AttributePart, ...]:
    """Every attribute that was read, in text order."""
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for reading in revision.readings:
        by_name.setdefault(reading["name"], []).append(reading)
    known = {rule.name: rule for rule in rules}
    return tuple(
        AttributePart(
            name=name,
            label=label_of(name, known),
            values=tuple(dict.fromkeys(in_words(row["value"], known.get(name)) for row in rows)),
            raw=tuple(dict.fromkeys(str(row["raw"]) for row in rows)),
        )
        for name, rows in by_name.items()
    )


def doubts(revision: Revision) -> tuple[str, ...]:
    """Why the reading is not surer than it is: the reasons as sentences say them; the analysis' own short notes where there are none."""
    return tuple(dict.fromkeys(revision.confidence_reasons or revision.doubts))


def questions(revision: Revision, more: Sequence[QuestionPart]) -> tuple[QuestionPart, ...]:
    """Three questions with three different answers: those of the analysis, then `more` where it has fewer or repeats itself."""
    found: list[QuestionPart] = []
    told = {_folded(str(revision.statements.get("what_it_is") or ""))}
    for each in (*(QuestionPart(question=row["question"], answer=row["answer"]) for row in revision.questions), *more):
        if len(found) == QUESTIONS:
            break
        key = _folded(each.answer)
        if key and key not in told and each.question not in {one.question for one in found}:
            told.add(key)
            found.append(each)
    return tuple(found)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
