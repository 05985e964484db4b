"""Every error Clause Atlas raises on purpose; who must act is the branch it hangs on.

AtlasError
├── BadInput          the caller: wrong usage or unreadable input; one clear line, exit 2
├── CatalogueError    whoever edited the catalogue: file and key are named; refuse to start
├── EvidenceError     the operator, at once: digest mismatch, broken ledger, missing blob
└── PartMissing       the operator: an optional part (browser, typst, driver) is not installed
"""

from typing import Any


class AtlasError(Exception):
    """Base of all errors raised on purpose; its text is one line that can be shown to a person."""

    def __reduce__(self) -> tuple[Any, ...]:
        """How the error travels from one process to another: an exception would be made anew from its text alone, and its fields be missing."""
        return _remade, (type(self), str(self), self.__dict__)


class BadInput(AtlasError):
    """What was given cannot be used. Names the input, the problem and what to do."""

    def __init__(self, name: str, problem: str, remedy: str = "") -> None:
        self.name, self.problem, self.remedy = name, problem, remedy
        super().__init__(f"{name}: {problem}" + (f"; {remedy}" if remedy else ""))


class CatalogueError(AtlasError):
    """A catalogue file is incomplete or contradicts itself. Names file, key and problem."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        self.file, self.key, self.problem = file, key, problem
        super().__init__(f"{file}: {key}: {problem}")


class EvidenceError(AtlasError):
    """Stored evidence does not prove what it must. Names the object and what was expected and found."""

    def __init__(self, subject: str, problem: str) -> None:
        self.subject, self.problem = subject, problem
        super().__init__(f"{subject}: {problem}")


class PartMissing(AtlasError):
    """An optional part is not there. Names the part and how to get it."""

    def __init__(self, part: str, remedy: str) -> None:
        self.part, self.remedy = part, remedy
        super().__init__(f"{part} is not available; {remedy}")


def _remade(kind: type[AtlasError], line: str, fields: dict[str, Any]) -> AtlasError:
    error = kind.__new__(kind, line)
    error.args = (line,)
    error.__dict__.update(fields)
    return error
