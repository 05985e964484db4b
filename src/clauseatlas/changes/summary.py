"""A change in one paragraph, composed from counts, effects and stated dates only."""

from collections.abc import Iterator, Sequence
from typing import Final

from clauseatlas.changes.affected import affected
from clauseatlas.changes.notice import notice
from clauseatlas.changes.wording import counted, date_words, listed
from clauseatlas.model.change import Comparison, Counts, Effect, Judgement
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.words import ChangeReason, Direction, Fate, Significance

# More provisions than this are counted, not named: the record lists them all.
NAMED_EFFECTS: Final = 3
_OPENINGS: Final = {
    Significance.IDENTICAL: "Nothing differs.",
    Significance.COSMETIC: "Only the form differs",
    Significance.SUBSTANTIVE: "The change is substantive",
    Significance.UNCLEAR: "It is unclear whether the change matters",
}
_FATES: Final = {Fate.ADDED: "added", Fate.ENDED: "ended", Fate.REVISED: "revised"}
_DIRECTIONS: Final = {
    Direction.BETTER: "better for the person bound",
    Direction.WORSE: "worse for the person bound",
    Direction.UNCLEAR: "unclear for the person bound",
    Direction.NEUTRAL: "neutral for the person bound",
}


def summarise(comparison: Comparison, judgement: Judgement, effects: Sequence[Effect], *, before: PolicyText, after: PolicyText) -> str:
    """One paragraph: what was judged and why, what was counted, what became of provisions, when it takes effect and whom it names."""
    return " ".join(sentence for sentence in _sentences(comparison, judgement, effects, before, after) if sentence)


def _sentences(comparison: Comparison, judgement: Judgement, effects: Sequence[Effect], before: PolicyText, after: PolicyText) -> Iterator[str]:
    yield _opening(judgement)
    yield _counts(comparison.counts)
    yield from _effect_sentences(effects)
    if judgement.significance in {Significance.SUBSTANTIVE, Significance.UNCLEAR}:
        yield _dates(before, after)
        groups = affected(comparison)
        yield f"The edited passages name {listed(groups)}." if groups else ""


def _opening(judgement: Judgement) -> str:
    opening = _OPENINGS[judgement.significance]
    if ChangeReason.SEEN_BEFORE in judgement.reasons:
        return "The document returns to a text it showed before."
    if judgement.significance is Significance.IDENTICAL:
        return opening
    return f"{opening} ({', '.join(reason.value.replace('-', ' ') for reason in judgement.reasons)})."


def _counts(counts: Counts) -> str:
    parts = [
        (counts.sentences_added, "sentence", "added"),
        (counts.sentences_removed, "sentence", "removed"),
        (counts.sentences_reworded, "sentence", "reworded"),
        (counts.blocks_moved, "passage", "moved"),
    ]
    told = [f"{counted(number, thing)} {done}" for number, thing, done in parts if number]
    return f"{_capital(listed(told))}." if told else ""


def _effect_sentences(effects: Sequence[Effect]) -> Iterator[str]:
    for fate, done in _FATES.items():
        touched = [effect for effect in effects if effect.fate is fate]
        if touched:
            named = "; ".join(_named(effect) for effect in touched[:NAMED_EFFECTS])
            more = f"; and {len(touched) - NAMED_EFFECTS} more" if len(touched) > NAMED_EFFECTS else ""
            yield f"{_capital(counted(len(touched), 'provision'))} {done}: {named}{more}."


def _named(effect: Effect) -> str:
    provision = effect.after or effect.before
    assert provision is not None, "an effect is on a provision before or after"
    return f"{provision.title} ({effect.because}; {_DIRECTIONS[effect.direction]})"


def _dates(before: PolicyText, after: PolicyText) -> str:
    stated = notice(before, after)
    if stated.effective is None:
        return f"The text says it was updated on {date_words(stated.updated)}." if stated.updated else ""
    days = f", {counted(stated.days, 'day')} after the update it states" if stated.days else ""
    return f"The text says it takes effect on {date_words(stated.effective)}{days}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
