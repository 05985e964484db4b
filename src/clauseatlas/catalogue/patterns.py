"""Patterns of the catalogue: compiled when first used, and tried only on texts that hold the letters they need.

Thousands of patterns compiled at start-up cost seconds; a document ever needs a small part of them.
"""

import re
from collections.abc import Iterable, Iterator

from clauseatlas.catalogue.letters import Letters, letters_of, without_case
from clauseatlas.errors import CatalogueError


class Pattern:
    """A pattern over folded text (`clauseatlas.provisions.sentences.fold`: lower case, plain quotation marks), compiled on first use.

    Capitals in a pattern count as lower case. `place` names file and key in the error that a malformed pattern raises (CatalogueError).
    """

    __slots__ = ("_anywhere", "_compiled", "_letters", "pattern", "place")

    def __init__(self, pattern: str, place: tuple[str, str] = ("", "")) -> None:
        self.pattern, self.place = pattern, place
        self._compiled: re.Pattern[str] | None = None
        self._letters: Letters | None = None
        self._anywhere: tuple[str, ...] | None = None

    def __repr__(self) -> str:
        return f"Pattern({self.pattern!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and other.pattern == self.pattern

    def __hash__(self) -> int:
        return hash(self.pattern)

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern, for folded text."""
        if self._compiled is None:
            try:
                self._compiled = re.compile(without_case(self.pattern))
            except re.error as error:
                raise CatalogueError(*self.place, f"is not a pattern: {error} in {self.pattern!r}") from None
        return self._compiled

    @property
    def letters(self) -> Letters:
        """What every text that the pattern matches holds."""
        if self._letters is None:
            self._letters = letters_of(self.pattern)
        return self._letters

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in `text[start:end]` of a folded text, or None."""
        end = len(text) if end is None else end
        if self.letters.leads:
            places = self._beginnings(text, start, end)
            return self.match_at(text, places, end) if places else None
        return self.compiled.search(text, start, end) if self.may_match(text, start, end) else None

    def match_at(self, text: str, places: Iterable[int], end: int) -> re.Match[str] | None:
        """The first match that begins at one of the places of a folded text, tried in order, and ends by `end`."""
        match = self.compiled.match
        for at in places:
            if found := match(text, at, end):
                return found
        return None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match in `text[start:end]` of a folded text, in order."""
        end = len(text) if end is None else end
        if self.letters.leads:
            return self._at_beginnings(text, start, end)
        return self.compiled.finditer(text, start, end) if self.may_match(text, start, end) else iter(())

    def _at_beginnings(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of a pattern that begins with known words, tried only where such words begin."""
        last = -1
        for at in self._beginnings(text, start, end):
            if at >= last and (match := self.compiled.match(text, at, end)):
                last = match.end()
                yield match

    def _beginnings(self, text: str, start: int, end: int) -> list[int]:
        """Where in a text the words begin with which a match may begin, in order."""
        places: list[int] = []
        for lead in self.letters.leads:
            at = text.find(lead, start, end)
            while at >= 0:
                if at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_"):
                    places.append(at)
                at = text.find(lead, at + 1, end)
        if len(places) > 1:
            places.sort()
        return places

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Whether letters that the pattern needs stand in a folded text; a look for letters costs a tenth of a search."""
        if self._anywhere is None:
            self._anywhere = tuple(key.strip("^$") for key in self.letters.keys)
        for letters in self._anywhere:
            if text.find(letters, start, end) >= 0:
                return True
        return not self._anywhere
