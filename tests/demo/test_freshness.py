"""Conditional requests are answered as RFC 9110 wants, and validators move when the page does."""

from pathlib import Path

import pytest

from clauseatlas.demo.freshness import Validators, validators
from clauseatlas.demo.sources import EDITIONS, load_platform

from .folders import edition, write_platform

STANDS = Validators(etag='W/"abc"', last_modified="Mon, 22 Jun 2026 09:30:00 GMT")

CASES = [
    ("no condition", {}, False),
    ("the same tag", {"if-none-match": 'W/"abc"'}, True),
    ("weakly the same tag", {"if-none-match": '"abc"'}, True),
    ("one of several tags", {"if-none-match": '"x", W/"abc"'}, True),
    ("another tag goes before a fitting date", {"if-none-match": '"x"', "if-modified-since": STANDS.last_modified or ""}, False),
    ("the same date", {"if-modified-since": STANDS.last_modified or ""}, True),
    ("a later date", {"if-modified-since": "Tue, 23 Jun 2026 09:30:00 GMT"}, True),
    ("an earlier date", {"if-modified-since": "Sun, 21 Jun 2026 09:30:00 GMT"}, False),
    ("not a date", {"if-modified-since": "yesterday"}, False),
]


@pytest.mark.parametrize(("headers", "matches"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_conditions(headers: dict[str, str], matches: bool) -> None:
    assert STANDS.match(headers) is matches


def test_a_page_without_validators_is_always_sent() -> None:
    assert not Validators().match({"if-none-match": '"abc"', "if-modified-since": "Tue, 23 Jun 2026 09:30:00 GMT"})


def test_validators_move_with_the_page_and_only_then(tmp_path: Path) -> None:
    platform = load_platform(write_platform(tmp_path, editions=edition(3, "unchanged")))
    first, second, third = (validators(platform, platform.documents[0], number) for number in EDITIONS)
    assert first == second != third


def test_walls_and_script_pages_have_none(tmp_path: Path) -> None:
    walled = load_platform(write_platform(tmp_path, editions=edition(2, "soft-404")))
    assert not validators(walled, walled.documents[0], 2)
    script = load_platform(write_platform(tmp_path, form="script", slug="other"))
    assert not validators(script, script.documents[0], 1)
