"""Which changes count, and for which reason."""

import pytest

from clauseatlas.changes.comparing import compare
from clauseatlas.changes.judging import judge
from clauseatlas.model.change import Judgement
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.words import ChangeReason, Significance
from tests.changes.texts import policy

OPENING = "These terms govern how members use the Quillmoor lending library and everything it offers to them."
CLOSING = "We answer every letter, and we keep each one for as long as the matter it concerns is open."
R = ChangeReason


def judged(before: str | list[str], after: str | list[str], *, seen_before: bool = False) -> Judgement:
    texts = [policy(OPENING, *([middle] if isinstance(middle, str) else middle), CLOSING) for middle in (before, after)]
    return judge(compare(*texts), *texts, seen_before=seen_before)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        pytest.param("Books are lent for 30 days.", "Books are lent for 21 days.", R.DEADLINE, id="a shorter period"),
        pytest.param(["- 30 days", "- Maps"], ["- 60 days", "- Maps"], R.DEADLINE, id="a number that is the clause, not its number"),
        pytest.param("We may sell the records of loans.", "We will sell the records of loans.", R.OBLIGATION, id="may to will"),
        pytest.param("We do not sell records.", "We do sell records.", R.SCOPE, id="a lost not"),
        pytest.param("Readers and staff must agree.", "Readers or staff must agree.", R.SCOPE, id="and to or"),
        pytest.param("We lend to free members.", "We lend to members.", None, id="one word widens the scope"),
        pytest.param("A late book costs 5 crowns.", "A late book costs 5 florins.", None, id="another currency by name"),
        pytest.param("A late book costs 5 €.", "A late book costs 5 £.", R.NUMBER, id="another currency by sign"),
        pytest.param("The laws of Norland apply.", "The laws of Sudland apply.", R.PARTY, id="another law"),
        pytest.param("We share records with Harrow.", "We share records with Harrow and Pell.", R.SCOPE, id="another recipient"),
        pytest.param("Guests may opt in.", "Guests may opt out.", R.RIGHT, id="in to out"),
        pytest.param("Records include names.", "Records exclude names.", R.SCOPE, id="two letters turn the sense"),
        pytest.param("Loans start on 1 May 2031.", "Loans start on 1 June 2031.", R.DEADLINE, id="a date that binds"),
        pytest.param(
            "To object, write to desk@quillmoor.example.", "To object, write to front@quillmoor.example.", R.LINK_TARGET, id="where objections go"
        ),
        pytest.param(
            "Complaints go to the [ombudsman](https://fair.example/a).",
            "Complaints go to the [ombudsman](https://other.example/b).",
            R.LINK_TARGET,
            id="another ombudsman behind the same words",
        ),
        pytest.param([], ["You waive the right to sue us together with other readers."], R.NEW_CLAUSE, id="a new clause"),
        pytest.param(["You may return a book at any branch without charge."], [], R.REMOVED_CLAUSE, id="a lost right"),
        pytest.param([], ["We are updating these terms. The new terms take effect on 3 March 2031."], R.DEADLINE, id="an announcement"),
        pytest.param(["| Harrow Data", "| hosting"], ["| Pell Data", "| hosting"], None, id="another processor in a table"),
    ],
)
def test_a_change_of_meaning_alerts(before: str | list[str], after: str | list[str], reason: ChangeReason | None) -> None:
    judgement = judged(before, after)
    assert judgement.significance in {Significance.SUBSTANTIVE, Significance.UNCLEAR}
    assert reason is None or reason in judgement.reasons


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        pytest.param("We call this a “loan” – it’s free.", 'We call this a "loan" — it\'s free.', R.TYPOGRAPHY, id="other quotation marks"),
        pytest.param("Members, guests and staff read.", "Members, guests, and staff read.", R.PUNCTUATION, id="a comma"),
        pytest.param("YOUR CARD IS PERSONAL.", "Your card is personal.", R.TYPOGRAPHY, id="capitals"),
        pytest.param("You cannot lend it on.", "You can not lend it on.", R.TYPOGRAPHY, id="one word in two"),
        pytest.param("We don't lend maps.", "We do not lend maps.", R.SPELLING, id="contracted and full"),
        pytest.param("We keep it for thirty days.", "We keep it for thirty (30) days.", R.SPELLING, id="the same number in figures"),
        pytest.param("Our organisation honours this promise.", "Our organization honors this promise.", R.SPELLING, id="the other English"),
        pytest.param("Readers chose a branch.", "Readers choose a branch.", R.SPELLING, id="a slip mended"),
        pytest.param("Last updated: 3 May 2030", "Last updated: 9 June 2031", R.DATES_ONLY, id="the date of the document"),
        pytest.param("Effective May 3, 2030", "Effective 3 May 2030", R.DATES_ONLY, id="a date written otherwise"),
        pytest.param("Fines are in section 4.2.", "Fines are in section 4.3.", R.REORDERING, id="a pointer to another section"),
        pytest.param("1. Cards are personal to each reader.", "Cards are personal to each reader.", R.FORMATTING, id="a number moved into markup"),
        pytest.param(
            "Read our [rules](https://q.example/a?session=1).",
            "Read our [rules](https://q.example/a?session=2).",
            R.LINKS_ONLY,
            id="a token in a link",
        ),
        pytest.param(
            "Read our [rules](https://q.example/en-gb/a).", "Read our [rules](https://www.q.example/a/).", R.LINKS_ONLY, id="a locale in a link"
        ),
        pytest.param("Ring the desk at 555 010 0199.", "Ring the desk at 555-010-0199.", R.PUNCTUATION, id="a number written otherwise"),
        pytest.param("Mail desk@quillmoor.example.", "Mail [email protected].", R.EXTRACTION_ARTEFACT, id="a hidden address"),
        pytest.param([], ["…"], R.EXTRACTION_ARTEFACT, id="a stray mark"),
        pytest.param([], ["false"], R.EXTRACTION_ARTEFACT, id="a word of a program"),
        pytest.param([], ["- Sign in"], R.NAVIGATION_RESIDUE, id="a button"),
        pytest.param([], ["- ລາວ"], R.NAVIGATION_RESIDUE, id="one more language in the menu"),
        pytest.param([], ["English Deutsch Français Español Svenska Tiếng Việt 日本語"], R.NAVIGATION_RESIDUE, id="a language menu in one"),
        pytest.param([], ["- Español (España)"], R.NAVIGATION_RESIDUE, id="a language with its country"),
        pytest.param(
            ["Cards are personal.", "Fines are due when the book comes back."],
            ["Cards are personal. Fines are due when the book comes back."],
            R.FORMATTING,
            id="a paragraph joined to another",
        ),
        pytest.param([], ["You can read the previous version of these terms here."], R.NAVIGATION_RESIDUE, id="the way to the archive"),
        pytest.param(["We are updating these terms. The new terms take effect on 3 March 2031."], [], R.NAVIGATION_RESIDUE, id="an old notice gone"),
        pytest.param("Read our privacy policy first.", "Read our privacy notice first.", R.LINKS_ONLY, id="a document called otherwise"),
        pytest.param(
            "Set it in your [choices](https://q.example/c) page.",
            "Set it in your [preferences](https://q.example/c) page.",
            R.LINKS_ONLY,
            id="a label",
        ),
    ],
)
def test_a_change_of_form_never_alerts(before: str | list[str], after: str | list[str], reason: ChangeReason) -> None:
    judgement = judged(before, after)
    assert judgement.significance is Significance.COSMETIC
    assert reason in judgement.reasons


def test_equal_texts_are_identical() -> None:
    assert judged("We lend books.", "We lend books.").significance is Significance.IDENTICAL


def test_moved_sections_are_a_reordering() -> None:
    cards, fines = "Cards are personal and stay with the reader.", "Fines are due when the book comes back to us."
    assert judged([cards, fines, "Maps stay here."], [fines, cards, "Maps stay here."]).reasons == (R.REORDERING,)


def test_a_text_seen_before_is_a_return_whatever_it_says() -> None:
    judgement = judged("Books are lent for 30 days.", "Books are lent for 21 days.", seen_before=True)
    assert judgement == Judgement(significance=Significance.COSMETIC, reasons=(R.SEEN_BEFORE,))


def test_another_language_is_a_switch_not_a_rewrite() -> None:
    english = policy(*[f"The members of the library and you agree that this card number {count} is from our desk for you." for count in range(9)])
    german = policy(
        *[f"Die Mitglieder und wir vereinbaren, dass Karte {count} eine nicht übertragbare der Stelle ist oder sie." for count in range(9)]
    )
    assert judge(compare(english, german), english, german).reasons == (R.LOCALE_SWITCH,)


def test_a_failed_reading_beside_a_full_text_is_an_artefact() -> None:
    full, empty = policy(*[f"Clause {count} binds the reader and the library alike, now and later." for count in range(40)]), policy("Loading")
    assert judge(compare(full, empty), full, empty).reasons == (R.EXTRACTION_ARTEFACT,)


def footer() -> list[str]:
    return ["- Products", "- Careers", "- Press", "- Help center", "- Cookies", "- Made with care beside the river by all of us"]


def test_a_footer_that_was_not_captured_is_no_change() -> None:
    before, after = policy(OPENING, CLOSING, *footer()), policy(OPENING, CLOSING)
    assert judge(compare(before, after), before, after).reasons == (R.NAVIGATION_RESIDUE,)


def test_a_list_inside_the_policy_is_never_a_menu() -> None:
    before, after = policy(OPENING, *footer(), CLOSING), policy(OPENING, CLOSING)
    assert judge(compare(before, after), before, after).significance is Significance.SUBSTANTIVE


def test_a_consent_banner_is_no_clause() -> None:
    banner = "We would like to use cookies to remember your preferences. You can accept all of them or only what is needed."
    before, after = policy(OPENING, CLOSING), policy(OPENING, CLOSING, banner, "Accept all cookies")
    assert judge(compare(before, after), before, after).significance is Significance.COSMETIC


def test_every_edit_says_why() -> None:
    texts = [policy(OPENING, "Books are lent for 30 days.", CLOSING), policy(OPENING, "Books are lent for 21 days.", CLOSING, "Maps too.")]
    assert all(edit.reasons for edit in compare(*texts).edits)


def test_reasons_of_a_judgement_are_those_of_its_edits() -> None:
    texts: list[PolicyText] = [
        policy(OPENING, "Books are lent for 30 days.", CLOSING),
        policy(OPENING, "Books are lent for 21 days, always.", CLOSING),
    ]
    comparison = compare(*texts)
    assert set(judge(comparison, *texts).reasons) == {reason for edit in comparison.edits for reason in edit.reasons}


def test_what_was_said_to_two_groups_and_is_now_said_to_one_has_changed() -> None:
    right = "You may ask for a copy of your records at any time."
    before, after = (
        policy(OPENING, "# Readers", right, "# Guests", *([right] if both else []), "Guests sign the book.", CLOSING) for both in (True, False)
    )
    assert judge(compare(before, after), before, after).significance is Significance.SUBSTANTIVE


def test_a_country_in_a_list_is_no_language() -> None:
    assert judged(["- Norland"], ["- Norland", "- Indonesia"]).significance is Significance.SUBSTANTIVE


def test_a_part_of_the_policy_that_went_with_the_menu_is_still_told() -> None:
    clauses = [f"We may hold back payments for {count} days whenever we believe that a seller puts buyers at risk." for count in range(9)]
    before, after = policy(OPENING, CLOSING, *footer(), *clauses), policy(OPENING, CLOSING)
    assert judge(compare(before, after), before, after).significance is Significance.SUBSTANTIVE
