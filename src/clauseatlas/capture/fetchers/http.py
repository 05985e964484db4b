"""Documents over HTTP, without a browser."""

import codecs
import re
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

import httpx2

from clauseatlas.capture.addresses import Target, examine
from clauseatlas.capture.exchange import Answer
from clauseatlas.capture.failures import FetchError
from clauseatlas.capture.fetching import Equipment, Order
from clauseatlas.capture.outcomes import Failure, classify, judge_status
from clauseatlas.capture.robots import REDIRECT_STATUSES, Ruling
from clauseatlas.capture.settings import ACCEPT, LONGEST_CRAWL_DELAY_SECONDS
from clauseatlas.model.capture import Capture, Conditional, Hop
from clauseatlas.model.words import Outcome

NAME = "http"

_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s;"',]+)""", re.IGNORECASE)

# Validators come from servers and go back to them; anything else than visible ASCII would be a header of their making.
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,1024}")


@dataclass(slots=True, kw_only=True)
class _Trip:
    """One attempt under way: what was met so far."""

    order: Order
    hops: list[Hop] = field(default_factory=list)
    cookies: httpx2.Cookies = field(default_factory=httpx2.Cookies)
    answer: Answer | None = None


class HttpFetcher:
    """GET with conditional requests, robots.txt, pace and an own redirect loop, each hop checked and recorded."""

    def __init__(self, equipment: Equipment) -> None:
        self._settings = equipment.settings
        self._exchange = equipment.exchange
        self._pacer = equipment.pacer
        self._robots = equipment.robots

    def fetch(self, order: Order) -> Capture:
        """See `Fetcher.fetch`."""
        trip = _Trip(order=order)
        try:
            failure = self._travel(trip)
        except FetchError as error:
            failure = classify(error)
        return _capture(trip, failure)

    def close(self) -> None:
        """See `Fetcher.close`; the connections belong to the visitor."""

    def _travel(self, trip: _Trip) -> Failure | None:
        """Follow the redirects from the ordered URL to the document; a failure, or None with the document in `trip.answer`."""
        url, seen, previous_host = trip.order.url.strip(), set[str](), ""
        for _ in range(self._settings.most_redirects + 1):
            target = examine(url)
            refused = self._take_turn(target, trip.order, previous_host)
            if refused is not None:
                return refused
            trip.answer = answer = self._ask(target, trip)
            trip.hops.append(Hop(url=target.url, status=answer.status, address=answer.address))
            location = answer.header("location")
            if answer.status not in REDIRECT_STATUSES or not location:
                return _judge(answer, conditional=_sends_validators(trip.order, target))
            seen.add(target.url)
            url, previous_host = urljoin(target.url, location.replace(" ", "%20")), target.host
            if url in seen and not trip.cookies:
                return Failure(outcome=Outcome.HTTP_ERROR, detail=f"redirects in a circle to {url}", may_be_transient=False)
        return Failure(outcome=Outcome.HTTP_ERROR, detail=f"more than {self._settings.most_redirects} redirects", may_be_transient=False)

    def _take_turn(self, target: Target, order: Order, previous_host: str) -> Failure | None:
        """Ask robots.txt and wait for the host's next free moment; a redirect within one host follows at once, as browsers do."""
        ruling = Ruling(allowed=True)
        if self._settings.robots:
            ruling = self._robots.rule(target, order.deadline)
        if not ruling.allowed:
            return Failure(outcome=Outcome.ROBOTS, detail=ruling.reason, may_be_transient=ruling.may_be_transient)
        if target.host != previous_host and target.endpoint not in self._settings.allow_origins:
            delay = min(ruling.crawl_delay, LONGEST_CRAWL_DELAY_SECONDS)
            order.deadline.extend(self._pacer.wait(target.host, at_least=delay))
        return None

    def _ask(self, target: Target, trip: _Trip) -> Answer:
        headers = _validators(trip.order.conditional) if _sends_validators(trip.order, target) else {}
        return self._exchange.get(
            target, trip.order.deadline, accept=ACCEPT, headers=headers, cookies=trip.cookies, limit=self._settings.largest_body
        )


def _sends_validators(order: Order, target: Target) -> bool:
    """Whether the validators belong to `target`.

    A date sent to another address than it came from could be answered "not modified" by a page that was never the policy.
    """
    if order.conditional is None:
        return False
    return target.url in {order.conditional.url, None if order.conditional.url else order.url.strip().partition("#")[0]}


def _validators(conditional: Conditional | None) -> dict[str, str]:
    if conditional is None:
        return {}
    pairs = (("If-None-Match", conditional.etag), ("If-Modified-Since", conditional.last_modified))
    return {name: value for name, value in pairs if value and _VALIDATOR.fullmatch(value)}


def _judge(answer: Answer, *, conditional: bool) -> Failure | None:
    if answer.body is not None:
        return None
    if answer.status == 304 and conditional:
        return Failure(outcome=Outcome.NOT_MODIFIED, detail="", may_be_transient=False)
    return judge_status(answer)


def _capture(trip: _Trip, failure: Failure | None) -> Capture:
    found: dict[str, Any] = {"hops": tuple(trip.hops)}
    if failure is not None:
        found |= {"outcome": failure.outcome, "detail": failure.detail, "may_be_transient": failure.may_be_transient}
    if trip.hops:
        found |= {"final_url": trip.hops[-1].url, "status": trip.hops[-1].status}
    if trip.answer is not None and len(trip.hops) > 0:
        found |= _described(trip.answer, trip.order)
    return trip.order.capture(fetcher=NAME, **found)


def _described(answer: Answer, order: Order) -> dict[str, Any]:
    known = order.conditional if answer.status == 304 else None
    content_type = answer.header("content-type") or ""
    return {
        "headers": answer.headers,
        "media_type": content_type.partition(";")[0].strip().lower() or None,
        "charset": charset_of(content_type),
        "etag": answer.header("etag") or (known.etag if known else None),
        "last_modified": answer.header("last-modified") or (known.last_modified if known else None),
        "retry_after_seconds": retry_after(answer.header("retry-after"), order),
        "body": answer.body,
        "facts": answer.facts,
    }


def charset_of(content_type: str) -> str | None:
    """The charset named by a Content-Type header, lower case, if Python knows it; else None, and the text reader finds out."""
    match = _CHARSET.search(content_type)
    if match is None:
        return None
    try:
        codecs.lookup(match[1])
    except LookupError:
        return None
    return match[1].lower()


def retry_after(header: str | None, order: Order) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date; None when there is none or it means nothing."""
    if header is None:
        return None
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        when = parsedate_to_datetime(header)
    except ValueError:
        return None
    if when.tzinfo is None:
        return None
    return max(0.0, (when - order.started).total_seconds())
