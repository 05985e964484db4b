"""The letters a pattern needs are really needed: looking for them first never loses a match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseatlas.catalogue.kinds import ClauseType
from clauseatlas.catalogue.letters import letters_of, without_case
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.catalogue.patterns import Pattern
from clauseatlas.errors import CatalogueError
from clauseatlas.provisions.sentences import fold

CASES = [
    (r"\barbitrat", ("^arbitrat",)),
    (r"\b(?:share|sell)\b", ("^sell$", "^share$")),
    (r"\bopt[- ]?out\b", ("^opt",)),
    (r"\b(?:ai|model)\b", ("^ai$", "^model$")),
    (r"\b(?:share|.)", ()),
    (r"\bmodels?\b", ("^model",)),
    (r"(?:very )?long text", ("long$",)),
    (r"\b(?:train|fine-?tun)(?:s|ed|ing)?\b.*\bmodel", ("^model",)),
    (r"\bthird[- ]part(?:y|ies)\b", ("^parties$", "^third$")),
    (r"\bas[- ]is\b", ("^as$",)),
    (r"\banaly[sz]e\b", ("^analyse$", "^analyze$")),
    (r"\d{2}", ()),
    (r"(?!not)\bshare", ("^share",)),
    (r"\b(?:mon(?:th|day)s? free)+", ("^free",)),
    (r"\b(?:" + "|".join(f"w{letter}rd{digit}" for letter in "abcdefghij" for digit in "0123456789") + ")", ()),
    (r"\b(?:" + "|".join(f"{letter}rd" for letter in "abcdefghijklmnopqrstuvwxyz") + ")[stu]abcd", ("abcd",)),  # too many to write out
    (r"\bAAA\b", ("^aaa$",)),
]


@pytest.mark.parametrize(("pattern", "keys"), CASES)
def test_the_letters_a_pattern_needs(pattern: str, keys: tuple[str, ...]) -> None:
    assert letters_of(pattern).keys == keys


def holds(keys: tuple[str, ...], text: str) -> bool:
    words = [f"^{word}$" for word in re.findall(r"\w+", text)]
    return not keys or any(key in word for key in keys for word in words)


LETTERS = st.sampled_from(
    [
        r"\b",
        r"\b(?:ab|cd)",
        r"\b(?:abc )?de",
        "a",
        "bc",
        "def",
        " ",
        "-",
        "s?",
        ".*",
        "(?:ab|cd)",
        "[- ]",
        r"[bc\s]",
        "(?:abc|d?)",
        r"(?:\bab|bcd)\b",
        "[ab]",
        "(?:ab)+",
        "x{0,2}",
    ]
)


LEADS = [
    (r"\b(?:share|sell)\b", ("sell", "share")),
    (r"\b(?:sharing|share|sha)", ("sha",)),
    (r"\b(?:our |the )?terms", ("our", "terms", "the")),
    (r"\b(?:not )?(?:a|the)\b", ()),
    (r"\bfoo|\bbar", ("bar", "foo")),
    (r"foo", ()),
    (r"\b\w+ foo", ()),
    (r"(?<!not )\bshare", ("share",)),
    (r"\b(?:ab)+cd", ("ab",)),
]


@pytest.mark.parametrize(("pattern", "leads"), LEADS)
def test_the_words_a_match_begins_with(pattern: str, leads: tuple[str, ...]) -> None:
    assert letters_of(pattern).leads == leads


@given(st.lists(LETTERS, min_size=1, max_size=6).map("".join), st.text(alphabet="abcdefsx -_", max_size=24), st.integers(0, 8))
def test_matches_are_those_of_a_plain_search(pattern: str, text: str, start: int) -> None:
    plain = [match.span() for match in re.compile(pattern).finditer(text, start) if match.end() > match.start()]
    assert [match.span() for match in Pattern(pattern).finditer(text, start) if match.end() > match.start()] == plain


@given(st.lists(LETTERS, min_size=1, max_size=6).map("".join), st.text(alphabet="abcdefsx -", max_size=24))
def test_no_match_lacks_the_letters(pattern: str, text: str) -> None:
    if Pattern(pattern).compiled.search(text):
        assert all(holds(group, text) for group in letters_of(pattern).groups)
        assert Pattern(pattern).search(text)


@pytest.mark.parametrize(
    ("pattern", "lowered"),
    [(r"\bAAA\b\W\S", r"\baaa\b\W\S"), (r"(?P<Name>A)", r"(?P<name>a)"), ("[A-Z]", "[a-z]"), (r"a\.B", r"a\.b")],
)
def test_capitals_count_as_lower_case(pattern: str, lowered: str) -> None:
    assert without_case(pattern) == lowered


def test_looking_for_letters_first_loses_no_match() -> None:
    clauses = load_catalogue().clauses.values()
    texts = [fold(example.text) for clause in clauses for example in (*clause.positive, *clause.negative)][::3]
    for pattern in {each for clause in clauses for each in patterns_of(clause)}:
        for text in texts:
            if pattern.compiled.search(text):
                assert pattern.may_match(text, 0, len(text)), pattern
                assert all(holds(group, text) for group in pattern.letters.groups), pattern


def patterns_of(clause: ClauseType) -> list[Pattern]:
    signals = [pattern for signal in clause.signals for pattern in (*signal.all, *signal.any)]
    return signals + [pattern for rule in clause.attributes for patterns in rule.values.values() for pattern in patterns[:1]]


def test_a_malformed_pattern_names_its_place() -> None:
    with pytest.raises(CatalogueError, match=re.escape("clauses/x.toml: signals[1].all: is not a pattern")):
        Pattern("(", ("clauses/x.toml", "signals[1].all")).search("text")
