"""The platforms that ship are whole, and a broken one is refused with file, key and problem."""

import re
from pathlib import Path

import pytest

from clauseatlas.demo.sources import EDITIONS, Dressing, Expected, Form, Platform, load_platform, load_platforms
from clauseatlas.errors import BadInput, CatalogueError

from .folders import edition, write_platform

WORDS = range(1500, 6001)
"""How long a policy of the demo is: as long as real ones usually are, and no longer than a person would read."""

STATED_DATE = re.compile(r"^(Last updated|Effective|Last revised|Version)\b.*\b2026\b", re.MULTILINE)


def test_every_policy_has_a_realistic_length_in_every_edition(platforms: tuple[Platform, ...]) -> None:
    lengths = {
        (document.address, number): len(re.findall(r"\w[\w'’&.@-]*", document.markdown(number)))
        for platform in platforms
        for document in platform.documents
        for number in EDITIONS
    }
    assert {key: length for key, length in lengths.items() if length not in WORDS} == {}


def test_every_policy_begins_with_its_title_and_states_a_date(platforms: tuple[Platform, ...]) -> None:
    for document in (document for platform in platforms for document in platform.documents):
        assert document.source.startswith("# "), document.address
        assert STATED_DATE.search(document.source[:600]), document.address


def test_the_site_has_every_form_dressing_and_kind_of_edition(platforms: tuple[Platform, ...]) -> None:
    documents = [document for platform in platforms for document in platform.documents]
    assert {document.form for document in documents} == set(Form)
    assert len({platform.dressing for platform in platforms}) >= 4
    happened = {revision.expected for document in documents for revision in document.revisions}
    assert happened >= {Expected.SUBSTANTIVE, Expected.COSMETIC, Expected.UNCHANGED, Expected.SOFT_404}


def test_addresses_and_titles_are_used_once(platforms: tuple[Platform, ...]) -> None:
    documents = [document for platform in platforms for document in platform.documents]
    assert len({document.address for document in documents}) == len(documents)
    assert len({document.title for document in documents}) == len(documents)


def test_every_edition_that_edits_says_why_and_changes_the_text(platforms: tuple[Platform, ...]) -> None:
    for document in (document for platform in platforms for document in platform.documents):
        for revision in document.revisions:
            same = document.markdown(revision.edition) == document.markdown(revision.edition - 1)
            assert same is not revision.expected.is_edit, document.address
            assert revision.because, f"{document.address}, edition {revision.edition}"


def test_links_and_mail_addresses_lead_nowhere_real(platforms: tuple[Platform, ...]) -> None:
    for document in (document for platform in platforms for document in platform.documents):
        mail = re.findall(r"[\w.+-]+@([\w.-]*\w)", document.source)
        assert all(domain.endswith(".example") for domain in mail), document.address
        links = re.findall(r"\]\(([^)]*)\)", document.source)
        assert all(re.match(r"/|#|https?://[\w.-]*\.example|mailto:", link) for link in links), document.address


def test_the_worked_example_stands_word_for_word_in_its_section(platforms: tuple[Platform, ...]) -> None:
    northlight = next(platform for platform in platforms if platform.slug == "northlight-meet")
    privacy = next(document for document in northlight.documents if document.file == "privacy-statement.md")
    clause = (
        "### 7.2 Service improvement\n\nNorthlight may use customer content to improve our services, including to train machine learning models. "
        "We will not use audio, video or chat content for this purpose without your consent. "
        "Account owners and administrators can turn off certain of these uses in account settings.\n"
    )
    assert [clause in privacy.markdown(number) for number in EDITIONS] == [True, False, True]


def test_later_editions_build_on_earlier_ones(tmp_path: Path) -> None:
    editions = edition(2, "substantive", ("60 days", "30 days,")) + edition(3, "cosmetic", ("30 days,", "thirty days"))
    document = load_platform(write_platform(tmp_path, editions=editions)).documents[0]
    assert ["60 days" in document.markdown(1), "30 days," in document.markdown(2), "thirty days" in document.markdown(3)] == [True] * 3
    assert [document.page_edition(number) for number in EDITIONS] == [1, 2, 3]


def test_a_wall_hides_the_page_and_leaves_the_text_alone(tmp_path: Path) -> None:
    document = load_platform(write_platform(tmp_path, editions=edition(2, "login-wall"))).documents[0]
    assert [document.is_wall(number) for number in EDITIONS] == [False, True, False]
    assert document.markdown(3) == document.markdown(1)
    assert document.page_edition(3) == 1


BROKEN = [
    ("a passage that is not there", edition(2, "cosmetic", ("90 days", "x")), {}, "find", "occurs 0 times"),
    ("a passage that is there twice", edition(2, "cosmetic", ("days", "x")), {}, "find", "occurs 2 times"),
    ("an edit that does nothing", edition(2, "cosmetic", ("60 days", "60 days")), {}, "edits", "stood before"),
    ("a change without edits", edition(2, "substantive"), {}, "edits", "with 0 edits"),
    ("edits behind a wall", edition(2, "soft-404", ("60 days", "x")), {}, "edits", "with 1 edits"),
    ("a first edition", edition(1, "cosmetic", ("60 days", "x")), {}, "edition", "is 1"),
    ("an edition out of order", edition(3, "unchanged") + edition(2, "unchanged"), {}, "editions", "rising order"),
    ("an unknown expectation", edition(2, "dramatic"), {}, "expect", "'dramatic'"),
    ("an unknown form", "", {"form": "docx"}, "format", "'docx'"),
    ("an unknown dressing", "", {"chrome": "baroque"}, "chrome", "'baroque'"),
    ("a misspelt key", "", {"extra": 'sectr = "ai"\n'}, "sectr", "is not a key"),
    ("broken TOML", "[[documents.editions\n", {}, "-", "TOML"),
]


@pytest.mark.parametrize(("editions", "settings", "key", "problem"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_platform_is_refused(tmp_path: Path, editions: str, settings: dict[str, str], key: str, problem: str) -> None:
    folder = write_platform(tmp_path, editions=editions, **settings)
    with pytest.raises(CatalogueError, match=re.escape(problem)) as caught:
        load_platform(folder)
    assert (caught.value.file, caught.value.key) == ("quillstone/platform.toml", key)


def test_a_folder_without_platforms_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no platform"):
        load_platforms(tmp_path)


def test_every_dressing_has_its_template() -> None:
    templates = Path(__file__).parents[2] / "src/clauseatlas/demo/templates"
    assert [dressing for dressing in Dressing if not (templates / f"{dressing}.html").is_file()] == []
