"""What can go wrong on the way to a document; each error knows its outcome, so that type alone decides.

FetchError
├── AddressRefused      the guard says no
├── NameUnknown         the name does not resolve
├── ConnectionFailed    no address takes the connection
├── TlsFailed           no trustworthy session
├── OutOfTime           a limit on time
├── SizeExceeded        a limit on bytes or headers
├── BodyCut             the body ends early
└── CodingRefused       the body cannot be decompressed
"""

from typing import ClassVar

from clauseatlas.model.words import Outcome


class FetchError(Exception):
    """Base of all; the text is shown to the operator. `may_be_transient` says whether trying again later makes sense."""

    outcome: ClassVar[Outcome]
    may_be_transient: bool = False


class AddressRefused(FetchError):
    """An address that a visit must not go to; the text says which and why."""

    outcome = Outcome.ADDRESS_REFUSED


class NameUnknown(FetchError):
    """The name did not resolve. Transient when the resolver asked to try again."""

    outcome = Outcome.DNS_ERROR

    def __init__(self, text: str, *, may_be_transient: bool = False) -> None:
        self.may_be_transient = may_be_transient
        super().__init__(text)


class ConnectionFailed(FetchError):
    """No address of the host took the connection, or it was lost before an answer."""

    outcome = Outcome.CONNECTION_ERROR
    may_be_transient = True


class TlsFailed(FetchError):
    """No trustworthy TLS session with the host."""

    outcome = Outcome.TLS_ERROR


class OutOfTime(FetchError):
    """A limit on time was reached; the text says in which phase."""

    outcome = Outcome.TIMEOUT
    may_be_transient = True


class SizeExceeded(FetchError):
    """More bytes or headers than allowed."""

    outcome = Outcome.TOO_LARGE


class BodyCut(FetchError):
    """The connection, or the compressed stream, ended inside the body."""

    outcome = Outcome.TRUNCATED
    may_be_transient = True


class CodingRefused(FetchError):
    """A content coding that was not asked for, or a body that is not in the coding it claims."""

    outcome = Outcome.UNREADABLE
