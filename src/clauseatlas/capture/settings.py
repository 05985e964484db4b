"""Everything about visits that an operator may set; every limit has its reason here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from clauseatlas import __version__
from clauseatlas.capture.addresses import ALLOW_ORIGINS, parse_allow_origins
from clauseatlas.errors import BadInput

ROBOTS_TOKEN = "ClauseAtlas"  # noqa: S105 - the product token of robots.txt, no secret

# From the first byte sent to the last received, all redirects and attempts together; slow archives of large firms need up to 40 s.
TOTAL_SECONDS = 60.0
CONNECT_SECONDS = 10.0

# A server that says nothing for this long has usually forgotten the request.
SILENCE_SECONDS = 20.0

# The longest known policies are 3 MB of HTML; 25 MB leaves room for a scanned PDF.
LARGEST_BODY_BYTES = 25 * 1024 * 1024

# Real responses carry up to 60 headers and 12 KB of them, mostly cookies and content security policies.
MOST_HEADERS = 250
LARGEST_HEADERS_BYTES = 64 * 1024

# Browsers stop at 20; consent and language dances take up to 6.
MOST_REDIRECTS = 10

# Attempts after the first for what may pass by itself.
RETRIES = 2
BACKOFF_SECONDS = 0.5

# A longer Retry-After is left to the next scheduled visit instead of holding a worker.
LONGEST_RETRY_AFTER_SECONDS = 30.0

# One page a host every two seconds is slower than a person reading links.
PACE_SECONDS = 2.0
LONGEST_CRAWL_DELAY_SECONDS = 30.0

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,text/markdown;q=0.8,*/*;q=0.5"


BROWSER_PATH = "CLAUSEATLAS_BROWSER"
CONTACT = "CLAUSEATLAS_CONTACT"


def user_agent(contact: str = "") -> str:
    """What visits call themselves, in the form well-behaved robots use; `contact` is a URL or mail address of the operator, shown to the sites."""
    return f"Mozilla/5.0 (compatible; {ROBOTS_TOKEN}/{__version__}" + (f"; +{contact})" if contact else ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSettings:
    """How a `Visitor` behaves. Times are seconds, sizes bytes.

    `allow_origins` come from `addresses.parse_allow_origins`; they are exempt from the address guard and from pacing. `browser_path` is the
    Chromium to start, found by itself when empty. `certificate_file` adds authorities to the system's.
    """

    user_agent: str = user_agent()
    accept_language: str = "en,*;q=0.5"
    allow_origins: frozenset[tuple[str, int]] = frozenset()
    robots: bool = True
    http2: bool = False
    total_seconds: float = TOTAL_SECONDS
    connect_seconds: float = CONNECT_SECONDS
    silence_seconds: float = SILENCE_SECONDS
    largest_body: int = LARGEST_BODY_BYTES
    most_headers: int = MOST_HEADERS
    largest_headers: int = LARGEST_HEADERS_BYTES
    most_redirects: int = MOST_REDIRECTS
    retries: int = RETRIES
    backoff_seconds: float = BACKOFF_SECONDS
    longest_retry_after: float = LONGEST_RETRY_AFTER_SECONDS
    pace_seconds: float = PACE_SECONDS
    browser_path: str = ""
    certificate_file: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """The settings of CLAUSEATLAS_ALLOW_ORIGINS, CLAUSEATLAS_BROWSER and CLAUSEATLAS_CONTACT; `BadInput` names the one that is wrong."""
        contact = environ.get(CONTACT, "").strip()
        if not contact.isascii() or not contact.isprintable():
            raise BadInput(CONTACT, "would break the User-Agent header", "use a URL or mail address in plain ASCII")
        return cls(
            user_agent=user_agent(contact),
            allow_origins=parse_allow_origins(environ.get(ALLOW_ORIGINS, "")),
            browser_path=environ.get(BROWSER_PATH, "").strip(),
        )
