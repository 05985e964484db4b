"""Provisions of the analysis as the fields of a revision, and back."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

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
from clauseatlas.model.words import Basis, Category, Level, Stance
from clauseatlas.records.models import Revision


def fields_of(provision: Provision) -> dict[str, Any]:
    """The columns of a revision that hold this provision, record and digest included."""
    finding = provision.finding
    record = record_of(provision)
    return {
        **_grades(provision),
        "presence": provision.confidence.presence,
        "quotes": _rows(finding.quotes),
        "readings": _rows(finding.readings),
        "record": record,
        "digest": hashlib.sha256(record.encode()).hexdigest(),
    }


def record_of(provision: Provision) -> str:
    """Canonical JSON of everything a reader of the record sees, without offsets, section path and presence."""
    finding = provision.finding
    seen = {
        **_grades(provision),
        "clause_type": finding.clause_type,
        "quotes": [quote.exact for quote in finding.quotes],
        "readings": [[reading.name, reading.value, reading.raw] for reading in finding.readings],
        "doubts": finding.doubts,
        "factors": _rows(provision.severity.factors),
        "confidence_reasons": provision.confidence.reasons,
        "statements": _row(provision.statements),
        "actions": _rows(provision.actions),
        "regulations": _rows(provision.regulations),
        "agencies": _rows(provision.agencies),
        "questions": _rows(provision.questions),
        "withheld": _rows(provision.withheld),
    }
    return json.dumps(seen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(provision: Provision) -> str:
    """SHA-256 of the record: provisions with equal digests are one revision."""
    return hashlib.sha256(record_of(provision).encode()).hexdigest()


def _grades(provision: Provision) -> dict[str, str]:
    return {
        "title": provision.title,
        "category": provision.category.value,
        "stance": provision.finding.stance.value,
        "severity": provision.severity.level.value,
        "basis": provision.finding.basis.value,
        "reading": provision.confidence.reading.value,
    }


def places_of(provision: Provision) -> list[list[Any]]:
    """Where the quotes stand: start, end, section path of each."""
    return [[quote.start, quote.end, list(quote.section)] for quote in provision.finding.quotes]


def provision_of(revision: Revision, *, clause_type: str, places: Sequence[Sequence[Any]] | None = None) -> Provision:
    """The provision as it was analysed; with `places`, its quotes as they stand in another version of the span."""
    quotes = revision.quotes
    moved = places if places is not None else [[quote["start"], quote["end"], quote["section"]] for quote in quotes]
    shifts = [(quote["start"], quote["end"], place[0] - quote["start"]) for quote, place in zip(quotes, moved, strict=True)]
    return Provision(
        finding=Finding(
            clause_type=clause_type,
            stance=Stance(revision.stance),
            quotes=tuple(
                Quote(exact=quote["exact"], start=start, end=end, section=tuple(section))
                for quote, (start, end, section) in zip(quotes, moved, strict=True)
            ),
            readings=tuple(_moved(row, shifts) for row in revision.readings),
            presence=revision.presence,
            doubts=tuple(revision.doubts),
            basis=Basis(revision.basis),
        ),
        category=Category(revision.category),
        title=revision.title,
        severity=Grade(level=Level(revision.severity), factors=tuple(Factor(**row) for row in revision.factors)),
        confidence=Confidence(presence=revision.presence, reading=Level(revision.reading), reasons=tuple(revision.confidence_reasons)),
        statements=Statements(**{**revision.statements, "exposure": Level(revision.statements["exposure"])}),
        actions=tuple(Action(**row) for row in revision.actions),
        regulations=tuple(RegulationTouch(**_tuples(row, "articles")) for row in revision.regulations),
        agencies=tuple(AgencyTouch(**row) for row in revision.agencies),
        questions=tuple(Question(**row) for row in revision.questions),
        withheld=tuple(Withheld(**row) for row in revision.withheld),
    )


def regulations_of(provision: Provision) -> list[str]:
    """The id of every regulation that the analysis names, each once."""
    return list(dict.fromkeys(touch.id for touch in provision.regulations))


def _moved(row: Mapping[str, Any], shifts: Sequence[tuple[int, int, int]]) -> Reading:
    """The reading where its quote stands now; words read outside any quote move with the first one."""
    holding = next((shift for start, end, shift in shifts if start <= row["start"] < end), shifts[0][2] if shifts else 0)
    return Reading(**{**row, "start": row["start"] + holding, "end": row["end"] + holding})


def _rows(values: Sequence[Any]) -> list[dict[str, Any]]:
    return [_row(value) for value in values]


def _row(value: Any) -> dict[str, Any]:
    """The fields of a flat dataclass; `dataclasses.asdict` copies every string and takes ten times as long."""
    return {name: getattr(value, name) for name in value.__slots__}


def _tuples(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**row, **{name: tuple(row[name]) for name in names}}
