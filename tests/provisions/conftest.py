"""What the tests of provisions share."""

import pytest

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.catalogue.loading import load_catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The bundled catalogue."""
    return load_catalogue()
