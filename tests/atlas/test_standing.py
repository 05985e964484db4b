"""Standing follows the published boundaries."""

import pytest

from clauseatlas.atlas.standing import Prevalence, Standing


@pytest.mark.parametrize(
    ("having", "of", "label"),
    [
        (1, 325, Standing.UNIQUE),
        (11, 325, Standing.RARE),
        (5, 100, Standing.RARE),  # five per cent exactly is still rare
        (6, 100, Standing.UNCOMMON),
        (25, 100, Standing.UNCOMMON),
        (26, 100, Standing.COMMON),
        (20, 20, Standing.COMMON),
        (1, 19, None),  # too few platforms to speak of rarity
    ],
)
def test_label_follows_the_shares(having: int, of: int, label: Standing | None) -> None:
    assert Prevalence(having=having, of=of).label is label
