"""Which watch fits which change: a table of rules, and the index against brute force over many random watches and changes."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clauseatlas.watching.matching import Facts, Index, Search, Touched, Watching, fits, folded, search_of
from clauseatlas.watching.words import USUAL_KINDS, ChangeKind, Following

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EVERY_KIND = frozenset(ChangeKind)


def touched(**given: Any) -> Touched:
    base = Touched(
        provision=11,
        clause_type="arbitration",
        fate="revised",
        direction="worse",
        categories=frozenset({"disputes"}),
        stances=frozenset({"requires"}),
        severities=frozenset({"medium", "high"}),
        regulations=frozenset({"faa"}),
        words=folded("Disputes go to arbitration. You may opt out within 10 days."),
    )
    return replace(base, **given)


def facts(*effects: Touched, **given: Any) -> Facts:
    base = Facts(
        change=1,
        platform=1,
        platform_slug="fernwick-post",
        sector="social",
        document=5,
        document_type="terms-of-service",
        captured=NOW,
        significance="substantive",
        direction="worse",
        counts=True,
        touched=effects or (touched(),),
    )
    return replace(base, **given)


def watching(following: Following = Following.PLATFORM, target: int | str = 1, **given: Any) -> Watching:
    base = Watching(watch=1, following=following, target=target, since=NOW - timedelta(days=1), kinds=frozenset(USUAL_KINDS))
    return replace(base, **given)


FITS = [
    ("the platform", watching(), facts(), True),
    ("another platform", watching(target=2), facts(), False),
    ("the document", watching(Following.DOCUMENT, 5), facts(), True),
    ("the number of a platform is not that of a document", watching(Following.DOCUMENT, 1), facts(), False),
    ("the provision", watching(Following.PROVISION, 11), facts(), True),
    ("another provision of the same change", watching(Following.PROVISION, 12), facts(), False),
    ("the clause type", watching(Following.CLAUSE_TYPE, "arbitration"), facts(), True),
    ("the regulation", watching(Following.REGULATION, "faa"), facts(), True),
    ("a regulation that is not named", watching(Following.REGULATION, "gdpr"), facts(), False),
    ("grave enough: the graver side counts", watching(least=3), facts(), True),
    ("not grave enough", watching(least=3), facts(touched(severities=frozenset({"medium"}))), False),
    ("the direction", watching(directions=frozenset({"worse"})), facts(), True),
    ("another direction", watching(directions=frozenset({"better"})), facts(), False),
    ("severity and direction must meet in one provision", watching(least=3, directions=frozenset({"better"})),
     facts(touched(), touched(provision=12, direction="better", severities=frozenset({"low"}))), False),
    ("the kind", watching(kinds=frozenset({ChangeKind.CLAUSE_REVISED})), facts(), True),
    ("another kind", watching(kinds=frozenset({ChangeKind.CLAUSE_ENDED})), facts(), False),
    ("a change older than the watch", watching(since=NOW + timedelta(seconds=1)), facts(), False),
    ("a change of the very moment of the watch", watching(since=NOW), facts(), True),
    ("a change that never alerts (imported, our method, a variant, cosmetic)", watching(), facts(counts=False), False),
    ("unclear changes are told only where they are asked for", watching(), facts(significance="unclear"), False),
    ("unclear, and asked for", watching(kinds=EVERY_KIND), facts(significance="unclear"), True),
    ("edits outside of provisions", watching(), facts(touched(fate="standing")), True),
    ("edits outside of provisions are not graded", watching(least=2), facts(touched(fate="standing")), False),
    ("edits outside of provisions lead nowhere", watching(directions=frozenset({"worse"})), facts(touched(fate="standing")), False),
    ("edits outside of provisions touch no clause type", watching(Following.CLAUSE_TYPE, "arbitration"), facts(touched(fate="standing")), False),
    ("edits do not make up for provisions that did not pass", watching(directions=frozenset({"neutral"})), facts(), False),
    ("a search for words of the clause", watching(Following.SEARCH, "", search=search_of("q=opt+out")), facts(), True),
    ("a word in the middle of a word", watching(Following.SEARCH, "", search=search_of("q=bitration")), facts(), False),
    ("the beginning of a word", watching(Following.SEARCH, "", search=search_of("q=arbit")), facts(), True),
    ("a search for one of two stances", watching(Following.SEARCH, "", search=search_of("stance=waives&stance=requires")), facts(), True),
    ("a search in another sector", watching(Following.SEARCH, "", search=search_of("sector=ai&q=arbitration")), facts(), False),
    ("a search that asks nothing takes edits too", watching(Following.SEARCH, "", search=search_of("")), facts(touched(fate="standing")), True),
    ("a search that asks of provisions does not", watching(Following.SEARCH, "", search=search_of("q=out")), facts(touched(fate="standing")), False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "asked", "given", "expected"), FITS, ids=[row[0] for row in FITS])
def test_a_watch_fits(what: str, asked: Watching, given: Facts, expected: bool) -> None:
    assert (fits(asked, given) is not None) is expected
    assert bool(Index([asked]).hits(given)) is expected


def test_a_hit_names_the_provisions_that_it_rests_on() -> None:
    given = facts(touched(), touched(provision=12, direction="better"), touched(provision=13))
    hit = fits(watching(directions=frozenset({"worse"})), given)
    assert hit is not None
    assert hit.provisions == (11, 13)


def test_a_search_keeps_only_what_narrows() -> None:
    assert search_of("sort=newest&page=3&clause=arbitration,ai-training&q=Opt-Out") == Search(
        words=("opt", "out"), clause_types=frozenset({"arbitration", "ai-training"})
    )


def some_watch(number: int, chance: random.Random) -> Watching:
    following = chance.choice(list(Following))
    targets: dict[Following, int | str] = {
        Following.PLATFORM: chance.randrange(6),
        Following.DOCUMENT: chance.randrange(12),
        Following.PROVISION: chance.randrange(40),
        Following.CLAUSE_TYPE: chance.choice(["arbitration", "ai-training", "retention"]),
        Following.REGULATION: chance.choice(["faa", "gdpr"]),
        Following.SEARCH: "",
    }
    queries = ["", "clause=arbitration", "q=days", "sector=ai", "severity=high&stance=waives", "platform=p1&q=opt"]
    return Watching(
        watch=number,
        following=following,
        target=targets[following],
        search=search_of(chance.choice(queries)) if following is Following.SEARCH else Search(),
        since=NOW + timedelta(days=chance.choice([-9, -1, 1])),
        least=chance.choice([1, 1, 2, 3]),
        directions=frozenset(chance.sample(["better", "worse", "neutral", "unclear"], chance.choice([0, 0, 1, 2]))),
        kinds=frozenset(chance.sample(list(ChangeKind), chance.choice([1, 3, 5]))),
    )


def some_change(number: int, chance: random.Random) -> Facts:
    platform = chance.randrange(6)
    effects = tuple(
        Touched(
            provision=provision,
            clause_type=chance.choice(["arbitration", "ai-training", "retention"]),
            fate=chance.choice(["added", "revised", "ended", "standing"]),
            direction=chance.choice(["better", "worse", "neutral", "unclear"]),
            categories=frozenset({"disputes"}),
            stances=frozenset(chance.sample(["requires", "waives", "permits"], 2)),
            severities=frozenset(chance.sample(["low", "medium", "high"], chance.choice([1, 2]))),
            regulations=frozenset(chance.sample(["faa", "gdpr"], chance.choice([0, 1, 2]))),
            words=folded(chance.choice(["You may opt out within 10 days", "We keep data", "Disputes"])),
        )
        for provision in chance.sample(range(40), chance.choice([0, 1, 3]))
    )
    return Facts(
        change=number,
        platform=platform,
        platform_slug=f"p{platform}",
        sector=chance.choice(["ai", "social"]),
        document=platform * 2 + chance.randrange(2),
        document_type="privacy-policy",
        captured=NOW,
        significance=chance.choice(["substantive", "substantive", "unclear"]),
        direction="worse",
        counts=chance.random() < 0.8,
        touched=effects,
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_index_finds_what_brute_force_finds(seed: int) -> None:
    chance = random.Random(seed)
    watches = [some_watch(number, chance) for number in range(300)]
    index = Index(watches)
    hits = 0
    for number in range(60):
        change = some_change(number, chance)
        expected = [hit for each in watches if (hit := fits(each, change)) is not None]
        assert list(index.hits(change)) == expected
        hits += len(expected)
    assert hits > 100
