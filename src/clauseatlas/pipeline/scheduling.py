"""When a document is visited next."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from clauseatlas.model.capture import Capture
from clauseatlas.pipeline.configuration import Configuration
from clauseatlas.pipeline.holding import SOONER_VISITS

# What may pass by itself is tried again sooner than the cadence says: after an hour, then two, four ...
FIRST_RETRY = timedelta(hours=1)
MOST_DOUBLINGS = 10

# 404 or 410 so often in a row means that the document is gone; fewer happen in every redesign of a site.
MISSING_UNTIL_WITHDRAWN = 3


def next_due(capture: Capture, *, cadence_hours: int, failures: int, again_after: timedelta | None = None) -> datetime:
    """When to visit again: after the cadence, sooner after what may be transient (and not before Retry-After).

    `again_after` is how long a text that was held back must be seen: the next visits come then, if the cadence is not sooner.
    """
    cadence = timedelta(hours=cadence_hours)
    if again_after is not None and failures <= SOONER_VISITS:
        return capture.started + min(again_after, cadence)
    if not capture.may_be_transient:
        return capture.started + cadence
    asked = timedelta(seconds=capture.retry_after_seconds or 0)
    doubled: timedelta = FIRST_RETRY * int(2 ** min(max(failures - 1, 0), MOST_DOUBLINGS))
    return capture.started + max(asked, min(doubled, cadence))


def exempt_prefixes(settings: Configuration) -> tuple[str, ...]:
    """Beginnings of addresses that are always due: local files, and origins that the operator exempted from guard and pacing."""
    origins = tuple(f"{scheme}://{_origin(entry)}/" for entry in settings.allow_origins for scheme in ("http", "https"))
    return (*origins, "file:", "/")


def _origin(entry: str) -> str:
    """An entry as it stands in addresses: its port is left out where it is the scheme's own."""
    parts = urlsplit(f"//{entry}")
    return parts.netloc.lower()
