"""Full numbers of blocks: an ordinal joined to the clauses it stands in ("4.2" and "(b)" give "4.2(b)")."""

from collections.abc import Sequence
from dataclasses import dataclass

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.drafting import Draft
from clauseatlas.text.ordinals import Ordinal, Series, of_marker, typed

_SUBORDINATE = frozenset({Series.LETTER, Series.ROMAN})


@dataclass(slots=True)
class _Open:
    """A numbered clause that later ordinals may stand in; `level` is the list depth, 0 outside of lists."""

    number: str
    ordinal: Ordinal
    series: Series
    level: int


def numbers(drafts: Sequence[Draft]) -> list[str | None]:
    """The number of every draft, with its parents where it is nested, None where it has none.

    A heading without a number closes all clauses, one with a number all but its own. Typed ordinals win over generated ones: a list whose
    markers are hidden still counts.
    """
    stack: list[_Open] = []
    found: list[str | None] = []
    for draft in drafts:
        heading = draft.kind is BlockKind.HEADING
        ordinal = typed(draft.text, heading=heading) if draft.kind is not BlockKind.TABLE_CELL else None
        if ordinal is None and draft.marker:
            ordinal = of_marker(draft.marker)
        if ordinal is None:
            if heading:
                stack.clear()
            found.append(None)
            continue
        found.append(_place(stack, ordinal, draft))
    return found


def succeeds(draft: Draft, heading: Draft) -> bool:
    """Whether a numbered paragraph is the clause after the one a heading opened: "2. Term" in one line does not stand under "1. Use"."""
    if draft.kind is not BlockKind.PARAGRAPH or not draft.text[:1].isdigit():
        return False
    ours, theirs = typed(draft.text), typed(heading.text, heading=True)
    if ours is None or theirs is None or ours.series[0] is not Series.FIGURE or theirs.series[0] is not Series.FIGURE:
        return False
    return ours.enclosure == "." and ours.value(Series.FIGURE) > theirs.value(Series.FIGURE)


def _place(stack: list[_Open], ordinal: Ordinal, draft: Draft) -> str:
    level = draft.level if draft.kind is BlockKind.LIST_ITEM else 0
    nested_by_list = draft.marker is not None and ordinal.shown == draft.marker
    if ordinal.series[0] is Series.DOTTED or (draft.kind is BlockKind.HEADING and ordinal.series[0] not in _SUBORDINATE):
        stack.clear()
        stack.append(_Open(ordinal.shown, ordinal, ordinal.series[0], level))
        return ordinal.shown
    if level:
        while stack and stack[-1].level > level:
            stack.pop()
    series = _series_in(stack, ordinal, level) if not nested_by_list else ordinal.series[0]
    if nested_by_list:
        while stack and stack[-1].level >= level:
            if stack[-1].level == 0:
                break
            stack.pop()
        if stack and stack[-1].level == 0 and series not in _SUBORDINATE:
            stack.clear()
    else:
        _close_same_series(stack, series, ordinal.enclosure)
        if series not in _SUBORDINATE and ordinal.enclosure == "." and level <= 1:
            stack.clear()
    number = _join(stack[-1].number, ordinal) if stack else ordinal.shown
    stack.append(_Open(number, ordinal, series, level))
    return number


def _series_in(stack: Sequence[_Open], ordinal: Ordinal, level: int) -> Series:
    """Which series an ambiguous ordinal continues: "(i)" after "(h)" is a letter, else a Roman one."""
    if len(ordinal.series) == 1:
        return ordinal.series[0]
    for entry in reversed(stack):
        for series in ordinal.series:
            if entry.series is series and entry.ordinal.enclosure == ordinal.enclosure and ordinal.value(series) == entry.ordinal.value(series) + 1:
                return series
    return ordinal.series[0]


def _close_same_series(stack: list[_Open], series: Series, enclosure: str) -> None:
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].series is series and stack[index].ordinal.enclosure == enclosure:
            del stack[index:]
            return


def _join(parent: str, ordinal: Ordinal) -> str:
    base = parent.rstrip(".")
    if ordinal.enclosure == "(":
        return f"{base}({ordinal.core})"
    return f"{base}.{ordinal.core}"
