"""Who speaks: from the text's own words, from the title, from who acts; what is given wins."""

import pytest

from clauseatlas.model.words import DocumentType
from clauseatlas.provisions.composing import naming
from clauseatlas.provisions.naming import speaker

from .texts import policy_of

CASES = [
    ("a definition in brackets", "Northlight Labs, Inc. (“Northlight”, “we” or “us”) runs this. Northlight may change it.", "", "Northlight"),
    ("a definition without a short name", 'Larkspur GmbH ("we", "us") runs this. Larkspur may change it.', "", "Larkspur"),
    ("we means", "In these terms “we” means Fernway Ltd. Fernway may change them. Fernway runs the site.", "", "Fernway"),
    ("the title", "We may change this. Cedar Docs is good. Cedar Docs is here. Cedar Docs works.", "Cedar Docs Privacy Policy", "Cedar Docs"),
    ("who acts", "Harbour Mail may do this. Then Harbour Mail will do that. Here Harbour Mail shall stop.", "Privacy Policy", "Harbour Mail"),
    ("roles are no names", "Customer may do this. Then Customer will do that. Customer shall stop.", "Terms", None),
    ("a defined term that is a role", 'Fernway Ltd ("Controller", "we") runs this. Fernway may change it.', "", "Fernway"),
    ("quoted with we", 'The terms "FERNWAY", "we" and "us" shall refer to Alder Pte. Ltd. FERNWAY may change this.', "", "FERNWAY"),
    ("that is us", "When Larkspur (that’s us) collects data. Larkspur may keep it.", "", "Larkspur"),
    ("a greeting", "Welcome to Larkspur! We may change this. Larkspur is good.", "Privacy", "Larkspur"),
    ("at", "At Harbour Mail, we value you. Harbour Mail is good.", "Privacy", "Harbour Mail"),
    ("brand after a bar", "We may change this. Northlight is good.", "Cookie policy | Northlight", "Northlight"),
    ("brand before a bar", "We may change this. Northlight is good. Northlight is here.", "Northlight - Privacy Policy", "Northlight"),
    (
        "the brand readers meet",
        'Run by Alder Ltd ("we"). Fernway may a. Fernway can b. Fernway is c. Fernway d. Fernway e, Fernway f. Alder.',
        "Fernway Terms",
        "Fernway",
    ),
    ("a title whose first word is the name", "Fernway may. We use Fernway to do it. Fernway is good.", "Fernway Publisher Policies", "Fernway"),
    ("camel case", "eFern may do this. By day eFern shall do that. At night eFern will stop.", "Privacy", "eFern"),
    ("a company with a short name", "These govern the use of FernwayAI, Inc. (“Fernway.AI”) and more. Fernway.AI is good.", "", "Fernway.AI"),
    ("its own addresses", "Ask hi@larkspur.example or pal@larkspur.example. By Larkspur, for Larkspur, with Larkspur.", "Rules", "Larkspur"),
    ("a bar with a region", "We may change this in Europe and Europe only. Europe.", "Europe Terms of Use", None),
    ("an ordinary word", "Location may be read. Location will be kept. Location can be sent. Your location, the location, any location.", "", None),
    ("a question word", "How may we help? How will it be? How can it be?", "How we use data - Privacy", None),
    ("a body for disputes", "NAM may decide. NAM will decide. NAM shall decide.", "", None),
    ("an acronym", "XYZ may decide. XYZ will decide. XYZ shall decide.", "", None),
    ("a title in German", "Wir nutzen Daten. Datenschutzerklärung. Datenschutzerklärung.", "Datenschutzerklärung", None),
    ("a label before a role", "Data Controller: Fernway runs it. Data Controller is Fernway.", "Privacy Policy", None),
    ("nothing", "We may do this.", "", None),
]


@pytest.mark.parametrize(("text", "title", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_name_is_found(text: str, title: str, name: str | None) -> None:
    assert speaker(policy_of(text, title=title)).name == name


def test_a_given_name_wins_and_its_short_form_is_heard() -> None:
    found = speaker(policy_of("Zephyrine may do this."), platform="Zephyrine Video Communications Inc.")
    assert found.name == "Zephyrine Video Communications Inc."
    assert "zephyrine" in found.voices.platform


def test_an_ordinary_first_word_is_no_voice() -> None:
    assert "open" not in speaker(policy_of("Open it."), platform="Open Larkspur").voices.platform


@pytest.mark.parametrize("kind", list(DocumentType))
def test_every_kind_of_document_reads_as_words(kind: DocumentType) -> None:
    name = naming(None, kind).document
    assert name.startswith("the ")
    assert not {"-", "_"} & set(name)
    assert name.split()[-1] in {
        *("terms", "policy", "guidelines", "agreement", "schedule", "report", "imprint", "document"),
    }
