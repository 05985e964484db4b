"""The words for values of filters, and names that were typed nearly right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.catalogue.platforms import sectors
from clauseatlas.model import labels
from clauseatlas.publish.pages.parts import clause_term
from clauseatlas.records.models import Platform
from clauseatlas.records.queries.searching import Filters, Question
from clauseatlas.records.queries.searching_asked import query_of, said
from clauseatlas.records.queries.searching_names import FoundPlatform, FoundType

LISTS: Mapping[str, Mapping[Any, str]] = {
    "severities": labels.SEVERITIES,
    "stances": labels.STANCES,
    "categories": labels.CATEGORIES,
    "document_types": labels.DOCUMENT_TYPES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The words for values of filters; what no list has is said as it was typed, in quotation marks."""

    platforms: Mapping[str, str]
    catalogue: Catalogue

    def said(self, field: str, value: Any) -> str:
        """A value of a filter in words."""
        if isinstance(value, date):
            return f"{value.day} {value:%B %Y}"
        known = self._known(field, value)
        return known if known is not None else said(field, value) if field == "documents" else f"“{value}”"

    def _known(self, field: str, value: Any) -> str | None:
        if field in LISTS:
            return LISTS[field].get(value)
        if field == "clause_types" and value in self.catalogue.clauses:
            return clause_term(self.catalogue, value).label
        if field == "regulations" and value in self.catalogue.regulations:
            return self.catalogue.regulations[value].short
        return {"platforms": self.platforms, "sectors": sector_names()}.get(field, {}).get(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Words that were meant instead of those typed: `typed` stands for `meant`, `words` is the whole query so read, `path` asks it."""

    typed: str
    meant: str
    words: str
    path: str


def names_for(facets: Mapping[str, Sequence[tuple[str, int]]], filters: Filters, catalogue: Catalogue) -> Names:
    """The names that the filters of one page need. One query."""
    slugs = {slug for slug, _ in facets["platforms"]} | set(filters.platforms)
    return Names(platforms=dict(Platform.objects.filter(slug__in=slugs).values_list("slug", "name")), catalogue=catalogue)


def sector_names() -> Mapping[str, str]:
    """The names of the sectors of the catalogue by id."""
    return {each.id: each.name for each in sectors()}


def corrected(words: str, found: Sequence[FoundPlatform]) -> Guess | None:
    """The query with the name of a platform in place of what was typed for it, the best guess first; None where nothing was guessed."""
    for each in found:
        if each.typed:
            other = words.replace(each.typed, each.platform.name, 1)
            return Guess(typed=each.typed, meant=each.platform.name, words=other, path=f"/registry/?{query_of(Question(words=other))}")
    return None


def guesses_of(question: Question, platforms: Sequence[FoundPlatform], types: Sequence[FoundType], catalogue: Catalogue) -> tuple[Guess, ...]:
    """What else may have been meant: platforms and clause types whose name is nearly what was typed."""
    titles = [clause_term(catalogue, each.clause_type).label for each in types if each.typed]
    meant = [(each.typed, each.platform.name) for each in platforms if each.typed] + [(question.words, title) for title in titles]
    return tuple(
        Guess(typed=typed, meant=name, words=other, path=f"/registry/?{query_of(replace(question, words=other))}")
        for typed, name in meant
        if (other := question.words.replace(typed, name, 1)) != question.words
    )
