"""Closed lists of watching, and the words in which pages and messages say them."""

from enum import StrEnum


class Following(StrEnum):
    """What a watch follows."""

    PLATFORM = "platform"
    DOCUMENT = "document"
    PROVISION = "provision"
    CLAUSE_TYPE = "clause-type"
    REGULATION = "regulation"
    SEARCH = "search"


FOLLOWINGS = {
    Following.PLATFORM: "Platform",
    Following.DOCUMENT: "Document",
    Following.PROVISION: "Provision",
    Following.CLAUSE_TYPE: "Clause type",
    Following.REGULATION: "Regulation",
    Following.SEARCH: "Saved search",
}


class Cadence(StrEnum):
    """When a watch speaks up: on the day of the change, or in the weekly digest."""

    SAME_DAY = "same-day"
    WEEKLY = "weekly"


CADENCES = {Cadence.SAME_DAY: "On the same day", Cadence.WEEKLY: "In the weekly digest"}


class ChangeKind(StrEnum):
    """What a watch may be narrowed to. A change touches several provisions, so it can be of several kinds."""

    CLAUSE_ADDED = "clause-added"
    CLAUSE_REVISED = "clause-revised"
    CLAUSE_ENDED = "clause-ended"
    WORDING = "wording"  # substantive edits that touch no provision
    UNCLEAR = "unclear"  # it is unclear whether the change matters


CHANGE_KINDS = {
    ChangeKind.CLAUSE_ADDED: "A clause was added",
    ChangeKind.CLAUSE_REVISED: "A clause was revised",
    ChangeKind.CLAUSE_ENDED: "A clause was removed",
    ChangeKind.WORDING: "Other wording that matters",
    ChangeKind.UNCLEAR: "Unclear whether it matters",
}
USUAL_KINDS = (ChangeKind.CLAUSE_ADDED, ChangeKind.CLAUSE_REVISED, ChangeKind.CLAUSE_ENDED, ChangeKind.WORDING)
"""What a new watch tells of: everything but changes of which it is unclear whether they matter."""


class Digests(StrEnum):
    """Which weekly digests are written."""

    EVENTFUL = "eventful"
    ALWAYS = "always"
    NEVER = "never"


DIGESTS = {
    Digests.EVENTFUL: "Every week in which something happened",
    Digests.ALWAYS: "Every week, with a short “all quiet” if nothing happened",
    Digests.NEVER: "Never",
}


class State(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    DROPPED = "dropped"  # the channel was removed or the message withdrawn before it was sent


STATES = {
    State.WAITING: "Waiting",
    State.SENT: "Delivered",
    State.DEAD: "Given up",
    State.DROPPED: "Dropped",
}


class MessageKind(StrEnum):
    """What a message is."""

    ALERT = "alert"
    DIGEST = "digest"
    TEST = "test"


MESSAGE_KINDS = {MessageKind.ALERT: "Alert", MessageKind.DIGEST: "Digest", MessageKind.TEST: "Test message"}

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
