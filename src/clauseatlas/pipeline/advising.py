"""Language models in the pipeline: asked about new texts where one is set; a rebuild works from the answers that were kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from clauseatlas.capture.addresses import parse_allow_origins
from clauseatlas.pipeline.configuration import Configuration
from clauseatlas.proposals.consulting import Advised, Answers, Consultation, Purpose, asking, prompt_digest
from clauseatlas.proposals.endpoints import Endpoint
from clauseatlas.proposals.settings import ModelSettings, dialect_named
from clauseatlas.records.models import Version
from clauseatlas.records.queries import consultations
from clauseatlas.records.queries.consultations import Asked

NOT_KEPT = "no answer to this question was kept"


def model_settings(configuration: Configuration) -> ModelSettings | None:
    """The language model of an atlas, None where none is set. Raises BadInput for settings that cannot be used."""
    if not configuration.llm_url:
        return None
    return ModelSettings(
        url=configuration.llm_url,
        model=configuration.llm_model,
        dialect=dialect_named(configuration.llm_api),
        key=configuration.llm_key,
        allow_origins=parse_allow_origins(",".join(configuration.allow_origins)),
    )


@contextmanager
def answers_of_model(configuration: Configuration) -> Iterator[Answers | None]:
    """Answers about one document from the model that is set, None where none is."""
    settings = model_settings(configuration)
    if settings is None:
        yield None
    else:
        with Endpoint(settings) as endpoint:
            yield asking(endpoint)


def answers_kept(version: Version, configuration: Configuration) -> Answers | None:
    """The answers kept from when a version was new; None where there are none, or the model that gave them is not the one that is set.

    What was nominated then is given back in its order and checked anew by today's method. Wording is given back only to the very same question,
    because it counts provisions by number.
    """
    settings = model_settings(configuration)
    rows = consultations.kept(version) if settings is not None else ()
    if settings is None or not rows or any(row.model != settings.stamp for row in rows):
        return None
    finding = iter([row for row in rows if row.purpose == Purpose.FINDING.value])
    wording = {row.prompt_sha256: row for row in rows if row.purpose == Purpose.WORDING.value}

    def answer(purpose: Purpose, instructions: str, question: str) -> Consultation:
        digest = prompt_digest(instructions, question)
        row = next(finding, None) if purpose is Purpose.FINDING else wording.get(digest)
        if row is None:
            return Consultation(purpose=purpose, model=settings.stamp, prompt_sha256=digest, failure=NOT_KEPT)
        return Consultation(purpose=purpose, model=row.model, prompt_sha256=row.prompt_sha256, answer=row.answer, failure=row.failure)

    return answer


def store_advice(version: Version, advice: Advised, *, now: datetime) -> None:
    """Keep what a model was asked about a new version, what it said and what became of it."""
    asked = [
        Asked(purpose=each.purpose.value, model=each.model, prompt_sha256=each.prompt_sha256, answer=each.answer, failure=each.failure)
        for each in advice.consultations
    ]
    verdicts = {purpose.value: [verdict.form() for verdict in advice.verdicts if verdict.purpose is purpose] for purpose in Purpose}
    consultations.store(version, asked, proposals=verdicts, now=now)
