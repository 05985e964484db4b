"""The registry over HTTP: the same figures on the page, in its twin, its CSV and its feed."""

import csv
import io
import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from tests.site.conftest import Site

pytestmark = pytest.mark.xdist_group("demo")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("query", ["", "?q=data", "?severity=high", "?q=data&stance=permits&sort=platform", "?status=ended", "?q=zebra"])
def test_page_twin_and_csv_count_alike(site: Site, query: str) -> None:
    page = site.get(f"/registry/{query}").text
    twin = site.get(f"/registry.json{query}").json
    rows = list(csv.DictReader(io.StringIO(site.get(f"/registry.csv{query}").text, newline="")))
    assert len(rows) == twin["total"]["number"]
    number = f"{len(rows):,}".replace(",", "\u202f")
    assert f'<h2 id="found">{number} provision' in page
    assert [row["record_id"] for row in rows][: len(twin["hits"])] == [hit["card"]["record_id"] for hit in twin["hits"]]
    assert re.findall(r"· (CA-P-\d+)", page) == [hit["card"]["record_id"] for hit in twin["hits"]]


def test_all_provisions_are_as_many_as_the_home_page_says(site: Site) -> None:
    assert site.twin("/registry/")["total"] == {"number": site.twin("/")["figures"]["provisions"], "exact": True}


def test_feed_has_the_newest_of_the_search(site: Site) -> None:
    twin = site.get("/registry.json?severity=high&sort=newest").json
    feed = ElementTree.fromstring(site.get(twin["feed_path"]).body)
    told = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert [each.split("/")[-2] for each in told if each][:25] == [hit["card"]["record_id"] for hit in twin["hits"]]


def test_pages_lead_through_everything_once(site: Site) -> None:
    path, seen = "/registry/?severity=high", []
    while path:
        twin = site.get(path.replace("/registry/", "/registry.json")).json
        seen += [hit["card"]["record_id"] for hit in twin["hits"]]
        path = twin["next_path"]
    assert len(seen) == len(set(seen)) == site.get("/registry.json?severity=high").json["total"]["number"]


@pytest.mark.parametrize("query", ["?after=nonsense", "?from=yesterday", "?document=7"])
def test_what_cannot_be_understood_says_so(site: Site, query: str) -> None:
    for address in ("/registry/", "/registry.csv"):
        answer = site.get(f"{address}{query}")
        if address == "/registry/" or "after" not in query:
            assert answer.status == 404
            assert "<h1>Not here</h1>" in answer.text


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "\" onfocus='x", "%_'; DROP TABLE records_entry", "é" * 400])
def test_odd_words_are_shown_and_harmless(site: Site, words: str) -> None:
    answer = site.get(f"/registry/?q={quote(words)}")
    assert answer.status == 200
    assert "<script>alert" not in answer.text
    assert "onfocus='x" not in answer.text


def test_every_page_has_a_search_field(site: Site) -> None:
    for path in ("/", "/platforms/", "/changes/", "/registry/"):
        assert site.get(path).text.count('type="search" name="q"') == 1
