"""Alerts of the demo: which platforms must be told of is known from the sources alone."""

from clauseatlas.demo.manifest import forecast
from clauseatlas.demo.sources import Expected, Platform
from clauseatlas.demo.watching import platforms_to_tell


def test_platforms_with_a_substantive_edition_are_told_of_and_no_others(platforms: tuple[Platform, ...]) -> None:
    expected = {
        platform.name
        for platform in platforms
        if any(revision.expected is Expected.SUBSTANTIVE for document in platform.documents for revision in document.revisions)
    }
    assert platforms_to_tell(forecast(platforms, browser=True)) == expected
    assert expected
