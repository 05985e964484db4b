"""The history of a document as periods: versions, returns and variants, from sightings alone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

# A return is told once it has lasted this long.
TOLD_AFTER: Final = timedelta(days=7)
# This many returns inside the window make the returning texts variants of each other.
VARIANT_RETURNS: Final = 2
VARIANT_WINDOW: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch in which one version was seen and no other, from its first to its last sighting.

    `returned` says that the version stood earlier already; `variant` that its text is one of a set that alternates.
    """

    digest: str
    first: datetime
    last: datetime
    sightings: int
    returned: bool = False
    variant: bool = False

    @property
    def is_told(self) -> bool:
        """Whether this is a return that is told: it lasted, and the text does not alternate."""
        return self.returned and not self.variant and self.last - self.first >= TOLD_AFTER


def periods(sightings: Iterable[tuple[datetime, str]]) -> tuple[Period, ...]:
    """The periods of a document in order of time, from (time, text digest) sightings in any order.

    A, B, A is two versions and three periods. Of several sightings at one time the order of their digests decides, so that the outcome never
    depends on the order they came in.
    """
    found: list[Period] = []
    known: set[str] = set()
    for at, digest in sorted(set(sightings)):
        if found and found[-1].digest == digest:
            found[-1] = replace(found[-1], last=at, sightings=found[-1].sightings + 1)
            continue
        found.append(Period(digest=digest, first=at, last=at, sightings=1, returned=digest in known))
        known.add(digest)
    alternating = variants(found)
    return tuple(replace(period, variant=period.digest in alternating) for period in found)


def variants(found: Sequence[Period]) -> frozenset[str]:
    """The texts that alternate: those that came back in one of at least two returns within thirty days of each other."""
    returns = [period for period in found if period.returned]
    alternating: set[str] = set()
    for place, later in enumerate(returns):
        for earlier in returns[max(0, place - VARIANT_RETURNS + 1) : place]:
            if later.first - earlier.first <= VARIANT_WINDOW:
                alternating.update((earlier.digest, later.digest))
    return frozenset(alternating)


def versions(found: Sequence[Period]) -> tuple[str, ...]:
    """The distinct texts in order of their first sighting."""
    return tuple(dict.fromkeys(period.digest for period in found))


def stood(found: Sequence[Period]) -> dict[str, tuple[Period, ...]]:
    """The periods of every text, to show when it stood."""
    by_text: dict[str, list[Period]] = defaultdict(list)
    for period in found:
        by_text[period.digest].append(period)
    return {digest: tuple(each) for digest, each in by_text.items()}
