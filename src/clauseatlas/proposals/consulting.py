"""Asking a language model about a policy: raw answers, what they propose, and the analysis in which every proposal passed or failed its checks."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.provision import Provision
from clauseatlas.model.words import DocumentType
from clauseatlas.proposals import prompts
from clauseatlas.proposals.endpoints import ModelFailed
from clauseatlas.provisions.analysing import analyse, default_classifier
from clauseatlas.provisions.naming import speaker
from clauseatlas.provisions.nominating import NOBODY, Nomination, seat, unread
from clauseatlas.provisions.rewording import Wording, reword
from clauseatlas.provisions.steadying import Earlier


class Model(Protocol):
    """Whatever answers questions; see `endpoints.Endpoint`."""

    @property
    def stamp(self) -> str:
        """Its name in the method of an analysis."""
        ...

    def ask(self, instructions: str, question: str) -> str:
        """The raw answer; raises ModelFailed."""
        ...


class Purpose(StrEnum):
    """What a question was for."""

    FINDING = "finding"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """One question and its answer: the model, the digest of the whole prompt, the raw answer; or the failure in words, and no answer."""

    purpose: Purpose
    model: str
    prompt_sha256: str
    answer: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A proposal and what became of it: `refused` is the reason, empty where it was taken."""

    purpose: Purpose
    clause_type: str
    proposed: str
    refused: str = ""

    def form(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"purpose": self.purpose.value, "clause_type": self.clause_type, "proposed": self.proposed, "refused": self.refused or None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """An analysis with a model's help: provisions, every consultation, and a verdict on each proposal."""

    provisions: tuple[Provision, ...]
    consultations: tuple[Consultation, ...]
    verdicts: tuple[Verdict, ...]

    def form(self) -> dict[str, Any]:
        """Consultations and verdicts as JSON has them; raw answers included."""
        return {
            "consultations": [
                {
                    "purpose": each.purpose.value,
                    "model": each.model,
                    "prompt_sha256": each.prompt_sha256,
                    "answer": each.answer or None,
                    "failure": each.failure or None,
                }
                for each in self.consultations
            ],
            "proposals": [verdict.form() for verdict in self.verdicts],
        }


Answers = Callable[[Purpose, str, str], Consultation]


def advised(
    policy: PolicyText,
    catalogue: Catalogue,
    answers: Answers,
    *,
    platform: str | None = None,
    document_type: DocumentType | None = None,
    earlier: Earlier | None = None,
) -> Advised:
    """The analysis of a policy with proposals from `answers` (see `asking`), which may also give back answers that were kept.

    A model that fails leaves the analysis as it would be without one.
    """
    asked: list[Consultation] = []

    def ask(purpose: Purpose, instructions: str, question: str) -> str:
        asked.append(answers(purpose, instructions, question))
        return asked[-1].answer

    classifier = default_classifier(catalogue)
    to_find = prompts.instructions_to_find(catalogue, policy.language or "en")
    answered = [ask(Purpose.FINDING, to_find, question) for question in prompts.questions_to_find(policy)]
    nominations: list[Nomination] = [each for answer in answered for each in prompts.nominations_in(answer)]
    seating = seat(nominations, policy, catalogue.clauses, classifier)
    provisions = analyse(
        policy, catalogue, platform=platform, document_type=document_type, earlier=earlier, nominated=seating.nominated if nominations else NOBODY
    )
    refused = (*seating.refused, *unread(seating, [each.finding for each in provisions], policy))
    reasons = {each.nomination: each.why for each in refused}
    verdicts = [
        Verdict(purpose=Purpose.FINDING, clause_type=each.clause_type, proposed=each.quote, refused=reasons.get(each, ""))
        for each in dict.fromkeys(nominations)
    ]
    wordings: list[Wording] = []
    for question, group in prompts.questions_to_word(provisions):
        wordings.extend(prompts.wordings_in(ask(Purpose.WORDING, prompts.INSTRUCTIONS_TO_WORD, question), group))
    provisions, rejected = reword(provisions, wordings, catalogue, platform=speaker(policy, platform=platform).name)
    verdicts.extend(_of_wordings(wordings, {each.wording: each.why for each in rejected}))
    return Advised(provisions=provisions, consultations=tuple(asked), verdicts=tuple(verdicts))


def _of_wordings(wordings: Sequence[Wording], why: dict[Wording, str]) -> Sequence[Verdict]:
    return [
        Verdict(purpose=Purpose.WORDING, clause_type=each.clause_type, proposed=each.text, refused=why.get(each, ""))
        for each in dict.fromkeys(wordings)
    ]


def asking(model: Model) -> Answers:
    """Answers from a model; after a failure it is not asked again about this document."""
    failed: list[str] = []

    def ask(purpose: Purpose, instructions: str, question: str) -> Consultation:
        digest = prompt_digest(instructions, question)
        if not failed:
            try:
                return Consultation(purpose=purpose, model=model.stamp, prompt_sha256=digest, answer=model.ask(instructions, question))
            except ModelFailed as failure:
                failed.append(str(failure))
        return Consultation(purpose=purpose, model=model.stamp, prompt_sha256=digest, failure=failed[0])

    return ask


def prompt_digest(instructions: str, question: str) -> str:
    """SHA-256 of everything that was sent to the model as words."""
    return hashlib.sha256(f"{instructions}\0{question}".encode()).hexdigest()
