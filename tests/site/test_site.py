"""The whole site over HTTP: every internal link resolves, twins agree with pages, nothing foreign is loaded, no identifier is shown."""

import html
import json
import re
from collections import Counter, deque
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest

from clauseatlas.model.words import ChangeReason, DocumentType, GateReason, Outcome, Stance
from tests.site.conftest import Site

pytestmark = pytest.mark.xdist_group("demo")

MOST_OF_A_KIND = 60  # addresses of one form that are opened; there are more than a thousand records, and as many packs, PDFs and citations
INTERNAL = re.compile(r'(?:href|src|action)="(/[^"#]*)')
VISIBLE = re.compile(r"<(script|style|head)\b.*?</\1>|<blockquote.*?</blockquote>|<code.*?</code>|<[^>]+>", re.DOTALL)
ADDRESS = re.compile(r"https?://[^\s<>\"]+")  # an address may hold any word


def form(path: str) -> tuple[str, int, str, tuple[str, ...]]:
    """What kind of address this is: its family, how deep it lies, its suffix and the names in its query."""
    parts = urlsplit(path)
    suffix = PurePosixPath(parts.path).suffix if not parts.path.endswith("/") else ""
    return (
        parts.path.split("/")[1],
        parts.path.count("/"),
        suffix,
        tuple(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})),
    )


def crawl(site: Site) -> dict[str, str]:
    """The pages reachable from the home page, with their HTML; asserts that each one opens."""
    pages: dict[str, str] = {}
    waiting, known, opened = deque(["/"]), {"/"}, Counter[tuple[str, int, str, tuple[str, ...]]]()
    while waiting:
        path = waiting.popleft()
        opened[form(path)] += 1
        if opened[form(path)] > MOST_OF_A_KIND:
            continue
        answer = site.get(path)
        assert answer.status in {200, 301, 302}, f"{path} answers {answer.status}"
        if answer.status != 200:
            found = [answer.headers["Location"]]
        elif "text/html" in answer.headers["Content-Type"]:
            pages[path] = answer.text
            found = [html.unescape(link) for link in INTERNAL.findall(answer.text)]
        else:
            found = []
        for link in found:
            if link not in known and not link.endswith(".json"):
                known.add(link)
                waiting.append(link)
    return pages


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    return crawl(site)


def test_every_internal_link_opens(pages: dict[str, str]) -> None:
    kinds = {"/platforms/", "/documents/", "/provisions/", "/changes/"}
    assert len(pages) > 100
    assert all(any(path.startswith(kind) for path in pages) for kind in kinds)
    assert any("/diff/" in path for path in pages)


def test_no_identifier_of_a_closed_list_is_shown(pages: dict[str, str]) -> None:
    """ "terms-of-service" and "not-modified" are for machines; words with a hyphen that people use are left out."""
    own = {"opt-out", "new-clause"}
    identifiers = {value for words in (DocumentType, Outcome, GateReason, ChangeReason, Stance) for value in words if "-" in value} - own
    for path, page in pages.items():
        if "/documents/" in path:
            continue  # reading views show the platforms' own words
        shown = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", ADDRESS.sub(" ", VISIBLE.sub(" ", page))))
        assert not shown & identifiers, f"{path} shows {shown & identifiers}"


def test_nothing_foreign_is_loaded_and_no_script_runs(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        assert not re.search(r'<(?:img|script|iframe|link rel="stylesheet")[^>]+(?:src|href)="(?:https?:)?//', page), path
        assert all(kind == ' type="application/ld+json"' for kind in re.findall(r"<script([^>]*)>", page)), path
        assert not re.search(r"\son[a-z]+=", page), path


def test_one_main_heading_a_page(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        assert page.count("<h1") == 1, path


def test_structured_data_parses_and_repeats_no_answer(pages: dict[str, str]) -> None:
    seen = 0
    for path, page in pages.items():
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
            value = json.loads(block)
            seen += 1
            answers = [each["acceptedAnswer"]["text"] for each in value.get("mainEntity", [])]
            assert len(answers) == len(set(answers)), f"{path} gives one answer twice"
            assert value["@context"] == "https://schema.org"
            assert value["@type"] in {"FAQPage", "DigitalDocument"}
    assert seen


@pytest.mark.parametrize("path", ["/", "/platforms/", "/changes/", "/about/"])
def test_twin_by_address_and_by_accept_are_the_same(site: Site, path: str) -> None:
    by_address = site.twin(path)
    by_accept = site.get(path, accept="application/json")
    assert by_accept.headers["Content-Type"] == "application/json"
    assert by_accept.json == by_address
    assert by_address["head"]["path"] == path


def test_counts_agree_between_pages(site: Site) -> None:
    home = site.twin("/")
    platforms = [site.twin(row["path"]) for row in home["platforms"]]
    assert len(platforms) == home["figures"]["platforms"]
    assert sum(len(platform["documents"]) for platform in platforms) == home["figures"]["documents"]
    assert sum(platform["change_count"] for platform in platforms) == home["figures"]["changes"]
    total = 0
    for platform in platforms:
        listed = sum(sum(document["severities"].values()) for document in platform["documents"])
        assert listed == sum(platform["severities"].values())
        assert listed == sum(number for row in platform["coverage"] for _, number in row["types"])
        total += listed
    assert total == home["figures"]["provisions"]
    document = site.twin(platforms[0]["documents"][0]["path"])
    assert len(document["provisions"]) == sum(document["card"]["severities"].values())


def test_timeline_adds_up(site: Site) -> None:
    drawn = 0
    for row in site.twin("/")["platforms"]:
        line = site.twin(row["path"])["timeline"]
        if line is None:
            continue
        drawn += 1
        for rows in (line["months"], line["categories"]):
            assert sum(each[name] for each in rows for name in ("worse", "better", "neutral", "unclear")) == line["total"]
    assert drawn


def test_reading_view_holds_the_text_and_every_quote(site: Site) -> None:
    home = site.twin("/")
    document = site.twin(site.twin(home["platforms"][0]["path"])["documents"][0]["path"])
    blocks = ["".join(segment["text"] for segment in block["segments"]) for block in document["blocks"]]
    marked = "".join(segment["text"] for block in document["blocks"] for segment in block["segments"] if segment["records"])
    assert all(blocks)
    for card in document["provisions"]:
        record = site.twin(card["path"])
        for quote in record["quotes"]:
            assert "".join(quote["exact"].split()) in "".join("".join(blocks).split())
            assert quote["exact"].split()[0] in marked


def test_regulations_listed_are_those_mentioned(site: Site) -> None:
    checked = 0
    for row in site.twin("/")["platforms"][:3]:
        for card in site.twin(row["path"])["documents"]:
            for provision in site.twin(card["path"])["provisions"]:
                record = site.twin(provision["path"])
                told = " ".join(part["text"] for part in [*record["plain"], *record["institutional"]])
                for law in record["regulations"]:
                    numbers = [article["number"] for article in law["articles"]]
                    cited = {article["citation"].replace(article["number"], "").strip() for article in law["articles"]}
                    named = law["short"] in told or any(each and each in told for each in cited)
                    assert named, f"{record['record_id']} lists {law['short']} without mentioning it"
                    assert all(number in told for number in numbers), (
                        f"{record['record_id']} lists articles of {law['short']} that it does not mention"
                    )
                    checked += 1
    assert checked


def test_old_words_lead_to_the_current_address(site: Site) -> None:
    home = site.twin("/")
    path = home["provisions"][0]["path"]
    record = path.split("/")[2]
    for old in (f"/provisions/{record}/", f"/provisions/{record}/what-it-was-called/"):
        answer = site.get(old)
        assert (answer.status, answer.headers["Location"]) == (301, path)


@pytest.mark.parametrize(
    "path",
    ["/provisions/CA-P-999999/", "/provisions/anything/", "/documents/CA-D-000001/versions/99/", "/changes/CA-C-999999/", "/platforms/nobody/", "/x"],
)
def test_what_is_missing_says_so(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status == 404
    assert "<h1>Not here</h1>" in answer.text


def test_a_missing_record_says_so_in_json(site: Site) -> None:
    answer = site.get("/provisions/CA-P-999999.json")
    assert answer.status == 404
    assert "CA-P-999999" in answer.json["error"]


@pytest.mark.parametrize("path", ["/", "/platforms/", "/static/clauseatlas/atlas.css", "/no-such-page"])
def test_every_answer_is_guarded(site: Site, path: str) -> None:
    headers = site.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    if not path.startswith("/static/"):
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_pages_are_only_read(site: Site) -> None:
    assert site.get("/", method="POST").status in {403, 405}  # without a token a form is refused before its method is looked at
    assert site.get("/", method="HEAD").status == 200


@pytest.mark.parametrize("query", ["?page=0", "?page=-1", "?page=x", "?page=99999999999", "?page=%C2%B2"])
def test_odd_page_numbers_show_a_page(site: Site, query: str) -> None:
    assert site.get(f"/platforms/{query}").status == 200


@pytest.mark.parametrize("query", ["?significance=cosmetic", "?significance=nonsense", "?direction=worse&type=privacy-policy", "?platform=nobody"])
def test_changes_can_be_narrowed(site: Site, query: str) -> None:
    answer = site.get(f"/changes.json{query}")
    assert answer.status == 200
    assert len(answer.json["changes"]) <= answer.json["count"]


def test_odd_cursor_of_changes_is_refused(site: Site) -> None:
    assert site.get("/changes/?before=nonsense").status == 404


def test_feed_says_what_the_list_says(site: Site) -> None:
    listed = site.twin("/changes/")["changes"]
    answer = site.get("/feeds/changes.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(answer.body).findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == len(listed)
    for entry, card in zip(entries, listed, strict=True):
        told = entry.findtext("{http://www.w3.org/2005/Atom}summary") or ""
        assert card["summary"] in told
        assert f"Provisions: {card['added']} added, {card['revised']} revised, {card['ended']} ended." in told
        record = site.twin(card["path"])
        assert {name: record["card"][name] for name in ("added", "revised", "ended")} == {name: card[name] for name in ("added", "revised", "ended")}
    assert site.get("/feeds/changes.atom").body == answer.body


@pytest.mark.parametrize(("path", "status"), [("/feeds/platforms/nobody.atom", 404), ("/feeds/documents/CA-D-000001.atom", 200)])
def test_feeds_of_one_thing(site: Site, path: str, status: int) -> None:
    assert site.get(path).status == status


def test_difference_of_any_two_versions_in_three_views(site: Site) -> None:
    change = site.twin("/changes/")["changes"][0]
    path = site.twin(change["path"])["difference_path"]
    for view in ("unified", "reading", "columns"):
        answer = site.get(f"{path}?view={view}")
        assert answer.status == 200
        assert "<ins>" in answer.text or "<del>" in answer.text
    page = site.twin(path)
    assert page["sentences_reworded"] == change["sentences_reworded"]
    assert page["sentences_added"] == change["sentences_added"]
    backwards = re.sub(r"(\d+)\.\.(\d+)", r"\2..\1", path)
    assert site.twin(backwards)["sentences_added"] == page["sentences_removed"]
