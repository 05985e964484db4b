"""An edit in one paragraph neither ends, adds nor alters a clause in another."""

from collections.abc import Sequence

import pytest

from clauseatlas.changes.comparing import compare
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.provision import Finding, Quote, Reading
from clauseatlas.model.words import Stance
from clauseatlas.provisions.steadying import Earlier, steady
from clauseatlas.text.reading import read

BEFORE = "# Terms\n\nWe keep data for 30 days.\n\nWe may close your account. We tell you first.\n\nFees are due monthly.\n"


def text_of(source: str) -> PolicyText:
    return read(source.encode(), media_type="text/markdown")


def finding(policy: PolicyText, words: str, kind: str = "data-retention", *, stance: Stance = Stance.STATES, raw: str = "") -> Finding:
    start = policy.text.index(words)
    readings: tuple[Reading, ...] = ()
    if raw:
        at = policy.text.index(raw)
        readings = (Reading(name="period", value=30, raw=raw, start=at, end=at + len(raw)),)
    return Finding(clause_type=kind, stance=stance, quotes=(Quote(exact=words, start=start, end=start + len(words)),), readings=readings)


def steadied(before: Sequence[tuple[str, str]], later: str, found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    old, new = text_of(BEFORE), text_of(later)
    earlier = Earlier(findings=tuple(finding(old, words, kind) for words, kind in before), policy=old, comparison=compare(old, new))
    kept = steady([finding(new, words, kind) for words, kind in found], earlier, new)
    assert all(new.text[quote.start : quote.end] == quote.exact for each in kept for quote in each.quotes)
    return [(each.quotes[0].exact, each.clause_type) for each in kept]


KEEP, FEES, CLOSE = "We keep data for 30 days.", "Fees are due monthly.", "We may close your account."


@pytest.mark.parametrize(
    ("before", "later", "found", "stands"),
    [
        pytest.param([(KEEP, "a")], BEFORE.replace("monthly", "yearly"), [], [(KEEP, "a")], id="what is no longer found in untouched words stands"),
        pytest.param([], BEFORE.replace("monthly", "yearly"), [(KEEP, "a")], [], id="what is suddenly found in untouched words is no news"),
        pytest.param([(FEES, "a")], BEFORE.replace("monthly", "yearly"), [], [], id="what was touched and is not found has ended"),
        pytest.param(
            [], BEFORE.replace("monthly", "yearly"), [("Fees are due yearly.", "a")], [("Fees are due yearly.", "a")], id="what was touched is found"
        ),
        pytest.param(
            [(KEEP, "a")], "# Terms\n\nA new first paragraph.\n\n" + BEFORE[9:], [(KEEP, "a")], [(KEEP, "a")], id="a clause moves down with its words"
        ),
        pytest.param(
            [(CLOSE, "a")],
            BEFORE.replace("We tell you first.", "We tell nobody."),
            [("We may close your account. We tell nobody.", "a")],
            [("We may close your account. We tell nobody.", "a")],
            id="an edit in the same paragraph is read anew",
        ),
        pytest.param(
            [(CLOSE, "a")],
            BEFORE.replace("We tell you first.", "We tell nobody."),
            [],
            [(CLOSE, "a")],
            id="an untouched sentence stands in an edited paragraph",
        ),
        pytest.param([], BEFORE.replace("We tell you first.", "We tell nobody."), [(CLOSE, "a")], [], id="and nothing new is found in it"),
        pytest.param(
            [(CLOSE, "a")],
            BEFORE.replace(f"{CLOSE} ", "").replace(FEES, f"{FEES} {CLOSE}"),
            [],
            [(CLOSE, "a")],
            id="a sentence that moves to another paragraph is the same sentence",
        ),
        pytest.param(
            [(KEEP, "a")],
            BEFORE.replace(KEEP, "We keep data for 30 days!"),
            [],
            [("We keep data for 30 days!", "a")],
            id="an edit of form only ends nothing",
        ),
        pytest.param(
            [("We may close your account. We tell you first.", "a")],
            BEFORE.replace(" We tell you first.", ""),
            [(CLOSE, "a")],
            [(CLOSE, "a")],
            id="what an edit leaves of a clause is that clause",
        ),
    ],
)
def test_only_touched_words_change_what_is_found(
    before: list[tuple[str, str]], later: str, found: list[tuple[str, str]], stands: list[tuple[str, str]]
) -> None:
    assert steadied(before, later, found) == stands


def test_readings_move_with_their_words() -> None:
    old, new = text_of(BEFORE), text_of("# Terms\n\nA new first paragraph.\n\n" + BEFORE[9:])
    earlier = Earlier(findings=(finding(old, KEEP, raw="30 days"),), policy=old, comparison=compare(old, new))
    (kept,) = steady([], earlier, new)
    assert [new.text[reading.start : reading.end] for reading in kept.readings] == ["30 days"]


def test_stance_in_untouched_words_stays() -> None:
    old, new = text_of(BEFORE), text_of(BEFORE.replace("monthly", "yearly"))
    earlier = Earlier(findings=(finding(old, KEEP, stance=Stance.STATES),), policy=old, comparison=compare(old, new))
    (kept,) = steady([finding(new, KEEP, stance=Stance.PERMITS)], earlier, new)
    assert kept.stance is Stance.STATES


LONG = "We may limit the number of places that free accounts keep on our servers when they are full."


@pytest.mark.parametrize(
    ("later", "stands"),
    [
        pytest.param(LONG.replace("free ", ""), True, id="one word of many that names no right or number"),
        pytest.param(LONG.replace("may limit", "will never limit"), False, id="words that decide what is allowed"),
    ],
)
def test_a_small_edit_ends_no_clause(later: str, stands: bool) -> None:
    old, new = text_of(f"# Terms\n\n{LONG}\n\nBye.\n"), text_of(f"# Terms\n\n{later}\n\nBye.\n")
    earlier = Earlier(findings=(finding(old, LONG),), policy=old, comparison=compare(old, new))
    assert [each.quotes[0].exact for each in steady([], earlier, new)] == ([later] if stands else [])


def test_a_reading_in_words_edited_in_form_is_found_again() -> None:
    old, new = text_of(BEFORE), text_of(BEFORE.replace(KEEP, "We keep data — for 30 days."))
    earlier = Earlier(findings=(finding(old, KEEP, raw="30 days"),), policy=old, comparison=compare(old, new))
    (kept,) = steady([], earlier, new)
    assert [new.text[reading.start : reading.end] for reading in kept.readings] == ["30 days"]


LISTED = "# Rules\n\nYou must not:\n\n- Sell data of other people without their consent.\n- Send unwanted mail to other people.\n"
CUT = "# Rules\n\nYou can turn this off under Privacy &. Security, and read more there.\n"


@pytest.mark.parametrize(
    ("before", "later", "words", "stands"),
    [
        pytest.param(
            LISTED,
            LISTED.replace("- Sell", "a. Sell").replace("\n- Send", "\n\nb. Send"),
            ["Sell data of other people without their consent."],
            ["a. Sell data of other people without their consent."],
            id="an entry that gets a letter is the same entry",
        ),
        pytest.param(
            CUT,
            CUT.replace("&.", "&"),
            ["Security, and read more there."],
            ["Security, and read more there."],
            id="a sentence that was cut by a stray mark and is whole again holds the clause that was in its part",
        ),
    ],
)
def test_a_difference_in_form_alone_ends_no_clause(before: str, later: str, words: list[str], stands: list[str]) -> None:
    """Lists that were given letters, and marks that a page lost, ended clauses that stood there word for word."""
    old, new = text_of(before), text_of(later)
    earlier = Earlier(findings=tuple(finding(old, each, "a") for each in words), policy=old, comparison=compare(old, new))
    kept = steady([], earlier, new)
    assert [quote.exact for each in kept for quote in each.quotes] == stands
    assert all(new.text[quote.start : quote.end] == quote.exact for each in kept for quote in each.quotes)
