"""The site over real HTTP on loopback."""

import gzip
import http.client
import json
from pathlib import Path

import pytest

from clauseatlas.demo.server import DemoSite
from clauseatlas.demo.sources import Document, Form, Platform, load_platform
from clauseatlas.errors import BadInput
from clauseatlas.model.words import DocumentType

from .folders import edition, write_platform


def get(site: DemoSite, path: str, *, method: str = "GET", headers: dict[str, str] | None = None) -> tuple[http.client.HTTPResponse, bytes]:
    host, port = site.authority.split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def documents(platforms: tuple[Platform, ...], form: Form) -> list[Document]:
    return [document for platform in platforms for document in platform.documents if document.form is form]


def test_each_form_is_served_in_its_way(site: DemoSite, platforms: tuple[Platform, ...]) -> None:
    page, body = get(site, documents(platforms, Form.HTML)[0].address)
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"</html>" in body
    file, body = get(site, documents(platforms, Form.PDF)[0].address)
    assert (file.status, file.headers["Content-Type"], body[:5]) == (200, "application/pdf", b"%PDF-")
    script = documents(platforms, Form.SCRIPT)[0]
    shell, body = get(site, script.address)
    assert shell.status == 200
    assert b"<noscript>" in body
    content, body = get(site, script.address + "/content.json")
    assert content.headers["Content-Type"] == "application/json"
    assert json.loads(body)["html"].startswith("<h1")


def test_every_declared_document_answers(site: DemoSite, platforms: tuple[Platform, ...]) -> None:
    declarations = site.declarations()
    assert len(declarations) == sum(len(platform.documents) for platform in platforms)
    for declaration in declarations:
        assert isinstance(declaration.type, DocumentType)
        answer, _ = get(site, declaration.url.removeprefix(site.origin), method="HEAD")
        assert answer.status == 200, declaration.url
    asks_browser = {declaration.url for declaration in declarations if declaration.fetcher == "browser"}
    assert asks_browser == {site.origin + document.address for document in documents(platforms, Form.SCRIPT)}


def test_the_edition_is_switched_from_outside(tmp_path: Path) -> None:
    platform = load_platform(write_platform(tmp_path, editions=edition(2, "substantive", ("60 days", "45 days"))))
    with DemoSite([platform]) as site:
        assert b"60 days" in get(site, "/quillstone/terms")[1]
        site.publish(2)
        assert site.edition == 2
        assert b"45 days" in get(site, "/quillstone/terms")[1]
        with pytest.raises(BadInput, match="edition 4"):
            site.publish(4)


def test_a_conditional_request_gets_304_until_the_page_changes(tmp_path: Path) -> None:
    platform = load_platform(write_platform(tmp_path, editions=edition(3, "cosmetic", ("60 days", "sixty days"))))
    with DemoSite([platform]) as site:
        first, _ = get(site, "/quillstone/terms")
        condition = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": first.headers["Last-Modified"]}
        site.publish(2)
        again, body = get(site, "/quillstone/terms", headers=condition)
        assert (again.status, body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
        site.publish(3)
        assert get(site, "/quillstone/terms", headers=condition)[0].status == 200


def test_walls_come_with_status_200(tmp_path: Path) -> None:
    platform = load_platform(write_platform(tmp_path, editions=edition(2, "soft-404") + edition(3, "login-wall")))
    with DemoSite([platform]) as site:
        for number, words in ((2, b"find that page"), (3, b'type="password"')):
            site.publish(number)
            answer, body = get(site, "/quillstone/terms")
            assert answer.status == 200
            assert words in body


def test_raw_bytes_nonces_and_cookies_never_repeat(site: DemoSite, platforms: tuple[Platform, ...]) -> None:
    address = documents(platforms, Form.HTML)[0].address
    answers = [get(site, address) for _ in range(5)]
    assert len({body for _, body in answers}) == 5
    assert len({answer.headers["Content-Security-Policy"] for answer, _ in answers}) == 5
    assert len({answer.headers["Set-Cookie"] for answer, _ in answers}) == 5


def test_pages_are_compressed_for_who_asks(site: DemoSite, platforms: tuple[Platform, ...]) -> None:
    answer, body = get(site, documents(platforms, Form.HTML)[0].address, headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(body)


def test_index_robots_and_strangers(site: DemoSite, platforms: tuple[Platform, ...]) -> None:
    index, body = get(site, "/")
    assert index.status == 200
    assert all(document.address.encode() in body for platform in platforms for document in platform.documents)
    robots, body = get(site, "/robots.txt")
    assert (robots.status, robots.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert get(site, "/nowhere")[0].status == 404
    assert get(site, documents(platforms, Form.HTML)[0].address + "/content.json")[0].status == 404


def test_requests_are_counted_by_path(site: DemoSite) -> None:
    for path in ("/", "/robots.txt", "/robots.txt?x=1"):
        get(site, path)
    assert site.requests == {"/": 1, "/robots.txt": 2}


def test_a_client_that_goes_away_leaves_the_site_quiet_and_running(site: DemoSite, capfd: pytest.CaptureFixture[str]) -> None:
    host, port = site.authority.split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    connection.request("GET", "/")
    connection.close()
    assert get(site, "/")[0].status == 200
    assert capfd.readouterr().err == ""
