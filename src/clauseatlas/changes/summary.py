"""A change in one paragraph, composed from counts, effects and stated dates only."""

from collections.abc import Iterator, Sequence
from typing import Final

from clauseatlas.changes.addresses import normal_target
from clauseatlas.changes.affected import affected
from clauseatlas.changes.directions import NO_LONGER_SAYS, NOW_SAYS
from clauseatlas.changes.notice import notice
from clauseatlas.changes.wording import counted, date_words, listed
from clauseatlas.model.change import Comparison, Counts, Effect, Judgement
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.words import ChangeReason, Direction, Fate, Level, Significance

# More provisions, reasons or groups than this are counted, not named: the record lists them all.
NAMED: Final = 3
# Characters of an address in the summary; the edit has all of it.
SHOWN_ADDRESS: Final = 60
_OPENINGS: Final = {
    Significance.COSMETIC: "Only the form differs",
    Significance.SUBSTANTIVE: "The change is substantive",
    Significance.UNCLEAR: "It is unclear whether the change matters",
}
_FATES: Final = {Fate.ADDED: "added", Fate.ENDED: "ended", Fate.REVISED: "revised"}
_LEADING: Final = {Direction.WORSE: "worse", Direction.BETTER: "better", Direction.UNCLEAR: "unclear"}
_LEVELS: Final = (Level.HIGH, Level.MEDIUM, Level.LOW)


def summarise(comparison: Comparison, judgement: Judgement, effects: Sequence[Effect], *, before: PolicyText, after: PolicyText) -> str:
    """One paragraph: what is worse or better for the person bound, what was judged and counted, when it takes effect and whom it names.

    Provisions are named with what differs before and after, at most three: the gravest first, and worse before better.
    """
    return " ".join(sentence for sentence in _sentences(comparison, judgement, effects, before, after) if sentence)


def _sentences(comparison: Comparison, judgement: Judgement, effects: Sequence[Effect], before: PolicyText, after: PolicyText) -> Iterator[str]:
    if judgement.significance is Significance.IDENTICAL:
        yield "Nothing differs."
        return
    if ChangeReason.SEEN_BEFORE in judgement.reasons:
        yield "The document returns to a text it showed before."
    yield from _led(effects)
    yield _touched(effects)
    yield _judged(judgement, comparison.counts)
    yield _led_elsewhere(comparison)
    if judgement.significance in {Significance.SUBSTANTIVE, Significance.UNCLEAR}:
        yield _dates(before, after)
        groups = affected(comparison)
        yield f"The edited passages name {_some(groups, 'more group')}." if groups else ""


def _judged(judgement: Judgement, counts: Counts) -> str:
    """The judgement with its reasons and what was counted; of a return the counts alone."""
    parts = [(counts.sentences_added, "added"), (counts.sentences_removed, "removed"), (counts.sentences_reworded, "reworded")]
    told = [f"{number} {done}" for number, done in parts if number]
    if told:
        first = next(number for number, _ in parts if number)
        told[0] = f"{counted(first, 'sentence')} {told[0].partition(' ')[2]}"
    if counts.blocks_moved:
        told.append(f"{counted(counts.blocks_moved, 'passage')} moved")
    if ChangeReason.SEEN_BEFORE in judgement.reasons:
        return f"{_capital(listed(told))}." if told else ""
    opening = f"{_OPENINGS[judgement.significance]} ({_some([reason.value.replace('-', ' ') for reason in judgement.reasons], 'more reason')})"
    return f"{opening}: {listed(told)}." if told else f"{opening}."


def _led(effects: Sequence[Effect]) -> Iterator[str]:
    """The provisions that are worse, unclear or better for the person bound."""
    leading = sorted((effect for effect in effects if effect.direction in _LEADING), key=_rank)[:NAMED]
    bound = " for the person bound"
    for direction, word in _LEADING.items():
        named = [_named(effect) for effect in leading if effect.direction is direction]
        if named:
            yield f"{_capital(word)}{bound}: {'; '.join(named)}."
            bound = ""


def _rank(effect: Effect) -> tuple[int, int, int]:
    """The gravest first; of those what is worse, and what was there before and changed."""
    level = min(_LEVELS.index(each.severity.level) for each in (effect.before, effect.after) if each is not None)
    return level, list(_LEADING).index(effect.direction), 0 if effect.fate is Fate.REVISED else 1


def _named(effect: Effect) -> str:
    provision = effect.after or effect.before
    assert provision is not None, "an effect is on a provision before or after"
    level = provision.severity.level.value
    if effect.because.startswith(NOW_SAYS):
        return f"{provision.title} (new, severity {level})"
    if effect.because.startswith(NO_LONGER_SAYS):
        return f"{provision.title} (no longer there, severity was {level})"
    return f"{provision.title} ({effect.because})"


def _touched(effects: Sequence[Effect]) -> str:
    """How many provisions were touched; the names of those that are neither better nor worse, where there are no others."""
    if not effects:
        return ""
    parts = [(done, [effect for effect in effects if effect.fate is fate]) for fate, done in _FATES.items()]
    told = [f"{len(touched)} {done}" for done, touched in parts if touched]
    first = next(len(touched) for _, touched in parts if touched)
    told[0] = f"{counted(first, 'provision')} {told[0].partition(' ')[2]}"
    total = f"{_capital(listed(told))}"
    if any(effect.direction in _LEADING for effect in effects):
        return f"{total}."
    titles = list(dict.fromkeys(provision.title for effect in effects if (provision := effect.after or effect.before) is not None))
    return f"{total}, none for better or worse by the rules of the atlas: {_some(titles, 'more', '; ')}."


def _some(members: Sequence[str], rest: str, separator: str = ", ") -> str:
    """The first members, and how many more there are."""
    left = len(members) - NAMED
    if left <= 0:
        return listed(members) if separator == ", " else separator.join(members)
    more = f"{left} {rest}" if rest.endswith("more") else counted(left, rest)
    return f"{separator.join(members[:NAMED])} and {more}"


def _led_elsewhere(comparison: Comparison) -> str:
    """The links that lead elsewhere while their words stayed, by their words and the addresses before and after."""
    moved = [edit for edit in comparison.edits if edit.targets is not None and edit.after is not None]
    if not moved:
        return ""
    told = [
        f"“{edit.after.exact}” (from {_shown(edit.targets[0])} to {_shown(edit.targets[1])})"
        for edit in moved[:NAMED]
        if edit.after is not None and edit.targets is not None
    ]
    more = f" and {len(moved) - NAMED} more" if len(moved) > NAMED else ""
    return f"{counted(len(moved), 'link leads', 'links lead')} elsewhere: {', '.join(told)}{more}."


def _shown(target: str) -> str:
    """An address as a sentence has it: without scheme, cut where it is long."""
    bare = normal_target(target) or target
    return bare if len(bare) <= SHOWN_ADDRESS else f"{bare[:SHOWN_ADDRESS]}…"


def _dates(before: PolicyText, after: PolicyText) -> str:
    stated = notice(before, after)
    if stated.effective is None:
        return f"The text says it was updated on {date_words(stated.updated)}." if stated.updated else ""
    days = f", {counted(stated.days, 'day')} after the update it states" if stated.days else ""
    return f"The text says it takes effect on {date_words(stated.effective)}{days}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
