"""Patterns of the catalogue: compiled when first used, and tried only on texts that hold the letters they need.

Thousands of patterns compiled at start-up cost seconds; a document ever needs a small part of them.
"""

import re
from collections.abc import Iterator

from clauseatlas.catalogue.letters import keys_of, leads_of, without_case
from clauseatlas.errors import CatalogueError


class Pattern:
    """A pattern over folded text (`clauseatlas.provisions.sentences.fold`: lower case, plain quotation marks), compiled on first use.

    Capitals in a pattern count as lower case. `place` names file and key in the error that a malformed pattern raises (CatalogueError).
    """

    __slots__ = ("_compiled", "_keys", "_leads", "_letters", "pattern", "place")

    def __init__(self, pattern: str, place: tuple[str, str] = ("", "")) -> None:
        self.pattern, self.place = pattern, place
        self._compiled: re.Pattern[str] | None = None
        self._keys: tuple[str, ...] | None = None
        self._leads: tuple[str, ...] | None = None
        self._letters: tuple[str, ...] | None = None

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
    def keys(self) -> tuple[str, ...]:
        """Parts of words, "^" and "$" for their edges, of which every match needs one; empty where nothing can be said."""
        if self._keys is None:
            self._keys = keys_of(self.pattern)
        return self._keys

    @property
    def leads(self) -> tuple[str, ...]:
        """Beginnings of words one of which stands wherever a match begins; empty where matches may begin otherwise."""
        if self._leads is None:
            self._leads = leads_of(self.pattern)
        return self._leads

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in `text[start:end]` of a folded text, or None."""
        return next(self.finditer(text, start, end), None)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match in `text[start:end]` of a folded text, in order."""
        end = len(text) if end is None else end
        if self.leads:
            return self._at_beginnings(text, start, end)
        return self.compiled.finditer(text, start, end) if self.may_match(text, start, end) else iter(())

    def _at_beginnings(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of a pattern that begins with known words, tried only where such words begin."""
        places: list[int] = []
        for lead in self.leads:
            at = text.find(lead, start, end)
            while at >= 0:
                if at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_"):
                    places.append(at)
                at = text.find(lead, at + 1, end)
        if len(places) > 1:
            places.sort()
        match_at = self.compiled.match if places else None
        last = -1
        for at in places:
            if at >= last and match_at is not None and (match := match_at(text, at, end)):
                last = match.end()
                yield match

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Whether letters that the pattern needs stand in a folded text; a look for letters costs a tenth of a search."""
        if self._letters is None:
            self._letters = tuple(key.strip("^$") for key in self.keys)
        for letters in self._letters:
            if text.find(letters, start, end) >= 0:
                return True
        return not self._letters
