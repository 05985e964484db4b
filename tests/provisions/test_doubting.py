"""Terms that read like defined ones are doubts only where they are terms and no definition stands anywhere."""

import pytest

from clauseatlas.provisions.doubting import UNDEFINED, doubts, parted
from clauseatlas.provisions.sentences import sentences

from .texts import policy_of

CASES = [
    ("a term without a definition", "We may use Customer Content to improve.", ["Customer Content"]),
    ("a term with a definition", 'We may use Customer Content to improve. "Customer Content" is what you post.', []),
    ("the start of a longer name", "You must follow the Larkspur Services Agreement at all times.", []),
    ("an article in capitals", "The Services are given as they are to everybody.", []),
    ("the name of a setting", "Open the page Manage Your Content to change it.", []),
    ("a menu", "Scope Personal Information Account Data Uses Contact Children Privacy Updates", []),
]


@pytest.mark.parametrize(("text", "terms"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_terms_that_nothing_defines(text: str, terms: list[str]) -> None:
    policy = policy_of(text)
    told = [parted(doubt) for doubt in doubts(sentences(policy)[:1], policy)]
    assert [words for kind, words in told if kind == UNDEFINED] == terms
