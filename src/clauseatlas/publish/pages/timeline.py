"""The governance timeline of a platform: where its changes led for the person bound, month by month and by category."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clauseatlas.model import labels
from clauseatlas.model.words import Category, Direction
from clauseatlas.publish.pages.parts import Term, term
from clauseatlas.records.queries.publishing import MonthlyEffects

# Geometry of the chart in its own units; it scales with the page.
BAR_WIDTH, GAP, UNIT, LABEL_HEIGHT, LABEL_WIDTH = 26, 10, 7, 22, 60
TALLEST = 18  # provisions; a taller bar is scaled down, the table below has the numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A rectangle of the chart."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """Provisions touched in one month or category, by direction; they add up to `total`."""

    label: str
    worse: int
    better: int
    neutral: int
    unclear: int

    @property
    def total(self) -> int:
        """All provisions touched."""
        return self.worse + self.better + self.neutral + self.unclear


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Months and categories count the same provisions, so both add up to `total`."""

    months: tuple[TimelineRow, ...]
    categories: tuple[TimelineRow, ...]
    total: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    width: float
    height: float
    baseline: float
    directions: tuple[Term, ...]


def timeline(rows: Sequence[MonthlyEffects]) -> Timeline | None:
    """The timeline over these counts, or None where no change touched a provision."""
    if not rows:
        return None
    by_month: dict[date, Counter[str]] = {}
    by_category: dict[str, Counter[str]] = {}
    for row in rows:
        by_month.setdefault(row.month.date(), Counter())[row.direction] += row.effects
        by_category.setdefault(row.category, Counter())[row.direction] += row.effects
    months = list(_every_month(min(by_month), max(by_month)))
    tallest = max(max(counts["better"], counts["worse"] + counts["neutral"] + counts["unclear"]) for counts in by_month.values())
    unit = UNIT * min(1.0, TALLEST / max(tallest, 1))
    baseline = LABEL_HEIGHT / 2 + unit * max(counts["better"] for counts in by_month.values())
    deepest = unit * max(sum(counts.values()) - counts["better"] for counts in by_month.values())
    bars: list[Bar] = []
    ticks: list[tuple[float, str]] = []
    for index, month in enumerate(months):
        x = index * (BAR_WIDTH + GAP)
        counts = by_month.get(month, Counter())
        bars.extend(_bars(x, baseline, unit, counts, f"{month:%B %Y}"))
        if month.month == 1 or index in {0, len(months) - 1}:
            ticks.append((x, f"{month:%b %Y}"))
    return Timeline(
        months=tuple(_row(f"{month:%B %Y}", by_month[month]) for month in sorted(by_month, reverse=True)),
        categories=tuple(_row(labels.CATEGORIES[Category(each)], by_category[each]) for each in Category if each.value in by_category),
        total=sum(row.effects for row in rows),
        bars=tuple(bars),
        ticks=tuple(ticks),
        width=len(months) * (BAR_WIDTH + GAP) + LABEL_WIDTH,
        height=baseline + deepest + LABEL_HEIGHT,
        baseline=baseline,
        directions=tuple(term(labels.DIRECTIONS, direction) for direction in Direction),
    )


def _bars(x: float, baseline: float, unit: float, counts: Counter[str], month: str) -> Iterator[Bar]:
    """Better above the line, worse below it, what leads nowhere below that."""
    if counts["better"]:
        height = counts["better"] * unit
        yield Bar(kind="better", x=x, y=baseline - height, width=BAR_WIDTH, height=height, words=f"{month}: {counts['better']} better")
    y = baseline
    for kind, number, words in (
        ("worse", counts["worse"], "worse"),
        ("neutral", counts["neutral"] + counts["unclear"], "neither or unclear"),
    ):
        if number:
            yield Bar(kind=kind, x=x, y=y, width=BAR_WIDTH, height=number * unit, words=f"{month}: {number} {words}")
            y += number * unit


def _row(label: str, counts: Counter[str]) -> TimelineRow:
    return TimelineRow(label=label, worse=counts["worse"], better=counts["better"], neutral=counts["neutral"], unclear=counts["unclear"])


def _every_month(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
