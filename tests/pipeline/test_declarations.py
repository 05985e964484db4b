"""Files of declarations: what is understood, and one clear line for what is not."""

import json
from pathlib import Path

import pytest

from clauseatlas.catalogue.platforms import BundledDocument, BundledPlatform
from clauseatlas.errors import BadInput
from clauseatlas.model.words import DocumentType
from clauseatlas.pipeline.configuration import Configuration
from clauseatlas.pipeline.declarations import read_declarations, title_of
from clauseatlas.pipeline.declaring import check_address, declare, located, of_platform
from clauseatlas.pipeline.open_terms import document_type
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Document, Platform

from .conftest import fernwick

TOML = """
[[platforms]]
name = "Fernwick Post"
aliases = ["Fernwick Letters"]
sector = "communication"

[[documents]]
platform = "Fernwick Post"
type = "privacy-policy"
url = "https://fernwick.example/privacy"
select = ["main"]
region = "EU"
family = "fernwick/privacy"
cadence_hours = 6
"""

CSV = """platform,type,url,title,select
Fernwick Post,terms-of-service,https://fernwick.example/terms,Terms,main|article
Quillbarn,cookie-policy,https://quillbarn.example/cookies,,
"""

OPEN_TERMS = {
    "name": "Fernwick Post",
    "terms": {
        "Privacy Policy": {"fetch": "https://fernwick.example/privacy", "select": [".policy", {"startBefore": "#a"}], "executeClientScripts": True},
        "Trackers Policy": {"combine": [{"fetch": "https://fernwick.example/c1"}, {"fetch": "https://fernwick.example/c2"}], "remove": "nav"},
    },
}


def _file(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_toml_tells_of_platforms_and_documents(tmp_path: Path) -> None:
    declared = read_declarations(_file(tmp_path, "a.toml", TOML))[0]
    assert (declared.declaration.type, declared.declaration.select, declared.declaration.cadence_hours) == (DocumentType.PRIVACY_POLICY, ("main",), 6)
    assert (declared.facts.aliases, declared.facts.sector) == (("Fernwick Letters",), "communication")
    assert declared.variant.family == "fernwick/privacy"


def test_csv_splits_lists_and_gives_titles(tmp_path: Path) -> None:
    declared = [each.declaration for each in read_declarations(_file(tmp_path, "a.csv", CSV))]
    assert [(each.platform, each.title, each.select) for each in declared] == [
        ("Fernwick Post", "Terms", ("main", "article")),
        ("Quillbarn", "Cookie policy", ()),
    ]


def test_open_terms_archive_declarations_are_read(tmp_path: Path) -> None:
    declared = [each.declaration for each in read_declarations(_file(tmp_path, "a.json", json.dumps(OPEN_TERMS)))]
    assert [(each.type, each.fetcher, each.select, each.remove) for each in declared] == [
        (DocumentType.PRIVACY_POLICY, "browser", (".policy",), ()),
        (DocumentType.COOKIE_POLICY, "auto", (), ("nav",)),
        (DocumentType.COOKIE_POLICY, "auto", (), ("nav",)),
    ]


def test_folder_of_declarations_is_read_without_its_history(tmp_path: Path) -> None:
    _file(tmp_path, "Fernwick Post.json", json.dumps(OPEN_TERMS))
    _file(tmp_path, "Fernwick Post.history.json", "{}")
    assert len(read_declarations(tmp_path)) == 3


BROKEN = {
    "no such file": ("missing.toml", None, "does not exist"),
    "unknown ending": ("a.xls", "x", "unknown ending"),
    "not TOML": ("a.toml", "[[", "is not TOML"),
    "not JSON": ("a.json", "{", "is not JSON"),
    "JSON of another kind": ("a.json", "[1]", "no Open Terms Archive declaration"),
    "columns missing": ("a.csv", "platform,url\nA,b\n", "needs the columns"),
    "unknown type": ("a.csv", "platform,type,url\nA,terms,https://a.example/\n", "is no document type"),
    "no address": ("a.toml", '[[documents]]\nplatform = "A"\ntype = "imprint"\n', "lacks url"),
    "misspelt key": ("a.toml", '[[documents]]\nplatform = "A"\ntype = "imprint"\nurl = "https://a.example/"\nselct = "x"\n', "unknown key selct"),
    "cadence of nothing": ("a.csv", "platform,type,url,cadence_hours\nA,imprint,https://a.example/,0\n", "cadence_hours"),
    "nothing declared": ("a.toml", "", "declares nothing"),
    "binary": ("a.csv", "\x00\udcff", "is not text"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_named_with_its_problem(tmp_path: Path, name: str) -> None:
    file, text, problem = BROKEN[name]
    path = tmp_path / file
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadInput) as caught:
        read_declarations(path)
    assert problem in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


ADDRESSES = {
    "http://127.0.0.1/terms": "loopback",
    "http://10.0.0.8/terms": "not a public address",
    "http://[::1]/terms": "not a public address",
    "http://localhost/terms": "not a public address",
    "http://2130706433/terms": "no address that can be visited",
    "https://user@fernwick.example/": "no address that can be visited",
    "javascript:alert(1)": "no address that can be visited",
    "ftp://fernwick.example/": "no address that can be visited",
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_address_that_the_guard_would_refuse_is_refused_at_once(workshop: Workshop, url: str) -> None:
    with pytest.raises(BadInput, match=ADDRESSES[url]):
        check_address(workshop, fernwick(url))


def test_exempted_origin_may_be_declared(tmp_path: Path, workshop: Workshop) -> None:
    exempt = Workshop(configuration=Configuration(home=tmp_path, allow_origins=("127.0.0.1:8123",)), blobs=workshop.blobs)
    check_address(exempt, fernwick("http://127.0.0.1:8123/terms"))
    with pytest.raises(BadInput):
        check_address(exempt, fernwick("http://127.0.0.1:8124/terms"))


def test_one_bad_address_enters_nothing(db: None, workshop: Workshop, tmp_path: Path) -> None:
    declared = read_declarations(_file(tmp_path, "a.csv", CSV + "Quillbarn,imprint,http://192.168.1.1/,,\n"))
    with pytest.raises(BadInput):
        declare(workshop, declared)
    assert not Document.objects.exists()


def test_bundled_platform_is_declared_with_what_is_known_of_it(db: None, workshop: Workshop) -> None:
    document = BundledDocument(
        title="Terms", type=DocumentType.TERMS_OF_SERVICE, url="https://fernwick.example/terms", language="en", region=None, needs_browser=True
    )
    bundled = BundledPlatform(
        name="Fernwick Post",
        slug="fernwick",
        sector="communication",
        home="https://fernwick.example/",
        owner="Fern Holdings",
        aliases=("Fernwick Letters",),
        documents=(document,),
    )
    assert declare(workshop, of_platform(bundled)).new == 1
    assert declare(workshop, of_platform(bundled)).new == 0
    platform = Platform.objects.get()
    assert (platform.owner, platform.aliases, Document.objects.get().fetcher) == ("Fern Holdings", ("Fernwick Letters",), "browser")


def test_source_is_an_address_or_a_file_that_exists(tmp_path: Path) -> None:
    path = _file(tmp_path, "terms.html", "x")
    assert located("https://fernwick.example/terms") == ("https://fernwick.example/terms", "auto")
    assert located(str(path)) == (path.as_uri(), "file")
    with pytest.raises(BadInput):
        located(str(tmp_path / "missing.html"))


@pytest.mark.parametrize(
    ("kind", "title"), [("ai-policy", "AI policy"), ("childrens-policy", "Children's policy"), ("terms-of-service", "Terms of service")]
)
def test_kinds_have_titles_a_person_would_write(kind: str, title: str) -> None:
    assert title_of(DocumentType(kind)) == title


@pytest.mark.parametrize(
    ("name", "kind"), [("Privacy Policy", "privacy-policy"), ("Systemic Risks — 2025", "transparency-report"), ("Recipes", "other-policy")]
)
def test_open_terms_archive_kinds_have_ours(name: str, kind: str) -> None:
    assert document_type(name) == DocumentType(kind)
