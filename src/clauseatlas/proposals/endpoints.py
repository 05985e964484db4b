"""One question to a language model and its answer, over the guarded transport, within limits of time and size."""

import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Self

import httpcore2
import httpx2

from clauseatlas.capture.failures import FetchError
from clauseatlas.capture.guard import Deadline, Guard, GuardedTransport, Resolver, resolve
from clauseatlas.capture.headers import retry_after
from clauseatlas.errors import AtlasError
from clauseatlas.proposals.settings import CONNECT_SECONDS, LARGEST_ANSWER_BYTES, LONGEST_REST_SECONDS, RETRIES, Dialect, ModelSettings

ANTHROPIC_VERSION = "2023-06-01"
MOST_TOKENS = 4096  # of an answer; a list of forty nominations needs about three thousand
BUSY = frozenset({429, 500, 502, 503, 504, 529})
FIRST_REST_SECONDS = 1.0
_FAILURES = (FetchError, httpx2.HTTPError, httpx2.InvalidURL, httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException)


class ModelFailed(AtlasError):
    """The endpoint gave no usable answer; the text names it and says why. The analysis goes on without proposals."""

    def __init__(self, endpoint: str, problem: str) -> None:
        self.endpoint, self.problem = endpoint, problem
        super().__init__(f"{endpoint}: {problem}")


class Endpoint:
    """A language model behind an address. Redirects are not followed: a key must not travel to another host."""

    def __init__(self, settings: ModelSettings, *, resolver: Resolver = resolve, sleep: Callable[[float], None] = time.sleep) -> None:
        self._settings = settings
        self._sleep = sleep
        self._guard = Guard(allowed=settings.allow_origins, resolver=resolver)
        self._client = httpx2.Client(transport=GuardedTransport(self._guard), trust_env=False, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def stamp(self) -> str:
        """What the method of an analysis calls this model."""
        return self._settings.stamp

    def ask(self, instructions: str, question: str) -> str:
        """The raw words of the answer. Raises `ModelFailed`; an endpoint that is busy is asked again a few times."""
        deadline = Deadline(self._settings.total_seconds)
        for attempt in range(RETRIES + 1):
            status, rest, body = self._post(instructions, question, deadline)
            if status == 200:
                return self._words(body)
            if status not in BUSY or attempt == RETRIES:
                break
            self._sleep(min(rest or FIRST_REST_SECONDS * 2**attempt, LONGEST_REST_SECONDS))
        raise ModelFailed(self._settings.url, f"answered with status {status}")

    def _post(self, instructions: str, question: str, deadline: Deadline) -> tuple[int, float | None, bytes]:
        path, headers, content = _SPEAKING[self._settings.dialect](self._settings, instructions, question)
        timeout = httpx2.Timeout(self._settings.total_seconds, connect=CONNECT_SECONDS)
        try:
            with (
                self._guard.within(deadline),
                self._client.stream("POST", f"{self._settings.url.rstrip('/')}{path}", json=content, headers=headers, timeout=timeout) as response,
            ):
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > LARGEST_ANSWER_BYTES:
                        raise ModelFailed(self._settings.url, f"its answer is larger than {LARGEST_ANSWER_BYTES // 1024**2} MB")
                return response.status_code, retry_after(response.headers.get("retry-after"), datetime.now(UTC)), bytes(body)
        except (
            FetchError,
            httpx2.HTTPError,
            httpx2.InvalidURL,
            httpcore2.NetworkError,
            httpcore2.ProtocolError,
            httpcore2.TimeoutException,
        ) as error:
            raise ModelFailed(self._settings.url, str(error) or type(error).__name__) from None

    def _words(self, body: bytes) -> str:
        try:
            return _HEARING[self._settings.dialect](json.loads(body))
        except (ValueError, KeyError, IndexError, TypeError, AttributeError):
            raise ModelFailed(self._settings.url, f"its answer is not in the form of the {self._settings.dialect} interface") from None


Spoken = tuple[str, Mapping[str, str], Mapping[str, Any]]


def _to_openai(settings: ModelSettings, instructions: str, question: str) -> Spoken:
    headers = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
    content = {
        "model": settings.model,
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "response_format": {"type": "json_object"},
        "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": question}],
    }
    return "/chat/completions", headers, content


def _to_anthropic(settings: ModelSettings, instructions: str, question: str) -> Spoken:
    headers = {"anthropic-version": ANTHROPIC_VERSION, **({"x-api-key": settings.key} if settings.key else {})}
    content = {
        "model": settings.model,
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "system": instructions,
        "messages": [{"role": "user", "content": question}],
    }
    return "/messages", headers, content


def _from_openai(answer: Any) -> str:
    return str(answer["choices"][0]["message"]["content"])


def _from_anthropic(answer: Any) -> str:
    return "".join(str(part["text"]) for part in answer["content"] if part["type"] == "text")


_SPEAKING: Mapping[Dialect, Callable[[ModelSettings, str, str], Spoken]] = {Dialect.OPENAI: _to_openai, Dialect.ANTHROPIC: _to_anthropic}
_HEARING: Mapping[Dialect, Callable[[Any], str]] = {Dialect.OPENAI: _from_openai, Dialect.ANTHROPIC: _from_anthropic}
