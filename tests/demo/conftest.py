"""The demo's own platforms, loaded once, and a site that shows them."""

from collections.abc import Iterator

import pytest

from clauseatlas.demo.server import DemoSite
from clauseatlas.demo.sources import Platform, load_platforms


@pytest.fixture(scope="session")
def platforms() -> tuple[Platform, ...]:
    return load_platforms()


@pytest.fixture
def site(platforms: tuple[Platform, ...]) -> Iterator[DemoSite]:
    with DemoSite(platforms) as running:
        yield running
