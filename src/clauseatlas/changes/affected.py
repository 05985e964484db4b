"""Who a change concerns, as its own words say."""

import re
from collections.abc import Iterable
from typing import Final

from clauseatlas.model.change import Comparison, Edit
from clauseatlas.model.words import Significance

_GROUPS: Final = tuple(
    (group, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for group, pattern in (
        ("children and their parents", r"child(?:ren)?|minors?|parents?|guardians?|teens?|under (?:the age of )?1[0-9]"),
        ("sellers", r"sellers?|merchants?|vendors? on"),
        ("advertisers", r"advertisers?"),
        ("developers", r"developers?|api users?"),
        ("creators", r"creators?"),
        ("hosts and guests", r"hosts?|guests?"),
        ("drivers", r"drivers?|couriers?"),
        ("administrators of an organisation", r"administrators?|admins?|account owners?"),
        ("subscribers", r"subscribers?|subscriptions?|paid (?:plans?|accounts?|users?)"),
        ("visitors without an account", r"visitors?|without an account|logged[- ]out|signed[- ]out"),
        ("employees and applicants", r"employees?|job applicants?|candidates?"),
        ("people in the European Economic Area", r"EEA|European Economic Area|European Union|EU (?:users?|residents?)|GDPR"),
        ("people in the United Kingdom", r"United Kingdom|UK"),
        ("people in Switzerland", r"Switzerland|Swiss"),
        ("people in California", r"California(?:ns?)?|CCPA|CPRA"),
        ("people in the United States", r"United States|U\.S\.|US (?:users?|residents?)"),
        ("people in Brazil", r"Brazil|LGPD"),
        ("people in India", r"India"),
    )
)


def affected(comparison: Comparison) -> tuple[str, ...]:
    """The groups that the headings and changed words of counting edits name, in a fixed order; empty where they name none: everyone bound."""
    words = [text for edit in comparison.edits if edit.significance in {Significance.SUBSTANTIVE, Significance.UNCLEAR} for text in _told(edit)]
    return tuple(group for group, pattern in _GROUPS if any(pattern.search(text) for text in words))


def _told(edit: Edit) -> Iterable[str]:
    for passage in (edit.before, edit.after):
        if passage is not None:
            yield from passage.section
            yield passage.exact
