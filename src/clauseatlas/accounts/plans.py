"""Plans: what each allows, which one a holder has, and the one place where a limit is enforced."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.models import Subscription
from clauseatlas.accounts.words import FEATURES, MEASURES, Feature, Measure, PlanSource
from clauseatlas.errors import AtlasError, BadInput
from clauseatlas.pipeline.configuration import configuration
from clauseatlas.pipeline.workshop import utc_now

FOLDER: Final = Path(__file__).parent / "offers"
KEYS: Final = {"title", "summary", "rank", "trial", "limits", "features"}

Counter = Callable[[Holder], int]
_counters: dict[Measure, Counter] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One plan: a missing limit means without limit."""

    id: str
    title: str
    summary: str
    rank: int
    trial: bool
    limits: Mapping[Measure, int]
    features: frozenset[Feature]

    def limit(self, measure: Measure) -> int | None:
        """How many are allowed; None where there is no limit."""
        return self.limits.get(measure)

    def includes(self, feature: Feature) -> bool:
        """Whether the plan includes a feature."""
        return feature in self.features

    @property
    def platforms(self) -> int | None:
        """How many platforms may be watched; None where there is no limit."""
        return self.limit(Measure.PLATFORMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The plan that holds now, where it comes from and when it ends."""

    plan: Plan
    source: PlanSource
    on_trial: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is about to be done: have `total` of a measure afterwards, or use a feature."""

    measure: Measure | None = None
    total: int = 0
    feature: Feature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How much of a limit is used; a missing limit means without limit."""

    measure: Measure
    words: str
    used: int
    limit: int | None


class PlanLimit(AtlasError):
    """The plan does not allow what was asked; its text says what, and which plan would."""

    def __init__(self, words: str, *, plan: Plan, need: Need) -> None:
        self.plan, self.need = plan, need
        super().__init__(words)


@cache
def plans() -> Mapping[str, Plan]:
    """The plans of this atlas by id, the smallest first. Raises BadInput (file, problem) for a file that is no plan."""
    folder = configuration().plans or FOLDER
    read = [_read(path) for path in sorted(folder.glob("*.toml"))]
    if not any(plan.id == configuration().default_plan for plan in read):
        raise BadInput("setting default_plan", f"{configuration().default_plan} is no file in {folder}")
    return {plan.id: plan for plan in sorted(read, key=lambda each: (each.rank, each.id))}


def default_plan() -> Plan:
    """The plan of those who have no other."""
    return plans()[configuration().default_plan]


def trial_plan() -> Plan | None:
    """The plan that can be tried, if it offers more than the default."""
    found = next((plan for plan in plans().values() if plan.trial), None)
    return found if found and found.rank > default_plan().rank else None


def standing(holder: Holder, *, now: datetime | None = None) -> Standing:
    """The plan that holds for a holder at a time: what is paid or appointed, a running trial where it offers more, else the default."""
    now = now or utc_now()
    row = subscription(holder)
    base = Standing(plan=default_plan(), source=PlanSource.NONE)
    if row is None:
        return base
    if row.plan in plans() and (row.period_ends is None or now < row.period_ends):
        base = Standing(plan=plans()[row.plan], source=PlanSource(row.source), until=row.period_ends)
    tried = trial_plan()
    if tried and row.on_trial(now) and tried.rank > base.plan.rank:
        return Standing(plan=tried, source=PlanSource.NONE, on_trial=True, until=row.trial_ends)
    return base


def subscription(holder: Holder) -> Subscription | None:
    """The row of a holder's plan, if there is one."""
    owner = {"organisation": holder.organisation} if holder.organisation else {"person": holder.person}
    return Subscription.objects.filter(**owner).first()


def allowance(holder: Holder, *, now: datetime | None = None) -> Plan:
    """What a holder is allowed."""
    return standing(holder, now=now).plan


def check(holder: Holder, need: Need, *, now: datetime | None = None) -> None:
    """Pass what the plan allows; raise PlanLimit, in words that can be shown, for what it does not."""
    refuse(allowance(holder, now=now), need)


def refuse(plan: Plan, need: Need) -> None:
    """Raise PlanLimit where a plan does not allow what is needed; for many checks against one plan that was looked up once."""
    if need.feature is not None and not plan.includes(need.feature):
        raise PlanLimit(f"{FEATURES[need.feature]}: not in the plan {plan.title}{_larger(need)}", plan=plan, need=need)
    limit = plan.limit(need.measure) if need.measure else None
    if need.measure and limit is not None and need.total > limit:
        raise PlanLimit(f"{MEASURES[need.measure]}: the plan {plan.title} allows {limit}{_larger(need)}", plan=plan, need=need)


def counts(measure: Measure, counter: Counter) -> None:
    """Register how the use of a measure is counted; each app registers its own when it is ready."""
    _counters[measure] = counter


def use(holder: Holder, *, now: datetime | None = None) -> tuple[Use, ...]:
    """How much of each limit a holder uses, so that a limit is seen before it bites."""
    plan = allowance(holder, now=now)
    return tuple(
        Use(measure=measure, words=MEASURES[measure], used=_counters[measure](holder), limit=plan.limit(measure))
        for measure in Measure
        if measure in _counters and (measure is not Measure.MEMBERS or holder.organisation)
    )


def _larger(need: Need) -> str:
    """Which plans would allow it."""
    fitting = [plan.title for plan in plans().values() if _allows(plan, need)]
    return f"; {' and '.join(fitting)} would allow it" if fitting else ""


def _allows(plan: Plan, need: Need) -> bool:
    limit = plan.limit(need.measure) if need.measure else None
    return (need.feature is None or plan.includes(need.feature)) and (limit is None or need.total <= limit)


def _read(path: Path) -> Plan:
    """The plan of one file; a key that is misspelt or missing is refused, because it would silently give or take something."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = set(table) - KEYS | set(table["limits"]) - set(Measure) | set(table["features"]) ^ set(Feature)
        if unknown:
            raise BadInput(str(path), f"unknown or missing: {', '.join(sorted(unknown))}")
        return Plan(
            id=path.stem,
            title=str(table["title"]),
            summary=str(table["summary"]),
            rank=int(table["rank"]),
            trial=table.get("trial", False) is True,
            limits={Measure(name): int(limit) for name, limit in table["limits"].items()},
            features=frozenset(Feature(name) for name, included in table["features"].items() if included is True),
        )
    except tomllib.TOMLDecodeError as error:
        raise BadInput(str(path), f"is not TOML ({error})") from None
    except KeyError as error:
        raise BadInput(str(path), f"lacks {error.args[0]}") from None
    except (TypeError, ValueError) as error:
        raise BadInput(str(path), f"a value is of the wrong kind ({error})") from None
