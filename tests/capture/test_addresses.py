"""The guard's table: every form in which a private address has been smuggled past a check, and public ones that must pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseatlas.capture.addresses import examine, parse_allow_origins, refusal
from clauseatlas.capture.failures import AddressRefused
from clauseatlas.errors import BadInput

# The address, as resolvers give it, and what it would reach.
REFUSED_ADDRESSES = {
    "0.0.0.0": "this host",
    "0.1.2.3": "this network",
    "10.0.0.1": "private",
    "10.255.255.255": "private",
    "100.64.0.1": "carrier network",
    "100.100.100.200": "cloud metadata in the carrier range",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback, other end",
    "168.63.129.16": "cloud host agent at an otherwise public address",
    "169.254.0.1": "link-local",
    "169.254.169.254": "cloud metadata",
    "169.254.170.2": "container credentials",
    "172.16.0.1": "private",
    "172.31.255.255": "private, other end",
    "192.0.0.1": "protocol assignments",
    "192.0.0.192": "cloud metadata in protocol assignments",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4 relay",
    "192.168.0.1": "private",
    "198.18.0.1": "benchmarking",
    "198.19.255.255": "benchmarking, other end",
    "198.51.100.1": "documentation",
    "203.0.113.1": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast, other end",
    "240.0.0.1": "reserved",
    "255.255.255.255": "broadcast",
    "::": "this host",
    "::1": "loopback",
    "::127.0.0.1": "IPv4-compatible loopback",
    "::8.8.8.8": "IPv4-compatible, deprecated",
    "::ffff:127.0.0.1": "mapped loopback",
    "::ffff:10.0.0.1": "mapped private",
    "::ffff:a9fe:a9fe": "mapped metadata in hexadecimal",
    "::ffff:0:127.0.0.1": "translated loopback",
    "64:ff9b::127.0.0.1": "NAT64 of loopback",
    "64:ff9b::a00:1": "NAT64 of private",
    "64:ff9b::169.254.169.254": "NAT64 of metadata",
    "64:ff9b:1::8.8.8.8": "NAT64 of a local network",
    "100::1": "discard",
    "2001::1": "Teredo of nobody",
    "2001:0:7f00:1:0:0:f7f7:f7f7": "Teredo with a loopback server",
    "2001:0:808:808:0:0:80ff:fffe": "Teredo of loopback",
    "2001:0:808:808:0:0:f5ff:fffe": "Teredo of private",
    "2001:2::1": "benchmarking",
    "2001:10::1": "ORCHID",
    "2001:20::1": "ORCHID, second version",
    "2001:db8::1": "documentation",
    "2002:7f00:1::": "6to4 of loopback",
    "2002:a00:1::1": "6to4 of private",
    "2002:a9fe:a9fe::1": "6to4 of metadata",
    "2002:c0a8:1::1": "6to4 of private",
    "2606:4700::5efe:10.0.0.1": "ISATAP of private in a public prefix",
    "2606:4700::200:5efe:127.0.0.1": "ISATAP of loopback in a public prefix",
    "2620:4f:8000::1": "anycast sink",
    "3fff::1": "documentation, new",
    "4000::1": "not allocated",
    "5f00::1": "segment routing",
    "fc00::1": "unique local",
    "fd00:ec2::254": "cloud metadata",
    "fdff:ffff::1": "unique local, other end",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local with zone",
    "fe80::5efe:8.8.8.8": "link-local ISATAP of a public address",
    "fec0::1": "site-local, deprecated",
    "ff02::1": "multicast",
    "ff0e::1": "global multicast",
    "2606:4700::1%1": "public with zone",
    "not-an-address": "no address",
    "": "nothing",
    "1.2.3": "shortened",
    "0177.0.0.1": "octal",
}

PUBLIC_ADDRESSES = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::1",
    "2001:0:808:808:0:0:f7f7:f7f7",
    "2001:4860:4860::8888",
    "3ffe::1",
]


@pytest.mark.parametrize("address", REFUSED_ADDRESSES, ids=lambda address: f"{address or 'empty'}: {REFUSED_ADDRESSES[address]}")
def test_refused(address: str) -> None:
    assert refusal(address) is not None


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_public(address: str) -> None:
    assert refusal(address) is None


@given(st.ip_addresses(v=4))
def test_a_wrapped_address_is_judged_as_what_it_carries(inner: object) -> None:
    plain = refusal(str(inner))
    low = int(inner)  # type: ignore[call-overload]
    wrapped = [f"::ffff:{inner}", f"64:ff9b::{inner}", f"2002:{low >> 16:x}:{low & 0xFFFF:x}::1"]
    assert {refusal(form) is None for form in wrapped} == {plain is None}


REFUSED_URLS = {
    "http://2130706433/": "decimal",
    "http://017700000001/": "octal as one number",
    "http://0x7f000001/": "hexadecimal as one number",
    "http://0x7f.0.0.1/": "hexadecimal part",
    "http://0177.0.0.1/": "octal part",
    "http://127.1/": "two parts",
    "http://127.0.1/": "three parts",
    "http://127.0.0.1./": "address with a final dot",
    "http://00127.0.0.1/": "leading zeros",
    "http://127.0.0.0x1/": "hexadecimal at the end",
    "http://256.256.256.256/": "no address, but numbers",
    "http://1.2.3.4.5/": "five numbers",
    "http://0x/": "hexadecimal of nothing",
    "http://２１３０７０６４３３/": "full-width digits become a number",
    "http://127。0。0。1.5/": "ideographic dots",
    "http://user@northwind.example/": "user",
    "http://user:secret@northwind.example/": "user and password",
    "http://@northwind.example/": "empty user",
    "http://northwind.example@127.0.0.1/": "host as user",
    "http://127.0.0.1:80@northwind.example/": "address as user",
    "http://northwind.example\\@127.0.0.1/": "backslash before a user",
    "http:\\\\127.0.0.1/": "backslashes",
    "http://northwind.example\\.evil.example/": "backslash in the host",
    "http://northwind.example /": "blank in the host",
    " http://northwind.example\t/": "tab",
    "http://northwind.example\r\nX: y/": "line break",
    "http://northwind\u200b.example/": "zero width",
    "http://north\u00adwind.example/": "soft hyphen",
    "http://%31%32%37.0.0.1/": "percent-encoded host",
    "http://northwind%2eexample/": "percent-encoded dot",
    "http://[::1%25eth0]/": "zone",
    "http://[::1%eth0]/": "zone, not encoded",
    "http://[v1.fe80]/": "future address",
    "http://[127.0.0.1]/": "IPv4 in brackets",
    "http://[::1/": "open bracket",
    "http://::1/": "no brackets",
    "http://northwind.example:0/": "port zero",
    "http://northwind.example:99999/": "port too large",
    "http://northwind.example:http/": "port by name",
    "http:///terms": "no host",
    "http://./": "only a dot",
    "http://a..b/": "empty label",
    "http://-a.example/": "label with a hyphen in front",
    f"http://{'a' * 64}.example/": "label too long",
    f"http://northwind.example/{'a' * 5000}": "URL too long",
    "http:northwind.example": "no slashes",
    "//northwind.example/": "no scheme",
    "northwind.example/terms": "no scheme and no slashes",
    "file:///etc/passwd": "file",
    "ftp://northwind.example/": "ftp",
    "gopher://127.0.0.1:70/_x": "gopher",
    "data:text/html,x": "data",
    "javascript:alert(1)": "script",
    "blob:http://northwind.example/x": "blob",
    "": "nothing",
}


@pytest.mark.parametrize("url", REFUSED_URLS, ids=REFUSED_URLS.get)
def test_url_forms_that_programs_read_differently_are_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        examine(url)


@pytest.mark.parametrize(
    ("url", "host", "port", "path", "shown"),
    [
        ("http://northwind.example", "northwind.example", 80, "/", "http://northwind.example/"),
        ("HTTPS://Northwind.Example/A?b=c#d", "northwind.example", 443, "/A?b=c", "https://northwind.example/A?b=c"),
        ("https://northwind.example:443/", "northwind.example", 443, "/", "https://northwind.example/"),
        ("https://northwind.example:8443/", "northwind.example", 8443, "/", "https://northwind.example:8443/"),
        ("http://127.0.0.1:8123/terms", "127.0.0.1", 8123, "/terms", "http://127.0.0.1:8123/terms"),
        ("http://[2606:4700::1]/", "2606:4700::1", 80, "/", "http://[2606:4700::1]/"),
        ("https://münze.example/größe", "xn--mnze-0ra.example", 443, "/größe", "https://xn--mnze-0ra.example/größe"),
        ("https://a_b.northwind.example./", "a_b.northwind.example.", 443, "/", "https://a_b.northwind.example./"),
        ("https://4chan1.example/", "4chan1.example", 443, "/", "https://4chan1.example/"),
        # Seen as what it becomes, so that the address behind it is refused like the plain one.
        ("http://１２７.0.0.1/", "127.0.0.1", 80, "/", "http://127.0.0.1/"),
        ("https://northwind.example?x", "northwind.example", 443, "/?x", "https://northwind.example/?x"),
    ],
)
def test_honest_urls_are_taken_apart(url: str, host: str, port: int, path: str, shown: str) -> None:
    target = examine(url)
    assert (target.host, target.port, target.path, target.url) == (host, port, path, shown)


@given(st.text(max_size=60))
def test_any_text_is_a_target_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://northwind.example/{text}"):
        try:
            assert examine(url).scheme in {"http", "https"}
        except AddressRefused:
            continue


@pytest.mark.parametrize(
    ("words", "origins"),
    [
        ("", set()),
        (" , ", set()),
        ("127.0.0.1:8123", {("127.0.0.1", 8123)}),
        ("127.0.0.1:8123, localhost:80", {("127.0.0.1", 8123), ("localhost", 80)}),
        ("http://127.0.0.1:8123/", {("127.0.0.1", 8123)}),
        ("https://Intranet.Example", {("intranet.example", 443)}),
        ("[::1]:8080", {("::1", 8080)}),
    ],
)
def test_allowed_origins_are_exact(words: str, origins: set[tuple[str, int]]) -> None:
    assert parse_allow_origins(words) == origins


@pytest.mark.parametrize("words", ["127.0.0.1", "*", "*:80/x", "127.0.0.1:0", "127.0.0.1:70000", "10.0.0.0/8", "a:1 b:2", "ftp://a:1", "::1:80"])
def test_an_exemption_that_is_not_understood_is_an_error(words: str) -> None:
    with pytest.raises(BadInput, match="CLAUSEATLAS_ALLOW_ORIGINS"):
        parse_allow_origins(words)
