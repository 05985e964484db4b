"""A demo reader who watches every change: what must have been told in the end, and what was.

Mails go into files below the home; no address of the demo exists.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.models import Person
from clauseatlas.demo.manifest import Manifest
from clauseatlas.model.words import Significance
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.watching.models import Alert, Delivery
from clauseatlas.watching.subscribing import Wish, begin
from clauseatlas.watching.targets import target_of
from clauseatlas.watching.words import State

READER = "reader@harbour-library.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The alerts of the demo: their number, the changes in them, messages delivered, and where they depart from the manifest."""

    alerts: int
    changes: int
    delivered: int
    departures: tuple[str, ...] = ()


def watch_everything(workshop: Workshop) -> None:
    """A reader without a password, who watches every change in the atlas."""
    reader = Person.objects.create_user(READER, name="Demo reader")
    begin(Holder(person=reader), target_of("search:", workshop.catalogue), Wish(), now=workshop.clock())


def platforms_to_tell(manifest: Manifest) -> frozenset[str]:
    """The platforms that must be told of: those with a substantive change in any edition."""
    return frozenset(each.platform for each in manifest.forecasts if each.change is Significance.SUBSTANTIVE)


def told(manifest: Manifest) -> Told:
    """What was told, held against the manifest. A platform's second change of the day waits for tomorrow's message, so platforms are compared."""
    alerts = list(Alert.objects.select_related("platform"))
    expected, found = platforms_to_tell(manifest), {alert.platform.name for alert in alerts}
    undelivered = Delivery.objects.exclude(state=State.SENT.value).count()
    departures = [
        *(f"no alert tells of {name}" for name in sorted(expected - found)),
        *(f"an alert tells of {name}, which changed nothing that matters" for name in sorted(found - expected)),
        *([f"{undelivered} messages were not delivered"] if undelivered else []),
    ]
    return Told(
        alerts=len(alerts),
        changes=_changes([alert.contents for alert in alerts]),
        delivered=Delivery.objects.filter(state=State.SENT.value).count(),
        departures=tuple(departures),
    )


def _changes(contents: Sequence[Sequence[object]]) -> int:
    return sum(len(each) for each in contents)
