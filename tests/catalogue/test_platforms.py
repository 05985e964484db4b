"""The bundled platforms: enough of them, no two alike, found under every name they are known by, and broken files named."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from clauseatlas.catalogue.platforms import (
    BundledPlatform,
    bundled_platforms,
    platform_named,
    read_platforms,
    search_platforms,
    sectors,
)
from clauseatlas.errors import CatalogueError
from clauseatlas.model.words import DocumentType

LEAST_PLATFORMS, LEAST_DOCUMENTS = 320, 950
DOCS = Path(__file__).parents[2] / "docs" / "platforms.md"

SECTORS = """
[[sectors]]
id = "food"
name = "Food"
line = "Meals."
"""

PLATFORM = """
name = "Soup & Co"
slug = "soup"
sector = "food"
home = "https://soup.example/"
owner = "Ladle Ltd"
aliases = ["Broth"]

[[documents]]
title = "Soup Terms"
type = "terms-of-service"
url = "https://soup.example/terms"
language = "en"
region = "EU"
browser = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "platform_files").mkdir()
    (tmp_path / "sectors.toml").write_text(SECTORS, encoding="utf-8")
    (tmp_path / "platform_files" / "soup.toml").write_text(PLATFORM, encoding="utf-8")
    return tmp_path


def second_platform(folder: Path, edit: Callable[[str], str] = lambda text: text) -> None:
    """A platform that shares nothing with the first one until the edit makes it do so."""
    text = PLATFORM.replace("Soup & Co", "Stew").replace("soup", "stew").replace("Broth", "Ragout").replace("Soup", "Stew")
    (folder / "platform_files" / "stew.toml").write_text(edit(text), encoding="utf-8")


def of_slug(slug: str) -> BundledPlatform:
    return next(platform for platform in bundled_platforms() if platform.slug == slug)


def test_catalogue_is_large_enough() -> None:
    assert len(bundled_platforms()) >= LEAST_PLATFORMS
    assert sum(len(platform.documents) for platform in bundled_platforms()) >= LEAST_DOCUMENTS


def test_slugs_and_addresses_are_unique() -> None:
    slugs = [platform.slug for platform in bundled_platforms()]
    addresses = [document.url for platform in bundled_platforms() for document in platform.documents]
    assert len(set(slugs)) == len(slugs)
    assert len(set(addresses)) == len(addresses)


def test_every_sector_is_known_and_used() -> None:
    known = [sector.id for sector in sectors()]
    assert len(set(known)) == len(known)
    assert {platform.sector for platform in bundled_platforms()} == set(known)


def test_every_document_type_occurs() -> None:
    used = {document.type for platform in bundled_platforms() for document in platform.documents}
    assert used == set(DocumentType)


def test_addresses_are_of_public_pages() -> None:
    for platform in bundled_platforms():
        for document in platform.documents:
            parts = urlsplit(document.url)
            assert parts.scheme in ("http", "https"), document.url
            at_home = parts.hostname == urlsplit(platform.home or "").hostname
            assert parts.path.strip("/") or parts.query or parts.fragment or not at_home, f"{document.url} is a home page, no policy"
            assert not re.search(r"web\.archive\.org|\.(css|js|png|svg)$|utm_|_ga=", document.url), document.url


def test_titles_name_something_and_are_unique_within_a_platform() -> None:
    for platform in bundled_platforms():
        titles = [document.title for document in platform.documents]
        assert len(set(titles)) == len(titles), platform.slug
        assert all(re.search(r"[A-Za-z]{3}", title) and title == title.strip() for title in titles), platform.slug


def test_every_slug_name_and_alias_resolves_to_its_platform() -> None:
    for platform in bundled_platforms():
        for name in (platform.slug, platform.name, *platform.aliases):
            assert platform_named(name) is platform, name


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Zoom Video Communications", "zoom"),  # one platform, two services in other archives
        ("Twitter", "x"),
        ("twitter", "x"),
        ("DALL·E", "chatgpt"),
        ("OpenAI", "chatgpt"),
        ("Le Chat", "mistral-ai"),
        ("Boursorama Banque", "boursobank"),
        ("sendinblue", "brevo"),
        ("codeium", "windsurf"),
        ("h and m", "h-and-m"),
        ("H&M", "h-and-m"),
        ("canal plus", "canal-plus"),
        ("booking.com", "booking-com"),
        ("Kookai", "kookai"),  # accents do not matter
        ("豆包", "doubao"),  # names without Latin letters are names too
        ("  ZOOM ", "zoom"),
    ],
)
def test_former_and_other_names_resolve(words: str, slug: str) -> None:
    found = platform_named(words)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("words", ["", "  ", "!?", "a platform nobody runs", "zom"])
def test_a_name_is_exact_or_nothing(words: str) -> None:
    assert platform_named(words) is None


@pytest.mark.parametrize(("one", "other"), [("Zoom", "Zoom Video Communications"), ("Twitter", "X"), ("PornHub", "Pornhub"), ("Youtube", "YouTube")])
def test_services_that_are_one_platform_are_merged(one: str, other: str) -> None:
    assert platform_named(one) is platform_named(other)


def test_no_document_of_a_merged_platform_stays_at_its_former_address() -> None:
    assert not [document.url for document in of_slug("x").documents if "twitter.com" in document.url]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("netflx", "netflix"),  # letter left out
        ("amzon", "amazon"),
        ("tiktko", "tiktok"),  # letters swapped
        ("Twiter", "x"),  # error in a former name
        ("doktolib", "doctolib"),
        ("pay pal", "paypal"),  # wrong space
        ("booking", "booking-com"),  # beginning
        ("anthropic", "claude"),  # owner as alias
        ("google photos", "google"),  # product that only a title names
        ("zoom", "zoom"),  # exact before similar
        ("x", "x"),
    ],
)
def test_search_puts_the_platform_meant_first(words: str, slug: str) -> None:
    assert search_platforms(words)[0].slug == slug


def test_search_finds_platforms_by_owner() -> None:
    assert {"facebook", "instagram", "threads", "whatsapp"} <= {platform.slug for platform in search_platforms("meta platforms")}


def test_search_for_nonsense_finds_nothing() -> None:
    assert search_platforms("qqqqqqqqqq") == ()
    assert search_platforms("!?") == ()


def test_search_without_words_lists_everything() -> None:
    assert search_platforms("") == bundled_platforms()


def test_search_keeps_to_the_sector() -> None:
    found = search_platforms("", sector="ai")
    assert found
    assert {platform.sector for platform in found} == {"ai"}
    assert "zoom" not in {platform.slug for platform in search_platforms("zoom", sector="ai")}


def test_a_platform_is_read_with_all_it_says(folder: Path) -> None:
    (platform,) = read_platforms(folder)
    assert (platform.name, platform.slug, platform.sector, platform.owner) == ("Soup & Co", "soup", "food", "Ladle Ltd")
    assert (platform.home, platform.aliases) == ("https://soup.example/", ("Broth",))
    (document,) = platform.documents
    assert (document.title, document.type, document.url) == ("Soup Terms", DocumentType.TERMS_OF_SERVICE, "https://soup.example/terms")
    assert (document.language, document.region, document.needs_browser) == ("en", "EU", True)


def test_what_is_unknown_may_be_left_out(folder: Path) -> None:
    path = folder / "platform_files" / "soup.toml"
    kept = [line for line in PLATFORM.splitlines() if not re.match(r"home|owner|aliases|language|region|browser", line)]
    path.write_text("\n".join(kept), encoding="utf-8")
    (platform,) = read_platforms(folder)
    assert (platform.home, platform.owner, platform.aliases) == (None, None, ())
    document = platform.documents[0]
    assert (document.language, document.region, document.needs_browser) == (None, None, False)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "Soup & Co"\n', "", "name"),
        ('slug = "soup"', 'slug = "Soup"', "slug"),
        ('slug = "soup"', 'slug = "broth"', "slug"),  # file and slug must agree, so that a platform can be found on disk
        ('sector = "food"', 'sector = "meals"', "sector"),
        ('soup.example/"', 'localhost/"', "home"),
        ('aliases = ["Broth"]', 'aliases = "Broth"', "aliases"),
        ('aliases = ["Broth"]', 'alias = ["Broth"]', "alias"),  # misspelt keys must not vanish silently
        ('type = "terms-of-service"', 'type = "terms"', "documents[1].type"),
        ('language = "en"', 'language = "English"', "documents[1].language"),
        ('region = "EU"', 'region = "Europe"', "documents[1].region"),
        ("browser = true", 'browser = "yes"', "documents[1].browser"),
        ("browser = true", 'browser = true\ncolour = "red"', "documents[1].colour"),
        ("name =", "name", "file"),
    ],
)
def test_a_broken_file_is_named_with_its_key(folder: Path, old: str, new: str, key: str) -> None:
    assert old in PLATFORM
    (folder / "platform_files" / "soup.toml").write_text(PLATFORM.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_platforms(folder)
    assert (caught.value.file, caught.value.key) == ("platform_files/soup.toml", key)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://soup.example/terms",
        "soup.example/terms",
        "https://localhost/terms",  # not public
        "https://127.0.0.1/terms",
        "https://[::1]/terms",
        "https://[broken/terms",
        "https://cook:secret@soup.example/terms",
        "https://soup.example:8443/terms",
        "https://soup.example/our terms",
        "https://soup.example/términos",
        "https://soup.example/terms[1]",
    ],
)
def test_an_address_that_is_not_public_is_refused(folder: Path, url: str) -> None:
    (folder / "platform_files" / "soup.toml").write_text(PLATFORM.replace("https://soup.example/terms", url), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"documents\[1\]\.url: .*is not a public web address"):
        read_platforms(folder)


def test_a_platform_without_documents_is_refused(folder: Path) -> None:
    (folder / "platform_files" / "soup.toml").write_text(PLATFORM.partition("[[documents]]")[0], encoding="utf-8")
    with pytest.raises(CatalogueError, match="documents: needs at least one"):
        read_platforms(folder)


def test_one_title_for_two_documents_is_refused(folder: Path) -> None:
    twice = PLATFORM + PLATFORM[PLATFORM.index("[[documents]]") :].replace("/terms", "/other")
    (folder / "platform_files" / "soup.toml").write_text(twice, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"documents\[2\]\.title"):
        read_platforms(folder)


def test_two_platforms_that_share_nothing_are_read_in_order_of_slugs(folder: Path) -> None:
    second_platform(folder)
    assert [platform.slug for platform in read_platforms(folder)] == ["soup", "stew"]


@pytest.mark.parametrize(
    "address", ["https://soup.example/terms", "http://soup.example/terms", "https://www.soup.example/terms/", "https://soup.example/terms#part-2"]
)
def test_two_platforms_cannot_declare_one_page(folder: Path, address: str) -> None:
    second_platform(folder, lambda text: text.replace("https://stew.example/terms", address))
    with pytest.raises(CatalogueError, match=r"platform_files/stew\.toml: documents\[1\]\.url: is declared by soup\.toml already"):
        read_platforms(folder)


@pytest.mark.parametrize("alias", ["Broth", "broth", "Soup and Co", "SOUP"])
def test_two_platforms_cannot_have_one_name(folder: Path, alias: str) -> None:
    second_platform(folder, lambda text: text.replace("Ragout", alias))
    with pytest.raises(CatalogueError, match=r"platform_files/stew\.toml: aliases: .*is a name of soup\.toml already"):
        read_platforms(folder)


def test_a_sector_that_occurs_twice_is_refused(folder: Path) -> None:
    (folder / "sectors.toml").write_text(SECTORS * 2, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"sectors\.toml: sectors\[2\]\.id"):
        read_platforms(folder)


def test_a_missing_list_of_sectors_is_named(folder: Path) -> None:
    (folder / "sectors.toml").unlink()
    with pytest.raises(CatalogueError, match=r"sectors\.toml: file: is missing"):
        read_platforms(folder)


def test_the_documentation_counts_what_is_there() -> None:
    text = DOCS.read_text(encoding="utf-8")
    platforms = Counter(platform.sector for platform in bundled_platforms())
    documents = Counter(platform.sector for platform in bundled_platforms() for _ in platform.documents)
    for sector in sectors():
        assert f"| `{sector.id}` | {sector.name} | {platforms[sector.id]} | {documents[sector.id]} |" in text
    assert f"{len(bundled_platforms())} platforms with {documents.total():,} documents" in text
