"""The minimal pairs of stance are complete: every clause type, only stances it allows, both sets, no sentence twice."""

from evaluation.polarity import NONE, SETS, pairs

from clauseatlas.catalogue.kinds import Catalogue

FEWEST = 320


def test_every_type_has_pairs_of_both_sets(catalogue: Catalogue) -> None:
    seen = {(each.clause_type, each.group) for each in pairs()}
    assert {(name, group) for name in catalogue.clauses for group in SETS} <= seen


def test_stances_are_those_of_the_type(catalogue: Catalogue) -> None:
    for each in pairs():
        if each.stance != NONE:
            assert each.stance in {stance.value for stance in catalogue.clauses[each.clause_type].stances}, each.text


def test_there_are_enough_and_none_twice() -> None:
    texts = [(each.clause_type, each.text) for each in pairs()]
    assert len(texts) == len(set(texts)) >= FEWEST
