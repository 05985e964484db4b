"""What surrounds a sentence: headings, lead-ins, neighbours; folding keeps every offset."""

from hypothesis import given
from hypothesis import strategies as st

from clauseatlas.provisions.sentences import fold, sentences

from .texts import policy_of


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_lowers_and_makes_quotation_marks_plain() -> None:
    assert fold("“We” don’t\u00a0SELL") == '"we" don\'t sell'


def test_offsets_point_into_the_text() -> None:
    policy = policy_of("# Sharing\nWe share. We “sell”.\n- To you.")
    assert [policy.text[each.start : each.end] for each in sentences(policy)] == [each.text for each in sentences(policy)]


def test_a_list_item_carries_its_lead_in() -> None:
    first, item, second = sentences(policy_of("We may:\n- sell data;\n- rent data."))
    assert first.lead is None
    assert (item.lead, second.lead) == (first.index, first.index)
    assert second.context == "we may: rent data."
    assert second.context[second.offset :] == second.folded


def test_nested_items_carry_all_their_lead_ins() -> None:
    inner = sentences(policy_of("We will not:\n- share with:\n-- brokers;\n- sell."))[2]
    assert inner.context == "we will not: share with: brokers;"


def test_a_paragraph_or_heading_ends_a_list() -> None:
    read = sentences(policy_of("We may:\n- sell.\nOther text.\n- Loose item.\n# Next\n- Another item."))
    assert [each.lead for each in read] == [None, 0, None, None, None]


def test_an_enumeration_in_one_paragraph_is_a_list_too() -> None:
    read = sentences(policy_of("You agree not to: (i) copy the content.\nYou agree not to: (i) harm others. (ii) sell data."))
    assert read[-1].context == "you agree not to: (ii) sell data."


def test_neighbours_end_at_headings() -> None:
    first, second, third = sentences(policy_of("# A\nOne here. Two here.\n# B\nThree here."))
    assert (first.before, first.after) == ("", "two here.")
    assert (second.before, second.after) == ("one here.", "")
    assert (third.before, third.headings) == ("", ("B",))
