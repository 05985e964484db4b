"""Storing and finding what a language model was asked about versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clauseatlas.records.models import Version
from clauseatlas.records.models.consultations import Consultation


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it is stored: its purpose, the model, the digest of the prompt, and the answer or the failure."""

    purpose: str
    model: str
    prompt_sha256: str
    answer: str
    failure: str


def store(version: Version, asked: Sequence[Asked], *, proposals: Mapping[str, Sequence[Mapping[str, Any]]], now: datetime) -> None:
    """Keep the questions about a version in their order; `proposals` holds the verdicts by purpose."""
    told: set[str] = set()
    rows: list[Consultation] = []
    for number, each in enumerate(asked, start=1):
        verdicts = [] if each.purpose in told else [dict(row) for row in proposals.get(each.purpose, ())]
        told.add(each.purpose)
        rows.append(
            Consultation(
                version=version,
                number=number,
                purpose=each.purpose,
                model=each.model,
                prompt_sha256=each.prompt_sha256,
                answer=each.answer,
                failure=each.failure,
                proposals=verdicts,
                asked=now,
            )
        )
    Consultation.objects.bulk_create(rows)


def kept(version: Version) -> tuple[Asked, ...]:
    """The questions about a version in their order, none where no model was asked."""
    return tuple(
        Asked(purpose=row.purpose, model=row.model, prompt_sha256=row.prompt_sha256, answer=row.answer, failure=row.failure)
        for row in Consultation.objects.filter(version=version)
    )
