"""What lies between two texts: alignment, edits, runs, counts."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseatlas.changes.comparing import compare
from clauseatlas.changes.units import units
from clauseatlas.model.change import Comparison, Edit, RunKind
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.words import EditKind
from tests.changes.texts import policy

INTRO = "Lumo is a service for shared gardens, run by Lumo Works of Fennport."
FEES = "We charge a yearly fee for every garden bed. The fee is due in March."
TOOLS = "Members may borrow tools from the shed. Tools go back before dusk, cleaned and dry."
PESTS = "Nobody may spread poison on a bed, whatever the pest. Ask the warden for nets instead."
WATER = "Rain barrels belong to all members, and nobody may lock one."


def kinds(comparison: Comparison) -> list[EditKind]:
    return [edit.kind for edit in comparison.edits]


def view(edit: Edit) -> str:
    signs = {RunKind.KEPT: "{}", RunKind.REMOVED: "[-{}-]", RunKind.ADDED: "[+{}+]"}
    return "".join(signs[run.kind].format(run.text) for run in edit.runs)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([INTRO, FEES], [INTRO, FEES], [], id="equal texts have no edit"),
        pytest.param([INTRO, FEES], [INTRO, FEES, WATER], [EditKind.ADDED], id="a new block is added, not reworded from its neighbour"),
        pytest.param([INTRO, FEES, WATER], [INTRO, WATER], [EditKind.REMOVED], id="a block that went is removed"),
        pytest.param([INTRO, FEES, TOOLS, PESTS], [INTRO, TOOLS, PESTS, FEES], [EditKind.MOVED], id="a moved block is no removal and addition"),
        pytest.param([INTRO, "4. " + FEES], [INTRO, "5. " + FEES], [EditKind.RENUMBERED], id="a typed number is not the clause"),
        pytest.param([INTRO, FEES], [INTRO, *FEES.replace(". The", ".|The").split("|")], [EditKind.SPLIT], id="one paragraph in two"),
        pytest.param([INTRO, *FEES.replace(". The", ".|The").split("|")], [INTRO, FEES], [EditKind.MERGED], id="two paragraphs in one"),
        pytest.param([INTRO, FEES], [INTRO, FEES.replace("March", "April")], [EditKind.REWORDED], id="only the sentence that differs"),
        pytest.param([FEES], [FEES + " Late fees cost more."], [EditKind.ADDED], id="a sentence added to a block is added"),
        pytest.param(
            ["# Rules", FEES, "# Rules", TOOLS],
            ["# Rules", TOOLS],
            [EditKind.REMOVED, EditKind.REMOVED],
            id="of two equal headings the one with its text",
        ),
        pytest.param(
            [INTRO, "Yes", FEES, TOOLS], [INTRO, FEES, TOOLS, "Yes"], [EditKind.ADDED, EditKind.REMOVED], id="a short word elsewhere proves no move"
        ),
    ],
)
def test_edits_are_of_the_kind_a_reader_would_name(before: list[str], after: list[str], expected: list[EditKind]) -> None:
    assert sorted(kinds(compare(policy(*before), policy(*after)))) == sorted(expected)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("We may share your plans.", "We will share your plans.", "We [-may-][+will+] share your plans."),
        ("The fee is due in March.", "The yearly fee is due in March.", "The [+yearly +]fee is due in March."),
        (
            "Write to the warden of the northern garden within ten days.",
            "Write to the keeper of a southern field within ten days.",
            "Write to the [-warden of the northern garden-][+keeper of a southern field+] within ten days.",
        ),
        ("Pay 1.500,00 crowns.", "Pay 1.800,00 crowns.", "Pay [-1.500,00-][+1.800,00+] crowns."),
        ("Beds are opt-in for members.", "Beds are opt-out for members.", "Beds are [-opt-in-][+opt-out+] for members."),
        ("Tools, nets and seeds are free.", "Tools, nets, pots and seeds are free.", "Tools, nets[+, pots+] and seeds are free."),
    ],
)
def test_runs_read_as_phrases(before: str, after: str, expected: str) -> None:
    (edit,) = compare(policy(INTRO, before), policy(INTRO, after)).edits
    assert view(edit) == expected


def test_removed_blocks_stand_behind_what_they_followed() -> None:
    comparison = compare(policy(INTRO, FEES, TOOLS, WATER), policy(INTRO, TOOLS, WATER))
    assert [(pair.before, pair.after) for pair in comparison.pairs] == [((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,))]


def test_counts_are_those_of_the_edits() -> None:
    comparison = compare(policy(INTRO, FEES, TOOLS, WATER), policy(WATER, INTRO, FEES.replace("March", "April"), PESTS + " Nets are free."))
    counts = comparison.counts
    assert (counts.sentences_added, counts.sentences_removed, counts.sentences_reworded, counts.blocks_moved) == (3, 2, 1, 1)


def test_a_link_that_leads_to_another_provider_is_an_edit_with_its_targets() -> None:
    clause = "Unsettled complaints go to our [dispute provider]({})."
    before, after = (policy(INTRO, clause.format(f"https://{host}/file")) for host in ("fairmeadow.example", "oldbridge.example"))
    (edit,) = compare(before, after).edits
    assert edit.targets == ("https://fairmeadow.example/file", "https://oldbridge.example/file")
    assert edit.before is not None
    assert edit.before.exact == "dispute provider"


def test_a_text_without_blocks_is_compared_by_lines() -> None:
    before, after = (
        PolicyText(text=text, sha256=text, reader="made/1", media_type="text/plain") for text in (f"{INTRO}\n{FEES}", f"{INTRO}\n{TOOLS}")
    )
    assert sorted(kinds(compare(before, after))) == [EditKind.ADDED, EditKind.REMOVED]


WORDS = st.sampled_from(
    ["we", "you", "may", "will", "not", "share", "fee", "garden", "tools", "within", "ten", "days", "all", "any", "the", "of", "30", "Lumo"]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: (" ".join(words) + ".").capitalize())
BLOCK = st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join)
TEXT = st.lists(st.one_of(BLOCK, SENTENCE.map(lambda words: f"# {words[:-1]}"), SENTENCE.map(lambda words: f"- {words}")), min_size=1, max_size=9)


@st.composite
def revisions(draw: st.DrawFn) -> tuple[PolicyText, PolicyText]:
    """A text and a later one that keeps some of its blocks, in another order at times."""
    before = draw(TEXT)
    kept = [block for block in before if draw(st.booleans())]
    after = draw(st.permutations([*kept, *draw(st.lists(BLOCK, max_size=3))]))
    return policy(*before), policy(*(after or ["Nothing."]))


@settings(max_examples=120, deadline=None)
@given(revisions())
def test_every_block_stands_in_exactly_one_pair(pair: tuple[PolicyText, PolicyText]) -> None:
    comparison = compare(*pair)
    assert sorted(index for each in comparison.pairs for index in each.before) == list(range(len(pair[0].blocks)))
    assert sorted(index for each in comparison.pairs for index in each.after) == list(range(len(pair[1].blocks)))


@settings(max_examples=120, deadline=None)
@given(revisions())
def test_passages_are_exact_and_runs_join_to_them(pair: tuple[PolicyText, PolicyText]) -> None:
    for edit in compare(*pair).edits:
        for passage, policy_ in ((edit.before, pair[0]), (edit.after, pair[1])):
            assert passage is None or policy_.text[passage.start : passage.end] == passage.exact
        if edit.runs:
            assert edit.before is not None
            assert edit.after is not None
            assert "".join(run.text for run in edit.runs if run.kind is not RunKind.ADDED) == edit.before.exact
            assert "".join(run.text for run in edit.runs if run.kind is not RunKind.REMOVED) == edit.after.exact


@settings(max_examples=120, deadline=None)
@given(revisions())
def test_every_word_is_kept_or_in_exactly_one_edit(pair: tuple[PolicyText, PolicyText]) -> None:
    edits = compare(*pair).edits
    left: list[Counter[str]] = []
    for policy_, passages in ((pair[0], [edit.before for edit in edits]), (pair[1], [edit.after for edit in edits])):
        covered = Counter(place for passage in passages if passage for place in range(passage.start, passage.end))
        assert max(covered.values(), default=0) <= 1, "edits do not overlap"
        left.append(Counter(unit.exact for unit in units(policy_.text) if unit.start not in covered))
    assert left[0] == left[1], "what no edit holds is the same on both sides"


@settings(max_examples=40, deadline=None)
@given(TEXT)
def test_a_text_compared_with_itself_has_no_edit(blocks: list[str]) -> None:
    comparison = compare(policy(*blocks), policy(*blocks))
    assert comparison.edits == ()
    assert all(pair.kind is None for pair in comparison.pairs)


@settings(max_examples=40, deadline=None)
@given(revisions())
def test_comparing_twice_gives_the_same(pair: tuple[PolicyText, PolicyText]) -> None:
    assert compare(*pair) == compare(*pair)
