"""RFC 9309: what a site asks of robots is done, and what its server cannot say is not guessed."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from clauseatlas.capture.addresses import Target, examine
from clauseatlas.capture.exchange import Answer
from clauseatlas.capture.failures import BodyCut, CodingRefused, ConnectionFailed, FetchError, NameUnknown, SizeExceeded
from clauseatlas.capture.guard import Deadline
from clauseatlas.capture.robots import FAILURE_SECONDS, FRESH_SECONDS, Robots
from clauseatlas.model.words import Outcome

from .conftest import Visits
from .faults import Faults, redirect, reply

SITE = "https://northwind.example"


def answer(status: int = 200, body: bytes | None = None, *, location: str = "", broken: FetchError | None = None) -> Answer:
    headers = (("Location", location),) if location else ()
    return Answer(status=status, headers=headers, body=body, address=None, broken=broken)


class Site:
    """A site whose robots.txt is a list of answers, the last one for ever."""

    def __init__(self, *answers: Answer | FetchError) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.now = 0.0
        self.robots = Robots(self.fetch, token="ClauseAtlas", ticks=lambda: self.now)

    def fetch(self, target: Target, deadline: Deadline) -> Answer:
        self.asked.append(target.url)
        given = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(given, FetchError):
            raise given
        return given

    def allows(self, path: str) -> bool:
        return self.robots.rule(examine(SITE + path), Deadline(5.0)).allowed


RULES = b"User-agent: *\nDisallow: /private\nAllow: /private/terms\n\nUser-agent: clauseatlas\nDisallow: /no-archive\nCrawl-delay: 7\n"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        (RULES, "/private", True),
        (RULES, "/no-archive/terms", False),
        (RULES, "/terms", True),
        (b"User-agent: *\nDisallow: /", "/terms", False),
        (b"User-agent: *\nDisallow: /\nAllow: /terms", "/terms", True),
        (b"User-agent: otherbot\nDisallow: /", "/terms", True),
        (b"User-agent: *\nDisallow: /*.pdf$", "/terms.pdf", False),
        (b"User-agent: *\nDisallow: /terms?lang=", "/terms?lang=en", False),
        (b"\xff\xfe rubbish \x00", "/terms", True),
        (b"<!doctype html><title>Welcome</title>", "/terms", True),
        (b"", "/terms", True),
    ],
)
def test_rules_are_read_as_written(rules: bytes, path: str, allowed: bool) -> None:
    assert Site(answer(200, rules)).allows(path) is allowed


@pytest.mark.parametrize(
    ("status", "allowed"), [(400, True), (401, True), (403, True), (404, True), (410, True), (429, True), (500, False), (503, False)]
)
def test_no_file_allows_and_a_server_error_forbids(status: int, allowed: bool) -> None:
    ruling = Site(answer(status)).robots.rule(examine(f"{SITE}/terms"), Deadline(5.0))
    assert ruling.allowed is allowed
    assert ruling.may_be_transient is not allowed


def test_a_crawl_delay_is_reported() -> None:
    assert Site(answer(200, RULES)).robots.rule(examine(f"{SITE}/terms"), Deadline(5.0)).crawl_delay == 7.0


def test_redirects_are_followed_and_the_rules_hold_for_the_first_host() -> None:
    site = Site(answer(301, location="https://www.northwind.example/robots.txt"), answer(200, b"User-agent: *\nDisallow: /"))
    assert not site.allows("/terms")
    assert site.asked == [f"{SITE}/robots.txt", "https://www.northwind.example/robots.txt"]


UNREADABLE = [
    answer(302, location="/robots.txt"),
    answer(302, location="http://127.1/"),
    answer(broken=SizeExceeded("too large")),
    answer(broken=CodingRefused("not gzip")),
    SizeExceeded("headers too large"),
]


@pytest.mark.parametrize("given", UNREADABLE)
def test_a_file_that_cannot_be_read_is_no_file(given: Answer | FetchError) -> None:
    assert Site(given).allows("/terms")


@pytest.mark.parametrize("given", [ConnectionFailed("x"), NameUnknown("x"), answer(broken=BodyCut("x"))])
def test_a_host_that_cannot_be_reached_says_so_itself(given: Answer | FetchError) -> None:
    site = Site(given, answer(404))
    with pytest.raises(FetchError):
        site.allows("/terms")
    assert site.allows("/terms")


def test_the_file_is_asked_for_once_a_day() -> None:
    site = Site(answer(200, b"User-agent: *\nDisallow: /"), answer(404))
    for _ in range(3):
        assert not site.allows("/terms")
    site.now = FRESH_SECONDS - 1
    assert not site.allows("/terms")
    site.now = FRESH_SECONDS + 1
    assert site.allows("/terms")
    assert len(site.asked) == 2


def test_a_server_error_is_asked_again_after_minutes() -> None:
    site = Site(answer(500), answer(404))
    assert not site.allows("/terms")
    site.now = FAILURE_SECONDS + 1
    assert site.allows("/terms")


@pytest.mark.parametrize("failure", [answer(503), ConnectionFailed("x")])
def test_an_older_copy_is_used_while_the_file_cannot_be_had(failure: Answer | FetchError) -> None:
    site = Site(answer(200, RULES), failure)
    site.allows("/terms")
    site.now = FRESH_SECONDS + 1
    assert site.allows("/terms")
    assert not site.allows("/no-archive")


def test_every_origin_has_its_own_file() -> None:
    site = Site(answer(200, b"User-agent: *\nDisallow: /"), answer(404))
    assert not site.allows("/terms")
    assert site.robots.rule(examine("http://northwind.example/terms"), Deadline(5.0)).allowed


def test_workers_that_come_together_ask_once() -> None:
    site = Site(answer(200, b"User-agent: *\nDisallow: /"))
    gate = threading.Barrier(8)

    def visit(_: int) -> bool:
        gate.wait(5)
        return site.allows("/terms")

    with ThreadPoolExecutor(8) as workers:
        assert set(workers.map(visit, range(8))) == {False}
    assert len(site.asked) == 1


def test_each_hop_is_asked_about(make_visits: Callable[..., Visits], faults: Faults) -> None:
    faults.behaviours["/robots.txt"] = reply("200 OK", b"User-agent: *\nDisallow: /secret")
    faults.behaviours["/open"] = redirect("/secret")
    capture = make_visits(robots=True)("/open")
    assert (capture.outcome, capture.may_be_transient) == (Outcome.ROBOTS, False)
    assert [hop.status for hop in capture.hops] == [302]
    assert faults.paths == ["/robots.txt", "/open"]


def test_robots_can_be_switched_off(make_visits: Callable[..., Visits], faults: Faults) -> None:
    faults.behaviours["/robots.txt"] = reply("200 OK", b"User-agent: *\nDisallow: /")
    assert make_visits(robots=False)("/page").outcome is None
    assert faults.paths == ["/page"]
