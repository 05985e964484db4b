"""The PDF reader, on PDFs made here."""

import pytest

from clauseatlas.errors import BadInput
from clauseatlas.model.policytext import BlockKind, PolicyText
from clauseatlas.text.reading import read
from tests.text.texts import CLAUSES, of_kind, shape

typst = pytest.importorskip("typst", reason="PDFs to read are made with typst")

SOURCE = """
#set page(width: 12cm, height: 9cm, header: [Fernlight Works Rules], footer: context [Page #counter(page).display() of 9])
#set text(size: 10pt, lang: "en", hyphenate: true)
#set par(justify: true)
= Garden Terms
Last updated: 3 March 2026

CLAUSES

== 1. Beds
*1.1 Tools*

Tools belong to everybody and nobody, which is a well-known and old-established extraordinary misunderstanding among neighbours.

- tools go back to the shed before dusk, cleaned and dry and put where they were found by whoever took them
- water stays

(a) Members pay. (b) Guests do not.
""".replace("CLAUSES", "\n\n".join(CLAUSES * 3))


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> PolicyText:
    source = tmp_path_factory.mktemp("pdf") / "terms.typ"
    source.write_text(SOURCE, encoding="utf-8")
    return read(typst.compile(str(source)), media_type="text/html")


def test_lines_are_joined_to_paragraphs(policy: PolicyText) -> None:
    assert of_kind(policy, BlockKind.PARAGRAPH)[1:-2] == list(CLAUSES * 3)


def test_running_lines_and_page_numbers_are_left_out(policy: PolicyText) -> None:
    assert "Fernlight Works Rules" not in policy.text
    assert "Page" not in policy.text


def test_headings_by_type_size_and_by_bold(policy: PolicyText) -> None:
    assert of_kind(policy, BlockKind.HEADING) == ["Garden Terms", "1. Beds", "1.1 Tools"]
    assert [block.level for block in policy.blocks if block.kind is BlockKind.HEADING] == [1, 2, 3]


def test_divided_words_are_mended_and_hyphens_kept(policy: PolicyText) -> None:
    assert "well-known and old-established extraordinary misunderstanding among neighbours" in policy.text


def test_items_dates_title_and_places(policy: PolicyText) -> None:
    assert [text.lstrip("• ‣") for kind, text in shape(policy) if kind == "list-item"] == [
        "tools go back to the shed before dusk, cleaned and dry and put where they were found by whoever took them",
        "water stays",
    ]
    assert (policy.title, policy.media_type, policy.stated[0].raw) == ("Garden Terms", "application/pdf", "3 March 2026")
    assert policy.blocks[0].source.startswith("page 1 line ")


@pytest.mark.parametrize("body", [b"%PDF-1.7\n%%EOF", b"%PDF-1.4 rubbish" * 40])
def test_broken_pdf_is_refused(body: bytes) -> None:
    with pytest.raises(BadInput, match="broken or encrypted"):
        read(body)
