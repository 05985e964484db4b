"""The letters that come with the package are those of today's patterns."""

import json

from training.letters import patterns, row

from clauseatlas.catalogue.letters import METHOD, SHIPPED, key_of, letters_of, worked_out
from clauseatlas.catalogue.loading import load_catalogue

# So many patterns may have been edited since the file was written; each costs a tenth of a millisecond.
MOST_MISSING = 0.05


def test_letters_that_come_with_the_package_are_what_is_worked_out() -> None:
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))[METHOD]
    today = {key_of(pattern): pattern for pattern in patterns(load_catalogue())}
    wrong = [pattern for key, pattern in today.items() if key in shipped and (tuple(shipped[key][0]), shipped[key][1]) != _row(pattern)]
    missing = [pattern for key, pattern in today.items() if key not in shipped]
    assert not wrong, "the way letters are read was edited: raise METHOD and run `python -m training.letters`"
    assert len(missing) <= MOST_MISSING * len(today), "run `python -m training.letters`"


def test_pattern_looked_up_and_worked_out_need_the_same_letters() -> None:
    some = sorted(set(patterns(load_catalogue())))[::50]
    assert [letters_of(pattern) for pattern in some] == [worked_out(pattern) for pattern in some]


def _row(pattern: str) -> tuple[tuple[str, ...], str]:
    groups, leads = row(worked_out(pattern))
    return tuple(groups), leads
