"""What a reworded passage changes: every run of changed words, with its place in both texts and the words around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from clauseatlas.model.change import Edit, Passage, RunKind

# Characters around a change that decide what a number or address in it belongs to.
CONTEXT: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One run of changed words: what went and what came, where in the two texts, in which passages."""

    removed: str
    added: str
    start: int
    end: int
    other_start: int
    other_end: int
    before: Passage
    after: Passage

    @property
    def left(self) -> str:
        """The words before the run."""
        place = self.start - self.before.start
        return self.before.exact[max(0, place - CONTEXT) : place]

    @property
    def right(self) -> str:
        """The words after the run, in the later text."""
        place = self.other_end - self.after.start
        return self.after.exact[place : place + CONTEXT]


def differences(edit: Edit) -> Iterator[Difference]:
    """The changed runs of an edit with two sides, a removed and an added one in the same place as one."""
    if edit.before is None or edit.after is None:
        return
    place, other = edit.before.start, edit.after.start
    start, other_start, removed, added = place, other, "", ""
    for run in (*edit.runs, None):
        if run is not None and run.kind is RunKind.REMOVED:
            removed, place = removed + run.text, place + len(run.text)
            continue
        if run is not None and run.kind is RunKind.ADDED:
            added, other = added + run.text, other + len(run.text)
            continue
        if removed or added:
            yield Difference(
                removed=removed,
                added=added,
                start=start,
                end=place,
                other_start=other_start,
                other_end=other,
                before=edit.before,
                after=edit.after,
            )
        if run is not None:
            place, other = place + len(run.text), other + len(run.text)
        start, other_start, removed, added = place, other, "", ""
