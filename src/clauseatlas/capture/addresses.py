"""Which addresses a visit may go to: URL forms and IP ranges, decided without touching the network.

Ranges: the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890 and successors), plus addresses at which clouds answer to their
tenants. Address forms that carry an IPv4 address inside are unwrapped first, and both must be public.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin, urlsplit

from clauseatlas.capture.failures import AddressRefused
from clauseatlas.errors import BadInput

ALLOW_ORIGINS = "CLAUSEATLAS_ALLOW_ORIGINS"
DEFAULT_PORTS = {"http": 80, "https": 443}

# Longer addresses are not links to policies; browsers stop at about two million characters, most servers at eight thousand.
LONGEST_URL = 4096

IpAddress = IPv4Address | IPv6Address

_REFUSED_V4 = tuple(
    (IPv4Network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud host agent"),
        ("169.254.0.0/16", "link-local or cloud metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "anycast sink"),
        ("192.52.193.0/24", "multicast tunnelling"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "anycast sink"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved or broadcast"),
    )
)

_REFUSED_V6 = tuple(
    (IPv6Network(network), reason)
    for network, reason in (
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2620:4f:8000::/48", "anycast sink"),
        ("3fff::/20", "documentation"),
    )
)

_GLOBAL_UNICAST_V6 = IPv6Network("2000::/3")
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_TEREDO = IPv6Network("2001::/32")
# RFC 5214: an interface identifier of 0000:5efe or 0200:5efe is followed by an IPv4 address.
_ISATAP_IDENTIFIERS = frozenset({0x00005EFE, 0x02005EFE})

_FORBIDDEN_IN_URL = re.compile(r"[\x00-\x20\x7f-\x9f\\\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff]")
_HOST_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?")
_NUMBER_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_ALLOWED_ENTRY = re.compile(r"(?:(https?)://)?(\[[0-9a-fA-F:.]+\]|[^\[\]/:\s]+)(?::([0-9]{1,5}))?/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL taken apart and found harmless in form: `host` is lower-case ASCII without brackets, `url` has no fragment."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """`scheme://host:port`, always with the port."""
        return f"{self.scheme}://{bracketed(self.host)}:{self.port}"

    @property
    def endpoint(self) -> tuple[str, int]:
        """Host and port, as allowed origins are compared."""
        return (self.host, self.port)


def parse_allow_origins(words: str) -> frozenset[tuple[str, int]]:
    """Host and port of every origin exempted from the guard and from pacing, from a comma-separated list like `127.0.0.1:8123`.

    An entry may begin with `http://` or `https://`, which also gives the port when none is written. Raises `BadInput` for anything else: an
    exemption that is not understood must not pass for one.
    """
    return frozenset(_parse_allowed(entry.strip()) for entry in words.split(",") if entry.strip())


def _parse_allowed(entry: str) -> tuple[str, int]:
    match = _ALLOWED_ENTRY.fullmatch(entry)
    port = int(match[3]) if match and match[3] else DEFAULT_PORTS.get(match[1] or "", 0) if match else 0
    if match is None or not 0 < port < 65536:
        raise BadInput(ALLOW_ORIGINS, f"{entry!r} is not an origin", "write host:port, separated by commas")
    return (match[2].strip("[]").lower(), port)


def bracketed(host: str) -> str:
    """The host as it stands in a URL: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


def examine(url: str) -> Target:
    """The target of `url`, or `AddressRefused` when its form is one that programs read differently.

    Refused: other schemes than http and https, user names, backslashes, blanks and invisible characters, percent-encoded hosts, IP addresses in
    any form but four decimal numbers or bracketed IPv6 (decimal, octal, hexadecimal and shortened forms reach other addresses than they show).
    International names are converted to ASCII first, so full-width digits are seen as what they become.
    """
    if len(url) > LONGEST_URL:
        raise AddressRefused(f"the URL is longer than {LONGEST_URL} characters")
    if _FORBIDDEN_IN_URL.search(url):
        raise AddressRefused(f"{url!r} contains a blank, backslash, control or invisible character")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused(f"{url!r} is not a URL ({error})") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise AddressRefused(f"{url!r} is not an http or https URL")
    if "@" in parts.netloc:
        raise AddressRefused(f"{url!r} names a user")
    if port == 0:
        raise AddressRefused(f"{url!r} names port 0")
    host = _examine_host(parts.netloc, parts.hostname or "")
    port = port or DEFAULT_PORTS[parts.scheme]
    shown_port = "" if port == DEFAULT_PORTS[parts.scheme] else f":{port}"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(url=f"{parts.scheme}://{bracketed(host)}{shown_port}{path}", scheme=parts.scheme, host=host, port=port, path=path)


def _examine_host(netloc: str, host: str) -> str:
    if netloc.startswith("["):
        return _examine_v6(host)
    ascii_host = _to_ascii(host)
    if not _HOST_NAME.fullmatch(ascii_host) or len(ascii_host) > 253:
        raise AddressRefused(f"{host!r} is not a host name")
    last_label = ascii_host.removesuffix(".").rpartition(".")[2]
    if _NUMBER_LABEL.fullmatch(last_label):
        try:
            return str(IPv4Address(ascii_host))
        except ValueError:
            raise AddressRefused(f"{host!r} is an IP address in disguise") from None
    return ascii_host


def _examine_v6(host: str) -> str:
    try:
        address = IPv6Address(host)
    except ValueError:
        raise AddressRefused(f"{host!r} is not an IPv6 address") from None
    if address.scope_id is not None:
        raise AddressRefused(f"{host!r} has a zone")
    return str(address)


def _to_ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    import idna  # noqa: PLC0415 - its tables cost 20 ms, and nearly every host is ASCII

    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii").lower()
    except idna.IDNAError as error:
        raise AddressRefused(f"{host!r} is not a host name ({error})") from None


def next_url(base: str, location: str) -> str:
    """Where a Location header leads; servers write it in UTF-8 and with blanks, whatever the standard says. Raises `AddressRefused` for no URL."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(base, location.replace(" ", "%20"))
    except ValueError as error:
        raise AddressRefused(f"redirect to {location!r}, which is not a URL ({error})") from None


def refusal(address: str) -> str | None:
    """Why nothing may connect to `address` (an IP address as text), or None for public unicast."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "not an IP address"
    return _refusal(parsed)


def _refusal(address: IpAddress) -> str | None:
    if isinstance(address, IPv4Address):
        return _listed(address, _REFUSED_V4)
    if address.scope_id is not None:
        return "has a zone"
    inner = _unwrap(address)
    for carried in inner:
        reason = _listed(carried, _REFUSED_V4)
        if reason is not None:
            return f"carries {carried}, {reason}"
    if address in _MAPPED or address in _NAT64 or address in _TEREDO:
        return None
    if address not in _GLOBAL_UNICAST_V6:
        return "not global unicast"
    return _listed(address, _REFUSED_V6)


def _unwrap(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that traffic to `address` would reach."""
    low = int(address)
    if address in _MAPPED or address in _NAT64:
        return (IPv4Address(low & 0xFFFFFFFF),)
    if address in _SIX_TO_FOUR:
        return (IPv4Address((low >> 80) & 0xFFFFFFFF),)
    if address in _TEREDO:
        return (IPv4Address((low >> 64) & 0xFFFFFFFF), IPv4Address(~low & 0xFFFFFFFF))
    if (low >> 32) & 0xFFFFFFFF in _ISATAP_IDENTIFIERS:
        return (IPv4Address(low & 0xFFFFFFFF),)
    return ()


def _listed(address: IpAddress, table: tuple[tuple[IPv4Network | IPv6Network, str], ...]) -> str | None:
    return next((reason for network, reason in table if address in network), None)
