"""A printed policy says every word of its source, and nothing in it is taken for markup."""

import sys

import pypdfium2
import pytest

from clauseatlas.demo.printing import blocks, print_policy
from clauseatlas.errors import PartMissing

SOURCE = """# Terms

Last updated: 3 March 2026

## 1. Rules

1. first
2. second with **strong** and *soft* words

- (a) #let x = 1 and $5 @home \\[literal\\]
- (b) a "quotation" <tag>

> quoted

| Data | Kept |
|---|---|
| Logs | 30 days |
"""


def printed(source: str) -> str:
    document = pypdfium2.PdfDocument(print_policy(source, "Terms", publisher="Quillstone", mark="terms-1"))
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def test_every_word_is_printed_and_none_is_markup() -> None:
    text = printed(SOURCE)
    for words in (
        "1. Rules",
        "2. second with strong and soft words",
        "(a) #let x = 1 and $5 @home [literal]",
        '(b) a "quotation" <tag>',
        "quoted",
        "Logs 30 days",
    ):
        assert words in text, words
    assert "Page 1 of 1" in text


def test_the_same_text_gives_the_same_bytes() -> None:
    made = {print_policy.__wrapped__(SOURCE, "Terms", publisher="Quillstone", mark="terms-1") for _ in range(2)}
    assert len(made) == 1


def test_missing_typst_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(PartMissing, match="typst"):
        print_policy.__wrapped__(SOURCE, "Terms", publisher="Quillstone", mark="")


def test_blocks_keep_their_kinds() -> None:
    kinds = [block["kind"] for block in blocks(SOURCE)]
    assert kinds == ["heading", "paragraph", "heading", "numbers", "lettered", "quote", "table"]
