"""Which language model is asked, and within what limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from clauseatlas.capture.addresses import ALLOW_ORIGINS, parse_allow_origins
from clauseatlas.errors import BadInput

PREFIX = "CLAUSEATLAS_LLM_"
CONNECT_SECONDS = 10.0
TOTAL_SECONDS = 180.0  # a local model on a small machine needs minutes for a long passage
LARGEST_ANSWER_BYTES = 2 * 1024 * 1024
RETRIES = 2
LONGEST_REST_SECONDS = 30.0


class Dialect(StrEnum):
    """The two ways in which endpoints are spoken to."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """An endpoint: `url` up to and without `/chat/completions` or `/messages` (such as `http://127.0.0.1:11434/v1`), model, dialect, key.

    `allow_origins` are exempt from the address guard, so that a model on the own machine can be asked.
    """

    url: str
    model: str
    dialect: Dialect = Dialect.OPENAI
    key: str = field(default="", repr=False)
    allow_origins: frozenset[tuple[str, int]] = frozenset()
    total_seconds: float = TOTAL_SECONDS

    def __post_init__(self) -> None:
        if not self.url.startswith(("https://", "http://")):
            raise BadInput(f"{PREFIX}URL", f"{self.url!r} is no address", "give it with https:// or http://, up to /v1")
        if not self.model:
            raise BadInput(f"{PREFIX}MODEL", "is not set", "name the model that the endpoint serves")
        if not (self.key.isascii() and self.key.isprintable()):
            raise BadInput(f"{PREFIX}KEY", "would break the request's header", "copy it again")

    @property
    def stamp(self) -> str:
        """Model and dialect, as the method of an analysis names them."""
        return f"{self.dialect}:{self.model}"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self | None:
        """The endpoint that CLAUSEATLAS_LLM_URL, _MODEL, _API and _KEY name; None where no address is set. `BadInput` names the one that is wrong."""
        url = environ.get(f"{PREFIX}URL", "").strip()
        if not url:
            return None
        return cls(
            url=url,
            model=environ.get(f"{PREFIX}MODEL", "").strip(),
            dialect=dialect_named(environ.get(f"{PREFIX}API", "")),
            key=environ.get(f"{PREFIX}KEY", "").strip(),
            allow_origins=parse_allow_origins(environ.get(ALLOW_ORIGINS, "")),
        )


def dialect_named(word: str) -> Dialect:
    """The dialect of this name; OpenAI's, which most local servers speak, where none is given."""
    try:
        return Dialect(word.strip().lower() or Dialect.OPENAI)
    except ValueError:
        raise BadInput(f"{PREFIX}API", f"{word!r} is no dialect", f"known are {', '.join(Dialect)}") from None
