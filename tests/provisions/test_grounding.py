"""A sentence stands only where the quotes carry it: one row for each way a sentence can claim too much."""

import pytest

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.provisions.analysing import default_classifier
from clauseatlas.provisions.cases import Case, case, limit_of
from clauseatlas.provisions.finding import find
from clauseatlas.provisions.grounding import Grounds

from .texts import policy_of

PERMITS = "We may train AI models on customer content."
FORBIDS = "We never train AI models on your messages."
CONDITIONS = "We will not use audio to train AI models without your consent."
ADMINISTRATORS = "We may train AI models on customer content; administrators can turn off certain of these uses."
OPT_OUT = "You can opt out of arbitration within 30 days by writing to us."


def of(text: str, catalogue: Catalogue, type_: str = "ai-training") -> Case:
    findings = [each for each in find(policy_of(text), catalogue.clauses, classifier=default_classifier(catalogue)) if each.clause_type == type_]
    return case(catalogue.clauses[type_], findings[0], limit=limit_of(findings[0], catalogue.clauses[type_], findings))


CASES = [
    ("retells a permission", PERMITS, "Northlight may train AI models on customer content.", None),
    ("denies a permission", PERMITS, "Northlight does not train AI models on customer content.", "it denies what the clause permits"),
    ("retells a promise", FORBIDS, "Northlight says it does not use messages to train AI models.", None),
    ("permits what is promised not to be done", FORBIDS, "Northlight may use messages to train AI models.", "it permits what the clause forbids"),
    ("retells a condition", CONDITIONS, "Northlight may train AI models on audio only with consent.", None),
    ("leaves the condition out", CONDITIONS, "Northlight may train AI models on audio.", "it leaves out the condition"),
    ("speaks of the words alone", CONDITIONS, "This passage speaks of training; other uses may be dealt with elsewhere.", None),
    ("names what was not named", PERMITS, "Northlight may train AI models on customer content and video.", "the quotes do not name video"),
    ("states a number that was not stated", PERMITS, "Northlight may train AI models after 30 days.", "the quotes do not state 30"),
    (
        "speaks of an administrator who is not there",
        PERMITS.replace("customer content", "your posts"),
        "An administrator can refuse.",
        "the quotes do not speak of an administrator",
    ),
    ("gives the person the administrator's choice", ADMINISTRATORS, "It goes on until you opt out.", "the choice is the administrator's"),
    ("makes a part the whole", ADMINISTRATORS, "All uses can be switched off.", "the quotes speak of a part only"),
]


@pytest.mark.parametrize(("text", "sentence", "failed"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_what_stands_and_what_falls(text: str, sentence: str, failed: str | None, catalogue: Catalogue) -> None:
    assert Grounds(of(text, catalogue), platform="Northlight").unsupported(sentence, is_reading=True) == failed


def test_a_right_of_the_person_is_not_denied(catalogue: Catalogue) -> None:
    grounds = Grounds(of(OPT_OUT, catalogue, "arbitration"), platform=None)
    assert grounds.unsupported("You can refuse arbitration within 30 days.", is_reading=True) is None
    assert grounds.unsupported("You cannot refuse arbitration.", is_reading=True) == "it denies the person what the clause grants"
    assert grounds.unsupported("You can refuse arbitration within 60 days.", is_reading=True) == "the quotes do not state 60"


def test_a_value_is_not_permitted_where_its_own_sentence_denies(catalogue: Catalogue) -> None:
    text = "Northlight may collect personal data:\n- We don't use the contents of any of your chats to show you ads."
    grounds = Grounds(of(text, catalogue, "data-collection"), platform="Northlight")
    assert grounds.unsupported("Northlight may collect chats.", is_reading=True) == "the quotes deny it of chats"
    assert grounds.unsupported("Northlight may collect personal data.", is_reading=True) is None


def test_a_passage_is_not_called_silent_about_what_it_names(catalogue: Catalogue) -> None:
    grounds = Grounds(of("If we suspend your account, you can submit an appeal.", catalogue, "enforcement-appeal"), platform="Northlight")
    assert grounds.unsupported("This passage gives no appeal.", is_reading=False) == "the quotes do speak of appeal"
    assert grounds.unsupported("This passage names no refund.", is_reading=False) is None


def test_the_limit_carries_sentences_about_it(catalogue: Catalogue) -> None:
    limited = of("We may train AI models on customer content. We will not use video for this purpose without your consent.", catalogue)
    sentence = "Your video is not used for training unless consent was given."
    assert Grounds(limited, platform=None).unsupported(sentence, is_reading=True) is None
    assert Grounds(of(PERMITS, catalogue), platform=None).unsupported(sentence, is_reading=True) == "the quotes do not name video"
