"""Documents over HTTP, without a browser."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from clauseatlas.capture.addresses import Target, examine, next_url
from clauseatlas.capture.courtesy import take_turn
from clauseatlas.capture.exchange import Answer
from clauseatlas.capture.failures import FetchError
from clauseatlas.capture.fetching import Equipment, Order
from clauseatlas.capture.headers import described, retry_after
from clauseatlas.capture.outcomes import Failure, classify, judge_status
from clauseatlas.capture.robots import REDIRECT_STATUSES
from clauseatlas.capture.settings import ACCEPT
from clauseatlas.model.capture import Capture, Hop, Transfer
from clauseatlas.model.words import Outcome

NAME = "http"

# Validators come from servers and go back to them; anything else than visible ASCII would be a header of their making.
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,1024}")


@dataclass(slots=True, kw_only=True)
class _Trip:
    """One attempt under way: what was met so far."""

    order: Order
    hops: list[Hop] = field(default_factory=list)
    cookies: httpx2.Cookies = field(default_factory=httpx2.Cookies)
    answer: Answer | None = None
    transfers: list[Transfer] = field(default_factory=list)


class HttpFetcher:
    """GET with conditional requests, robots.txt, pace and an own redirect loop, each hop checked and recorded."""

    def __init__(self, equipment: Equipment) -> None:
        self._equipment = equipment
        self._settings = equipment.settings

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
            refused = take_turn(self._equipment, target, trip.order, previous_host=previous_host)
            if refused is not None:
                return refused
            validators = _validators(target, trip)
            trip.answer = answer = self._ask(target, trip, validators)
            trip.hops.append(Hop(url=target.url, status=answer.status, address=answer.address))
            if answer.transfer is not None:
                trip.transfers.append(answer.transfer)
            self._let_rest(target, answer, trip.order)
            location = answer.header("location")
            if answer.status not in REDIRECT_STATUSES or not location:
                return _judge(answer, conditional=bool(validators))
            seen.add(target.url)
            url, previous_host = next_url(target.url, location), target.host
            if url in seen and not trip.cookies:
                return Failure(outcome=Outcome.HTTP_ERROR, detail=f"redirects in a circle to {url}", may_be_transient=False)
        return Failure(outcome=Outcome.HTTP_ERROR, detail=f"more than {self._settings.most_redirects} redirects", may_be_transient=False)

    def _let_rest(self, target: Target, answer: Answer, order: Order) -> None:
        """Keep all workers from a host that asked for rest, at most as long as a worker would wait for it."""
        asked = retry_after(answer.header("retry-after"), order.started)
        if asked is not None and answer.body is None and target.endpoint not in self._settings.allow_origins:
            self._equipment.pacer.postpone(target.host, min(asked, self._settings.longest_retry_after))

    def _ask(self, target: Target, trip: _Trip, validators: Mapping[str, str]) -> Answer:
        return self._equipment.exchange.get(
            target, trip.order.deadline, accept=ACCEPT, headers=validators, cookies=trip.cookies, limit=self._settings.largest_body
        )


def _validators(target: Target, trip: _Trip) -> dict[str, str]:
    """The conditional headers for `target`: none unless the validators came from there.

    A date sent to another address could be answered "not modified" by a page that was never the policy.
    """
    conditional = trip.order.conditional
    if conditional is None or (target.url != conditional.url if conditional.url else trip.hops):
        return {}
    pairs = (("If-None-Match", conditional.etag), ("If-Modified-Since", conditional.last_modified))
    return {name: value for name, value in pairs if value and _VALIDATOR.fullmatch(value)}


def _judge(answer: Answer, *, conditional: bool) -> Failure | None:
    if answer.broken is not None:
        return classify(answer.broken)
    if answer.body is not None:
        return None
    if answer.status == 304 and conditional:
        return Failure(outcome=Outcome.NOT_MODIFIED, detail="", may_be_transient=False)
    return judge_status(answer)


def _capture(trip: _Trip, failure: Failure | None) -> Capture:
    found: dict[str, Any] = {"hops": tuple(trip.hops), "transfers": tuple(trip.transfers)}
    if failure is not None:
        found |= {"outcome": failure.outcome, "detail": failure.detail, "may_be_transient": failure.may_be_transient}
    if trip.hops:
        found |= {"final_url": trip.hops[-1].url, "status": trip.hops[-1].status}
    if trip.answer is not None:
        found |= _described(trip.answer, trip.order)
    return trip.order.capture(fetcher=NAME, **found)


def _described(answer: Answer, order: Order) -> dict[str, Any]:
    found = described(answer) | {"facts": answer.facts, "retry_after_seconds": retry_after(answer.header("retry-after"), order.started)}
    if answer.status == 304 and order.conditional is not None:
        # The validators stay what they were unless the server names new ones.
        found["etag"] = found["etag"] or order.conditional.etag
        found["last_modified"] = found["last_modified"] or order.conditional.last_modified
    return found
