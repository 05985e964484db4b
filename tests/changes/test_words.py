"""Words, numbers, addresses, dates and spellings as the comparison takes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseatlas.changes.addresses import is_same_holder, normal_target
from clauseatlas.changes.alignment import unnumbered
from clauseatlas.changes.anchoring import anchor
from clauseatlas.changes.announcing import announces
from clauseatlas.changes.dating import is_stamp
from clauseatlas.changes.editing import Side
from clauseatlas.changes.languages import spoken
from clauseatlas.changes.normal import normal
from clauseatlas.changes.pairing import Group, pair, resemblance
from clauseatlas.changes.scene import Scene
from clauseatlas.changes.spelling import is_respelled
from clauseatlas.changes.units import units, words
from tests.changes.texts import policy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pay 1.500,00 € by 30%.", ("pay", "1.500,00", "€", "by", "30", "%")),
        ("opt‑out and don’t", ("opt-out", "and", "don't")),
        ("see https://q.example/a?b=1, now", ("see", "https://q.example/a?b=1", "now")),
        ("mail a.b@q.example.", ("mail", "a.b@q.example")),
        ("利用規約 v2", ("利", "用", "規", "約", "v2")),
        ("Terms & rules_", ("terms", "and", "rules")),
    ],
)
def test_words_are_what_changes_as_one_thing(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@given(st.text(max_size=60))
def test_units_hold_everything_but_white_space(text: str) -> None:
    found = units(text)
    assert all(text[unit.start : unit.end] == unit.exact for unit in found)
    assert "".join(unit.exact for unit in found) == "".join(text.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [("We don't", "we do not"), ("thirty (30) days", "30 days"), ("you'll pay", "You will pay"), ("it’s", "it is"), ("cannot", "can not")],
)
def test_two_ways_of_writing_one_thing_are_equal(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        pytest.param("colour", "color", True, id="British"),
        pytest.param("licence", "license", True, id="British noun"),
        pytest.param("ervices", "services", True, id="a lost letter"),
        pytest.param("account", "accounts", True, id="plural"),
        pytest.param("policy", "policies", True, id="plural in ies"),
        pytest.param("naïve", "naive", True, id="accent"),
        pytest.param("may", "any", False, id="short words are other words"),
        pytest.param("include", "exclude", False, id="opposite"),
        pytest.param("licensor", "licensee", False, id="the other party"),
        pytest.param("lawful", "unlawful", False, id="a negation"),
        pytest.param("sell", "tell", False, id="another word"),
        pytest.param("2030", "2031", False, id="figures"),
        pytest.param("desk@q.example", "desks@q.example", False, id="an address"),
        pytest.param("€", "£", False, id="signs of money"),
    ],
)
def test_spelling_is_no_change_of_word(word: str, other: str, expected: bool) -> None:
    text = policy("Nothing of it stands here.")
    scene = Scene.of(text, text, sides=(Side.of(text), Side.of(text)), pairs=())
    assert is_respelled(word, other, scene) is expected


def test_a_slip_is_no_slip_when_both_words_are_in_use() -> None:
    text = policy("Members collect tickets. Staff correct them.")
    scene = Scene.of(text, text, sides=(Side.of(text), Side.of(text)), pairs=())
    assert not is_respelled("collected", "corrected", scene) or not is_respelled("collect", "correct", scene)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last updated: 5 May 2031", True),
        ("May 5, 2031", True),
        ("Effective from 2031-05-05 (version 4)", True),
        ("UpdatedJanuary 10, 2031", True),
        ("Version 3.2", True),
        ("Zuletzt aktualisiert am 5. Mai 2031", True),
        ("You must return every lantern by 5 May 2031.", False),
        ("Lanterns cost more from 5 May 2031 for all who rent them by the week or by the month.", False),
        ("Version control matters to us.", False),
    ],
)
def test_a_stamp_only_dates_the_document(text: str, expected: bool) -> None:
    assert is_stamp(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We have updated our terms. The new terms take effect on 5 May 2031.", True),
        ("Changes are coming to this page.", True),
        ("We may change these terms at any time; changes take effect once posted.", False),
        ("Fees are due in May.", False),
    ],
)
def test_an_announcement_is_no_clause_about_changes(text: str, expected: bool) -> None:
    assert announces(text) is expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://www.q.example/en-gb/rules/?utm_source=a#top", "q.example/rules"),
        ("http://q.example/rules", "q.example/rules"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fq.example%2Frules&h=AT1", "q.example/rules"),
        ("mailto:mailto:Desk@q.example?subject=hi", "mailto:desk@q.example"),
        ("javascript:;", ""),
        ("/cdn-cgi/l/email-protection#a1b2", ""),
        ("#", ""),
        ("http://[broken", ""),
    ],
)
def test_targets_lose_what_changes_from_visit_to_visit(target: str, expected: str) -> None:
    assert normal_target(target) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("help.q-works.example/a", "www2.q-works.example/b", True),
        ("amberline.example/a", "amberlineinc.example/b", True),
        ("old.example/rules/fair-use", "new.example/rules/fair-use", True),
        ("fair.example/a", "other.example/b", False),
        ("mailto:a@q.example", "mailto:b@q.example", False),
        ("shop.one.co.uk/a", "shop.two.co.uk/b", False),
    ],
)
def test_holders_are_told_by_registered_names(one: str, other: str, expected: bool) -> None:
    assert is_same_holder(one, other) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.2 Fees", "Fees"),
        ("(b) Fees", "Fees"),
        ("Section 3. Fees", "Fees"),
        ("IV. Fees", "Fees"),
        ("A fee is due", "A fee is due"),
        ("30 days", "30 days"),
        ("1.5 hours", "1.5 hours"),
        ("800 4920", "800 4920"),
        ("1.500 crowns", "1.500 crowns"),
        ("i. Fees", "Fees"),
    ],
)
def test_typed_numbers_are_not_part_of_the_clause(text: str, expected: str) -> None:
    assert unnumbered(text) == expected


def test_unique_blocks_anchor_before_repeated_ones() -> None:
    assert anchor(["x", "A", "x"], ["x", "x", "A", "B", "x"]) == [(0, 0), (1, 2), (2, 4)]


def test_a_language_needs_enough_of_its_small_words() -> None:
    assert spoken("We and you agree on the terms of our service. " * 20) == "en"
    assert spoken("Der Verein und die Mitglieder. " * 20) == "de"
    assert spoken("Lumo 2031") is None


def test_resemblance_runs_from_none_to_all() -> None:
    assert resemblance(("a", "b"), ("a", "b")) == 1.0
    assert resemblance(("a", "b"), ("c",)) == 0.0


def test_each_passage_finds_the_one_it_resembles_most_and_halves_join() -> None:
    before = [words("lamps hang over every door of the hall"), words("ropes belong in the shed and dry nets beside the pier")]
    after = [words("ropes belong in the shed"), words("and dry nets beside the pier"), words("lamps hang over every gate of the hall")]
    assert pair(before, after, threshold=0.5) == [Group((0,), (2,)), Group((1,), (0, 1))]
