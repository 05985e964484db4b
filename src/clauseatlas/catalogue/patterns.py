"""Patterns of the catalogue: compiled when first used, and able to say which letters a text must hold before it is worth searching.

Thousands of patterns compiled at start-up cost seconds; a document of one type ever needs a small part of them.
"""

import re
from collections.abc import Iterator, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

from clauseatlas.errors import CatalogueError

FLAGS: Final = re.IGNORECASE
MAX_LITERALS: Final = 24  # alternatives a pattern may need before searching for them costs more than searching the pattern
MIN_LETTERS: Final = 3  # shorter literals stand in nearly every sentence and exclude nothing


class Pattern:
    """A pattern over folded text (`clauseatlas.provisions.sentences.fold`: lower case, plain quotation marks), compiled on first use.

    `place` names file and key in the error that a malformed pattern raises (CatalogueError).
    """

    __slots__ = ("_compiled", "_literals", "pattern", "place")

    def __init__(self, pattern: str, place: tuple[str, str] = ("", "")) -> None:
        self.pattern, self.place = pattern, place
        self._compiled: re.Pattern[str] | None = None
        self._literals: tuple[str, ...] | None = None

    def __repr__(self) -> str:
        return f"Pattern({self.pattern!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and other.pattern == self.pattern

    def __hash__(self) -> int:
        return hash(self.pattern)

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._compiled is None:
            try:
                self._compiled = re.compile(self.pattern, FLAGS)
            except re.error as error:
                raise CatalogueError(*self.place, f"is not a pattern: {error} in {self.pattern!r}") from None
        return self._compiled

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in `text[start:end]` of a folded text, or None."""
        end = len(text) if end is None else end
        return self.compiled.search(text, start, end) if self.may_match(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match in `text[start:end]` of a folded text, in order."""
        end = len(text) if end is None else end
        return self.compiled.finditer(text, start, end) if self.may_match(text, start, end) else iter(())

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Whether the letters that the pattern needs stand in a folded text; a look for letters costs a tenth of a search."""
        literals = self.literals if self._literals is None else self._literals
        for literal in literals:
            if text.find(literal, start, end) >= 0:
                return True
        return not literals

    @property
    def literals(self) -> tuple[str, ...]:
        """Lower-case parts of words of which every match holds at least one; empty where nothing can be said."""
        if self._literals is None:
            self._literals = required_literals(self.pattern)
        return self._literals


def required_literals(pattern: str) -> tuple[str, ...]:
    """Lower-case parts of words of which every text that the pattern matches holds at least one; empty where nothing can be said.

    Read from the parsed pattern: a sequence needs each of its parts, so its best part is taken; an alternation needs one of its branches.
    """
    try:
        parsed = _parser.parse(pattern, FLAGS)
    except re.error:
        return ()
    found = _of_sequence(list(parsed))
    return tuple(sorted(found)) if found else ()


def _of_sequence(items: Sequence[Any]) -> frozenset[str] | None:
    """The best set of literals one of which the sequence needs: the one whose shortest literal is longest; None where there is none."""
    best: frozenset[str] | None = None
    run = ""
    for operation, argument in [*items, (None, None)]:
        if operation is _constants.LITERAL:
            run += chr(argument)
            continue
        best, run = _better(best, _usable(frozenset({_longest_word(run.lower())}))), ""
        best = _better(best, _of_item(operation, argument))
    return best


def _of_item(operation: Any, argument: Any) -> frozenset[str] | None:
    if operation is _constants.SUBPATTERN:
        return _of_sequence(list(argument[3]))
    if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return _of_sequence(list(argument[2])) if argument[0] > 0 else None
    if operation is _constants.BRANCH:
        return _of_branches([list(branch) for branch in argument[1]])
    return None


def _of_branches(branches: Sequence[Sequence[Any]]) -> frozenset[str] | None:
    union: set[str] = set()
    for branch in branches:
        found = _of_sequence(branch)
        if found is None:
            return None
        union |= found
    return _usable(frozenset(union))


def _longest_word(run: str) -> str:
    """The longest stretch of letters and digits: words can be looked up, phrases would have to be searched."""
    return max(re.findall(r"\w+", run), key=len, default="")


def _usable(found: frozenset[str]) -> frozenset[str] | None:
    return found if found and len(found) <= MAX_LITERALS and min(map(len, found)) >= MIN_LETTERS else None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda found: (min(map(len, found)), -len(found)))
