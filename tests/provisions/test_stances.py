"""Stance on minimal pairs: one word or one subject apart, another stance. Every row guards against one way of misreading."""

import re

import pytest

from clauseatlas.catalogue.clause_files import clause_type
from clauseatlas.catalogue.kinds import ClauseType
from clauseatlas.catalogue.tables import Table
from clauseatlas.provisions.acts import Voices
from clauseatlas.provisions.sentences import sentences
from clauseatlas.provisions.stances import read_stance

from .texts import policy_of

VOICES = Voices(platform=("northlight",))
PLATFORM = ("permits", "conditions", "forbids")
PERSON = ("requires", "bans", "grants", "conditions")
BOTH = ("permits", "conditions", "forbids", "requires", "bans", "grants")


def type_with(operative: str, stances: tuple[str, ...], default: str) -> ClauseType:
    """A clause type that finds `operative` and nothing else."""
    return clause_type(
        Table(
            {
                "id": "t",
                "title": "t",
                "category": "ai",
                "version": 1,
                "question": "?",
                "definition": "d",
                "usual": "low",
                "stances": list(stances),
                "better": list(stances),
                "stance": {"default": default},
                "signals": [{"all": [operative], "weight": 0.9}],
            },
            file="t",
        ),
        "t",
    )


def stance(text: str, operative: str, stances: tuple[str, ...] = PLATFORM, default: str = "permits") -> str:
    read = sentences(policy_of(text))
    sentence = next(each for each in reversed(read) if re.search(operative, each.folded))
    found = read_stance(type_with(operative, stances, default), sentence, VOICES)
    return "none" if found is None else found.value


PLATFORM_PAIRS = [
    # plain polarity
    ("We may sell your data.", "permits"),
    ("We may not sell your data.", "forbids"),
    ("We sell your data.", "permits"),
    ("We do not sell your data.", "forbids"),
    ("We don’t sell your data.", "forbids"),
    ("We never sell your data.", "forbids"),
    ("We will no longer sell your data.", "forbids"),
    ("Northlight sells your data to brokers.", "permits"),
    ("Northlight does not sell your data to brokers.", "forbids"),
    ("Your data may be sold.", "permits"),
    ("Your data will not be sold.", "forbids"),
    ("Your data is never sold.", "forbids"),
    ("No personal data is sold.", "forbids"),
    ("None of your messages are sold.", "forbids"),
    ("Under no circumstances will we sell your data.", "forbids"),
    ("Neither we nor our partners sell your data.", "forbids"),
    ("We have not sold data in the past twelve months.", "forbids"),
    ("We refrain from selling your data.", "forbids"),
    ("We reserve the right to sell your data.", "permits"),
    ("We may also sell your data without notice.", "permits"),
    ("We may sell your data without further compensation to you.", "permits"),
    # negations that deny something else
    ("We not only use your data, we also sell it.", "permits"),
    ("We sell data including but not limited to your name.", "permits"),
    ("Whether or not you have an account, we may sell your data.", "permits"),
    ("If you do not agree with this, we may still sell your data.", "permits"),
    ("Nothing in these terms prevents us from selling your data.", "permits"),
    ("We do not verify your data, but we may sell it.", "permits"),
    ("We cannot guarantee accuracy and we sell your data as it is.", "permits"),
    ("Although we do not collect much, we sell your data.", "permits"),
    ("We use your data and do not sell it.", "forbids"),
    ("We may use your data but will not sell it.", "forbids"),
    ("We will not be prevented from selling your data.", "permits"),
    ("We may not be able to sell your data.", "permits"),
    ("No consent is needed for us to sell your data.", "permits"),
    ("We sell no data.", "forbids"),
    ("We are unable to sell your data.", "forbids"),
    ("We avoid selling your data.", "forbids"),
    ("We are prohibited from selling your data.", "forbids"),
    # the platform's own things act for it, and are acted on in the passive
    ("The app does not sell your data.", "forbids"),
    ("Our mobile app sells data.", "permits"),
    ("Our staff may not sell your data.", "forbids"),
    ("In Germany, our app does not sell your data.", "forbids"),
    ("The app may not be used to sell data.", "none"),
    ("By using the app, you agree not to sell data.", "none"),
    ("Do not use the service to sell data.", "none"),
    ("When using the app, do not sell data.", "none"),
    # consent
    ("If you choose to provide this data, you consent to its being sold.", "conditions"),
    ("You agree to the selling of your data.", "permits"),
    ("Unless you opt in, no data is sold.", "conditions"),
    ("We sell your data with your consent.", "conditions"),
    ("We sell your data only with your consent.", "conditions"),
    ("We will not sell your data without your consent.", "conditions"),
    ("We will not sell your data without first obtaining your express consent.", "conditions"),
    ("We do not sell your data unless you agree.", "conditions"),
    ("We do not sell your data unless you have given us permission.", "conditions"),
    ("We will not sell your data except with your permission.", "conditions"),
    ("If you opt in, we sell your data.", "conditions"),
    ("With your permission, we may sell your data.", "conditions"),
    ("We will ask for your consent before we sell your data.", "conditions"),
    ("Your data is not sold until you have turned this feature on.", "conditions"),
    ("We sell your data where you have consented.", "conditions"),
    ("We may sell your data at your request.", "conditions"),
    ("Unless the customer explicitly agrees, we do not sell its data.", "conditions"),
    ("We may sell your data without your consent.", "permits"),
    ("We may sell your data even without your consent.", "permits"),
    ("We do not need your consent to sell your data.", "permits"),
    # opt-out
    ("We sell your data unless you opt out.", "permits"),
    ("Unless you object, we sell your data.", "permits"),
    ("We may sell your data; you can opt out at any time.", "permits"),
    ("You can opt out of having your data sold.", "permits"),
    ("You have the right to opt out of the selling of your data.", "permits"),
    ("If you opt out, we will not sell your data.", "permits"),
    ("Administrators can turn off the selling of data.", "permits"),
    # other exceptions
    ("We do not sell your data except as described in section 4.", "conditions"),
    ("We will never sell your data, other than in a merger.", "conditions"),
    ("We sell your data only if the law allows it.", "conditions"),
    ("We sell your data to the extent permitted by law.", "permits"),
    ("We may sell your data, subject to applicable law.", "permits"),
    ("Unless prohibited by law, we may sell your data.", "permits"),
    # who acts
    ("You agree that we may sell your data.", "permits"),
    ("You acknowledge and agree that we will not sell your data.", "forbids"),
    ("You authorize us to sell your data.", "permits"),
    ("You allow Northlight to sell your data.", "permits"),
    ("You may not sell data from the service.", "none"),
    ("You must not sell data from the service.", "none"),
    ("Users shall not sell data of others.", "none"),
    ("You agree not to sell data.", "none"),
    ("You agree that you will not sell data.", "none"),
    ("By using the service, you agree not to sell data.", "none"),
    ("Selling data from the service is prohibited.", "none"),
    ("It is forbidden to sell data of the service.", "none"),
    ("Data you provide is never sold.", "forbids"),
    ("Data you provide may be sold.", "permits"),
    ("Information that you do not delete may be sold.", "permits"),
    ("Content you choose not to share is sold to nobody.", "forbids"),
    ("We do not allow advertisers to sell your data.", "forbids"),
    ("We do not permit our partners to sell your data.", "forbids"),
    ("Our partners may sell your data.", "permits"),
]

PERSON_PAIRS = [
    ("You may copy the content.", "grants"),
    ("You may not copy the content.", "bans"),
    ("You must copy the content.", "requires"),
    ("You must not copy the content.", "bans"),
    ("You can't copy the content.", "bans"),
    ("You agree to copy the content.", "requires"),
    ("You agree not to copy the content.", "bans"),
    ("You agree that you will not copy the content.", "bans"),
    ("Users are allowed to copy the content.", "grants"),
    ("Users are not allowed to copy the content.", "bans"),
    ("Users are prohibited from copying the content.", "bans"),
    ("Copying the content is prohibited.", "bans"),
    ("Copying the content is not permitted.", "bans"),
    ("You have the right to copy the content.", "grants"),
    ("You are required to copy the content.", "requires"),
    ("You are not required to copy the content.", "grants"),
    ("You may not copy the content without our prior written consent.", "bans"),
    ("Do not copy the content.", "bans"),
    ("Don't copy the content.", "bans"),
    ("The services may not be copied.", "bans"),
    ("No one may copy the content.", "bans"),
    ("You may not, and may not allow others to, copy the content.", "bans"),
    ("Customer shall not copy the content.", "bans"),
    ("Customer shall copy the content.", "requires"),
]

LISTS = [
    ("We will not:\n- sell your data;\n- rent it.", "sell", PLATFORM, "forbids"),
    ("We may:\n- sell your data;\n- rent it.", "sell", PLATFORM, "permits"),
    ("With your consent, we may:\n- sell your data;\n- rent it.", "sell", PLATFORM, "conditions"),
    ("You may not:\n- harm others;\n- copy the content.", "copy", PERSON, "bans"),
    ("You may:\n- read;\n- copy the content.", "copy", PERSON, "grants"),
    ("You agree not to:\n- harm others;\n- copy the content.", "copy", PERSON, "bans"),
    ("You agree to:\n- pay;\n- copy the content.", "copy", PERSON, "requires"),
]


@pytest.mark.parametrize(("text", "expected"), PLATFORM_PAIRS, ids=[pair[0] for pair in PLATFORM_PAIRS])
def test_what_the_platform_does(text: str, expected: str) -> None:
    assert stance(text, r"\b(?:sell|sells|selling|sold)\b") == expected


@pytest.mark.parametrize(("text", "expected"), PERSON_PAIRS, ids=[pair[0] for pair in PERSON_PAIRS])
def test_what_the_person_does(text: str, expected: str) -> None:
    assert stance(text, r"\b(?:copy|copying|copied)\b", PERSON, "grants") == expected


@pytest.mark.parametrize(("text", "operative", "stances", "expected"), LISTS)
def test_a_lead_in_governs_its_items(text: str, operative: str, stances: tuple[str, ...], expected: str) -> None:
    assert stance(text, rf"\b{operative}\b", stances, stances[0]) == expected


@pytest.mark.parametrize(("text", "expected"), [("We sell data.", "permits"), ("You may not sell data.", "bans"), ("You may sell data.", "grants")])
def test_a_type_of_both_sides_keeps_them_apart(text: str, expected: str) -> None:
    assert stance(text, r"\bsell\b", BOTH) == expected


ENUMERATIONS = [
    ("Customer will not: (a) copy the content; (b) sell data; or (c) harm others.", "none"),
    ("We will not: (a) keep data for long; (b) sell data; or (c) read messages.", "forbids"),
    ("We may: (a) keep data; (b) sell data; and (c) not read messages without your consent.", "permits"),
    ("We may, with your consent: (a) keep data; (b) sell data; and (c) read messages.", "conditions"),
]


@pytest.mark.parametrize(("text", "expected"), ENUMERATIONS)
def test_the_lead_in_of_an_enumeration_governs_each_item_and_items_do_not_govern_each_other(text: str, expected: str) -> None:
    assert stance(text, r"\bsell\b") == expected


@pytest.mark.parametrize("heading", ["Prohibited uses", "Restrictions", "You may not", "What is not allowed"])
def test_things_listed_under_a_heading_that_bans_bind_the_person(heading: str) -> None:
    assert stance(f"# {heading}\n- Selling data of others", r"\bselling\b") == "none"
    assert stance(f"# {heading}\n- Copying the content", r"\bcopying\b", PERSON, "grants") == "bans"
