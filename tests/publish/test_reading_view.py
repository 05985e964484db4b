"""The reading view: segments join to the text, marks cover their quotes, numbers are shown once."""

from clauseatlas.model.policytext import PolicyText
from clauseatlas.publish.pages.parts import ProvisionCard, Reference, Term
from clauseatlas.publish.pages.reading_view import Mark, reading_view
from clauseatlas.text.reading import read

SOURCE = "# Terms\n\n1. First rule of the house.\n2. Second rule, which is longer.\n\n4.2 Typed by its author. A second sentence.\n"


def card(record: str, severity: str) -> ProvisionCard:
    reference = Reference(record_id="x", title="x", path="/x/")
    word = Term(value="x", label="X")
    return ProvisionCard(
        record_id=record,
        path=f"/provisions/{record}/",
        title=record,
        clause_type=word,
        category=word,
        stance=word,
        severity=Term(value=severity, label=severity),
        status=word,
        quote="",
        section=(),
        document=reference,
        platform=reference,
    )


def mark(text: PolicyText, words: str, record: str, severity: str = "low") -> Mark:
    start = text.text.index(words)
    return Mark(start=start, end=start + len(words), card=card(record, severity))


def test_segments_join_to_the_blocks() -> None:
    text = read(SOURCE.encode(), media_type="text/markdown")
    marks = (mark(text, "Second rule", "CA-P-000001"), mark(text, "rule, which is longer.", "CA-P-000002", "high"))
    for block, view in zip(text.blocks, reading_view(text, marks), strict=True):
        assert "".join(segment.text for segment in view.segments) == text.text[block.start : block.end]


def test_where_marks_overlap_the_most_severe_one_shows() -> None:
    text = read(SOURCE.encode(), media_type="text/markdown")
    marks = (mark(text, "Second rule", "CA-P-000001"), mark(text, "rule, which is longer.", "CA-P-000002", "high"))
    shared = [segment for view in reading_view(text, marks) for segment in view.segments if len(segment.records) == 2]
    assert [(segment.text, segment.severity, segment.path) for segment in shared] == [("rule", "high", "/provisions/CA-P-000002/")]


def test_a_provision_is_noted_once_where_it_begins() -> None:
    text = read(SOURCE.encode(), media_type="text/markdown")
    marks = (mark(text, "First rule of the house.", "CA-P-000001"), mark(text, "A second sentence.", "CA-P-000001"))
    noted = [card.record_id for view in reading_view(text, marks) for card in view.notes]
    assert noted == ["CA-P-000001"]


def test_generated_numbers_are_shown_and_typed_ones_not_twice() -> None:
    text = read(SOURCE.encode(), media_type="text/markdown")
    shown = {view.number: view.show_number for view in reading_view(text, ()) if view.number}
    assert shown["4.2"] is False
    assert sum(shown.values()) == 2
