"""From what happened to one of the closed list of outcomes, by type and status, never by the words of a message."""

from dataclasses import dataclass

from clauseatlas.capture.exchange import Answer
from clauseatlas.capture.failures import FetchError
from clauseatlas.model.words import Outcome

# Refusals meant for visitors like us: authentication, payment, forbidden, too many requests, legal reasons, and 999 of one large network.
BLOCKED_STATUSES = frozenset({401, 402, 403, 407, 429, 451, 999})
MISSING_STATUSES = frozenset({404, 410})
PASSING_STATUSES = frozenset({408, 421, 425, 429})

# Not implemented, version not supported: the same tomorrow.
LASTING_SERVER_ERRORS = frozenset({501, 505})

# Header of a content delivery network that answers robots with a puzzle under a server-error status.
CHALLENGE_HEADER = "cf-mitigated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why there is no document."""

    outcome: Outcome
    detail: str
    may_be_transient: bool


def classify(error: FetchError) -> Failure:
    """The failure that an error stands for."""
    return Failure(outcome=error.outcome, detail=str(error), may_be_transient=error.may_be_transient)


def judge_status(answer: Answer) -> Failure:
    """The failure that a response without a document stands for. Redirects and 304 are handled before."""
    status = answer.status
    passing = status in PASSING_STATUSES or (status >= 500 and status not in LASTING_SERVER_ERRORS and status not in BLOCKED_STATUSES)
    if status in BLOCKED_STATUSES or answer.header(CHALLENGE_HEADER) is not None:
        return Failure(outcome=Outcome.BLOCKED, detail=f"status {status}", may_be_transient=passing)
    if status in MISSING_STATUSES:
        return Failure(outcome=Outcome.NOT_FOUND, detail=f"status {status}", may_be_transient=False)
    return Failure(outcome=Outcome.HTTP_ERROR, detail=f"status {status}", may_be_transient=passing)
