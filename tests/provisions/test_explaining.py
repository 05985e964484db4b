"""Explanations: the worked example, exact sets of laws, nothing said twice, nothing unsupported."""

import re

import pytest

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model.provision import Provision
from clauseatlas.model.words import DocumentType, Level
from clauseatlas.provisions.analysing import analyse
from clauseatlas.provisions.checking import example_text

from .test_finding import EXAMPLE
from .texts import policy_of

PARTS = (
    "what_it_is", "why_it_matters", "for_you", "interpretive_note", "regulatory_landscape", "governance_exposure", "jurisdiction_flags",
    "contract_implications", "compliance_considerations",
)  # fmt: skip


@pytest.fixture(scope="module")
def example(catalogue: Catalogue) -> tuple[Provision, ...]:
    policy = policy_of(f"# Privacy Statement\n## Service improvement\n{EXAMPLE}")
    found = analyse(policy, catalogue, platform="Northlight", document_type=DocumentType.PRIVACY_POLICY)
    return tuple(each for each in found if each.finding.clause_type == "ai-training")


def said(provision: Provision) -> str:
    return " ".join(getattr(provision.statements, part) or "" for part in PARTS)


def test_what_the_worked_example_is(example: tuple[Provision, ...]) -> None:
    first = example[0].statements
    assert first.what_it_is == (
        "Northlight may train AI models on customer content. For audio, video and chat it needs consent first. "
        "For other content an administrator can switch some of these uses off."
    )
    assert first.for_you is not None
    assert "you cannot switch this off yourself" in first.for_you
    assert first.interpretive_note is not None
    assert first.interpretive_note.startswith("The text does not define “customer content”.")
    assert first.governance_exposure == "Default use of part of the content, with a partial switch."


def test_severity_and_confidence_of_the_worked_example(example: tuple[Provision, ...]) -> None:
    first, second = example
    assert (first.severity.level, second.severity.level) == (Level.MEDIUM, Level.LOW)
    assert ("part of the content needs consent", "lowers") in [(factor.factor, factor.effect) for factor in first.severity.factors]
    assert ("partial switch", "keeps") in [(factor.factor, factor.effect) for factor in first.severity.factors]
    assert first.confidence.reading is Level.MEDIUM
    assert first.confidence.reasons == ("“certain of these uses” does not say which", "“customer content” is not defined in this document")


def test_actions_of_the_worked_example_name_their_holder(example: tuple[Provision, ...]) -> None:
    assert [action.who for action in example[0].actions] == ["administrator", "participant"]
    assert all("arbitration" not in action.how for action in example[0].actions)


def test_no_sentence_says_that_audio_video_or_chat_may_be_used_without_consent(example: tuple[Provision, ...]) -> None:
    for provision in example:
        answers = " ".join(question.answer for question in provision.questions)
        for sentence in re.split(r"(?<=[.;]) ", f"{said(provision)} {answers}"):
            if re.search(r"\b(?:audio|video|chat)\b", sentence):
                assert re.search(r"\bconsent\b", sentence), sentence


def test_questions_have_answers_of_their_own(example: tuple[Provision, ...]) -> None:
    for provision in example:
        answers = [question.answer for question in provision.questions]
        assert len(answers) == len(set(answers)) == 3


EVERY = [
    "We may train AI models on your posts.",
    "We never train AI models on your messages.",
    "You and Larkspur agree that disputes are settled by binding arbitration before JAMS. You can opt out within 30 days.",
    "We share your data with advertisers and partners. We do not share messages with them unless you agree.",
]


MENTIONS = {
    "gdpr": r"\bArt\. [^.;A-Z]+ GDPR",
    "uk-gdpr": r"Art\. [^.;]+? UK GDPR",
    "ftc-act": r"of the FTC Act",
    "faa": r"of the Federal Arbitration Act",
}


@pytest.mark.parametrize("text", [EXAMPLE, *EVERY])
def test_the_regulations_listed_are_exactly_those_mentioned(text: str, catalogue: Catalogue) -> None:
    for provision in analyse(example_text(text), catalogue, platform="Larkspur"):
        text_said = said(provision)
        listed = {touch.id for touch in provision.regulations}
        for touch in provision.regulations:
            assert all(article in text_said for article in touch.articles), touch
        for name, mention in MENTIONS.items():
            assert (name in listed) == bool(re.search(mention, text_said)), name
        competent = {agency for touch in provision.regulations for agency in catalogue.regulations[touch.id].agencies}
        assert {touch.id for touch in provision.agencies} == competent
        assert all(touch.because for touch in (*provision.regulations, *provision.agencies))


@pytest.mark.parametrize("text", EVERY)
def test_a_clause_without_a_name_is_the_platforms(text: str, catalogue: Catalogue) -> None:
    for provision in analyse(example_text(text.replace("Larkspur", "we")), catalogue):
        assert provision.statements.what_it_is is not None
        assert re.match(r"[A-Z]", provision.statements.what_it_is)


def test_different_clauses_read_differently(catalogue: Catalogue) -> None:
    told = {provision.statements.what_it_is for text in EVERY for provision in analyse(example_text(text), catalogue, platform="Larkspur")}
    assert len(told) == sum(len(analyse(example_text(text), catalogue, platform="Larkspur")) for text in EVERY)
