"""Which way a change leads for the person bound: what pulls to better or worse, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clauseatlas.catalogue.kinds import AttributeRule, ClauseType, DirectionRule
from clauseatlas.changes.wording import number_words, value_words
from clauseatlas.model.change import Moved
from clauseatlas.model.provision import AttributeValue, Provision
from clauseatlas.model.words import Direction, Level, Stance

_LEVELS: Final = (Level.LOW, Level.MEDIUM, Level.HIGH)
# What a clause that appears does to the person, by who may or must do what; what is left out depends on more than the stance.
_TAKES: Final = frozenset({Stance.PERMITS, Stance.REQUIRES, Stance.BANS, Stance.WAIVES, Stance.LIMITS})
SAME_SENSE: Final = "reworded; stance, attributes and severity as before"
BOTH_WAYS: Final = "part of it is better and part of it worse"
NOW_SAYS: Final = "the text now says what it did not say before"
NO_LONGER_SAYS: Final = "the text no longer says what it said before"
NOW_LIMITED: Final = "the text now limits what it allows"
NO_LONGER_LIMITED: Final = "the text no longer limits what it allows"


@dataclass(frozen=True, slots=True)
class Pull:
    """One thing that leads somewhere, and why."""

    direction: Direction
    because: str

    def reversed(self) -> "Pull":
        """The pull of the same thing ending instead of appearing."""
        turned = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER}
        because = self.because.replace(NOW_SAYS, NO_LONGER_SAYS).replace(NOW_LIMITED, NO_LONGER_LIMITED)
        return Pull(turned.get(self.direction, self.direction), because)


def direction_of(pulls: Sequence[Pull]) -> tuple[Direction, str]:
    """Where all pulls together lead, and why: unclear where they disagree."""
    if not pulls:
        return Direction.NEUTRAL, SAME_SENSE
    because = "; ".join(dict.fromkeys(pull.because for pull in pulls))
    found = {pull.direction for pull in pulls}
    if {Direction.BETTER, Direction.WORSE} <= found:
        return Direction.UNCLEAR, f"{BOTH_WAYS}: {because}"
    for direction in (Direction.BETTER, Direction.WORSE, Direction.UNCLEAR):
        if direction in found:
            return direction, because
    return Direction.NEUTRAL, because


def of_appearance(provision: Provision) -> Pull:
    """Where a clause leads that was not there before."""
    stance, level = provision.finding.stance, provision.severity.level
    because = f"{NOW_SAYS} (stance {stance.value}, severity {level.value})"
    burdens = level is not Level.LOW
    if stance in _TAKES:
        return Pull(Direction.WORSE, because)
    if stance is Stance.FORBIDS:
        return Pull(Direction.BETTER, because)
    if stance is Stance.GRANTS:
        return Pull(Direction.WORSE if burdens else Direction.BETTER, because)
    if stance is Stance.STATES:
        return Pull(Direction.WORSE if level is Level.HIGH else Direction.NEUTRAL, because)
    return Pull(Direction.UNCLEAR, because)


def of_limit(provision: Provision) -> Pull:
    """Where a condition leads that appears beside a permission which stood before and still stands."""
    return Pull(Direction.BETTER, f"{NOW_LIMITED} (stance {provision.finding.stance.value}, severity {provision.severity.level.value})")


def of_revision(before: Provision, after: Provision, moved: Sequence[Moved], clause: ClauseType | None) -> list[Pull]:
    """Where each difference between two wordings of a provision leads."""
    pulls = [*_of_stance(before, after, clause), *_of_severity(before, after)]
    for each in moved:
        pulls.extend(_of_attribute(each, clause))
    return pulls


def _of_stance(before: Provision, after: Provision, clause: ClauseType | None) -> Iterator[Pull]:
    old, new = before.finding.stance, after.finding.stance
    if old is new:
        return
    because = f"stance: {old.value} to {new.value}"
    if clause is None or old not in clause.better or new not in clause.better:
        yield Pull(Direction.UNCLEAR, because)
        return
    yield Pull(Direction.BETTER if clause.better.index(new) < clause.better.index(old) else Direction.WORSE, because)


def _of_severity(before: Provision, after: Provision) -> Iterator[Pull]:
    old, new = before.severity.level, after.severity.level
    if old is not new:
        yield Pull(Direction.WORSE if _LEVELS.index(new) > _LEVELS.index(old) else Direction.BETTER, f"severity: {old.value} to {new.value}")


def _of_attribute(moved: Moved, clause: ClauseType | None) -> Iterator[Pull]:
    rule = next((each for each in clause.attributes if each.name == moved.name), None) if clause else None
    because = _attribute_words(moved, rule)
    steps = [each for each in clause.directions if each.attribute == moved.name] if clause else []
    leads = [direction for step in steps if (direction := _led(step, moved)) is not None]
    if not leads:
        yield Pull(Direction.UNCLEAR, because)
    for direction in leads:
        yield Pull(direction, because)


def _led(step: DirectionRule, moved: Moved) -> Direction | None:
    if step.better in {"more", "less"}:
        return _led_by_amount(step, moved.before, moved.after)
    held, holds = _holds(moved.before, step.better), _holds(moved.after, step.better)
    if held == holds:
        return None
    return Direction.BETTER if holds else Direction.WORSE


def _led_by_amount(step: DirectionRule, before: AttributeValue | None, after: AttributeValue | None) -> Direction | None:
    # A window to refuse that appears is more than none; a period that is no longer named may be shorter or longer.
    if step.better == "less" and _is_number(before) != _is_number(after):
        return None
    old, new = _amount(before), _amount(after)
    if old == new:
        return None
    return Direction.BETTER if (new > old) == (step.better == "more") else Direction.WORSE


def _is_number(value: AttributeValue | None) -> bool:
    return isinstance(value, int | float)


def _amount(value: AttributeValue | None) -> float:
    """A number as it is; of words how many values there are."""
    if isinstance(value, tuple):
        return float(len(value))
    if isinstance(value, int | float):
        return float(value)
    return 0.0 if value is None else 1.0


def _holds(value: AttributeValue | None, member: str) -> bool:
    return member in value if isinstance(value, tuple) else value == member


def _attribute_words(moved: Moved, rule: AttributeRule | None) -> str:
    label = rule.label if rule else moved.name.replace("_", " ")
    unit = rule.unit if rule else ""
    if moved.before is None:
        return f"{label}: now {number_words(moved.after, unit)}, not stated before"
    if moved.after is None:
        return f"{label}: no longer stated, {number_words(moved.before, unit)} before"
    if isinstance(moved.before, tuple) or isinstance(moved.after, tuple):
        return f"{label}: {_members_words(_members(moved.before), _members(moved.after))}"
    return f"{label}: {value_words(moved.before)} to {number_words(moved.after, unit)}"


def _members(value: AttributeValue) -> tuple[str | int | float, ...]:
    return value if isinstance(value, tuple) else (value,)


def _members_words(before: tuple[str | int | float, ...], after: tuple[str | int | float, ...]) -> str:
    """What came to several values and what went; all of them where nothing stayed."""
    if not set(before) & set(after):
        return f"{value_words(before)} to {value_words(after)}"
    came = tuple(value for value in after if value not in before)
    went = tuple(value for value in before if value not in after)
    parts = (f"now also {value_words(came)}" if came else "", f"no longer {value_words(went)}" if went else "")
    return ", ".join(part for part in parts if part)
