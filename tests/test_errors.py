"""Errors that are raised on purpose."""

import pickle

import pytest

from clauseatlas.errors import AtlasError, BadInput, CatalogueError, EvidenceError, PartMissing


@pytest.mark.parametrize(
    "error",
    [
        BadInput("terms.md", "is empty", "give another"),
        CatalogueError("ai-training.toml", "stances", "is missing"),
        EvidenceError("CA-D-000001", "has another digest"),
        PartMissing("chromium", "install it"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_comes_whole_out_of_another_process(error: AtlasError) -> None:
    """One that could not be unpacked broke the pool of an import and hid what was wrong."""
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.__dict__) == (str(error), error.__dict__)
