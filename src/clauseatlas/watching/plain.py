"""A message as plain text, for mail readers that show no HTML and for people who prefer it. Lines are at most 76 characters, links excepted."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clauseatlas.watching import wording
from clauseatlas.watching.messages import Entry, Message
from clauseatlas.watching.words import MessageKind

WIDTH = 76
FULL_IN_A_DIGEST = 5  # changes told with their provisions; the rest in a line each
MARKS = {"added": "{{+{}+}}", "removed": "[-{}-]", "kept": "{}"}


def plain(message: Message) -> str:
    """The message as text; removed words stand in [-brackets-], added ones in {+braces+}."""
    return "\n".join(_lines(message)) + "\n"


def marked(runs: Sequence[Sequence[str]]) -> str:
    """Runs of words as one passage, white space inside marks moved outside so that a mark hugs its words."""
    return "".join(_mark(kind, text) for kind, text in runs)


def _mark(kind: str, text: str) -> str:
    bare = text.strip()
    if not bare or kind == "kept":
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{MARKS[kind].format(bare)}{tail}"


def _lines(message: Message) -> Iterator[str]:
    yield from _wrapped(message.title)
    yield "=" * min(len(message.title), WIDTH)
    yield ""
    if message.lead:
        yield from (*_wrapped(message.lead), "")
    for index, entry in enumerate(message.entries):
        if message.kind is MessageKind.DIGEST and index >= FULL_IN_A_DIGEST:
            yield from _short(entry, message.site)
        else:
            yield from _entry(entry, message)
    yield from _timelines(message)
    if why := wording.why(message):
        yield from (*_wrapped(f"Why you get this: {why}."), "")
    yield "--"
    yield f"This message on the web: {message.links.view}"
    yield f"Change what is watched:  {message.links.manage}"
    yield f"End such messages:       {message.links.unsubscribe}"
    yield from _wrapped("Clause Atlas gives information about documents and laws. It is not legal advice.")


def _entry(entry: Entry, message: Message) -> Iterator[str]:
    story = entry.story
    heading = wording.heading(story)
    yield from _wrapped(heading)
    yield "-" * min(len(heading), WIDTH)
    yield from _wrapped(f"{' · '.join(wording.tags(story))} · {story['change']}")
    yield ""
    yield from (*_wrapped(story["summary"]), "")
    for provision in story["provisions"]:
        yield from _provision(provision, message.site)
    if story["further_provisions"]:
        yield from (*_wrapped(f"And {wording.counted(story['further_provisions'], 'more provision', 'more provisions')}: see the record."), "")
    if message.kind is MessageKind.ALERT:
        yield from _edits(story)
    yield from _wrapped(" ".join(wording.when(story)))
    yield f"Record:     {message.site}{story['path']}"
    yield f"Difference: {message.site}{story['difference_path']}"
    yield ""


def _provision(provision: Mapping[str, Any], site: str) -> Iterator[str]:
    marks = [provision["fate"]["label"], provision["direction"]["label"], wording.severity_words(provision)]
    yield from _wrapped(f"* {provision['title']} ({provision['id']})", indent="  ")
    yield from _wrapped(" · ".join(mark for mark in marks if mark), first="  ", indent="  ")
    if provision["because"] and not provision["moved"]:
        yield from _wrapped(f"{provision['because'][:1].upper()}{provision['because'][1:].rstrip('.')}.", first="  ", indent="  ")
    for label, before, after in provision["moved"]:
        yield from _wrapped(f"{label}: {before} → {after}", first="  ", indent="    ")
    if provision["meaning"]:
        yield from _wrapped(f"What it means: {provision['meaning']}", first="  ", indent="  ")
    for action in provision["actions"]:
        yield from _wrapped(f"What to do: {wording.action_words(action)}", first="  ", indent="  ")
    yield f"  {site}{provision['path']}"
    yield ""


def _edits(story: Mapping[str, Any]) -> Iterator[str]:
    if not story["edits"]:
        return
    yield "The words: [-removed-] {+added+}"
    yield ""
    for edit in story["edits"]:
        place = " › ".join(edit["section"])
        yield from _wrapped(f"{edit['kind']}{f' in “{place}”' if place else ''}:", first="  ", indent="  ")
        yield from _wrapped(marked(edit["runs"]), first="    ", indent="    ")
        if edit["targets"]:
            yield f"    {edit['targets'][0]} → {edit['targets'][1]}"
        yield ""
    if story["further_edits"]:
        yield from (*_wrapped(f"And {wording.counted(story['further_edits'], 'more passage', 'more passages')}: see the difference."), "")


def _short(entry: Entry, site: str) -> Iterator[str]:
    story = entry.story
    yield from _wrapped(f"* {wording.heading(story)} ({', '.join(wording.tags(story))}, {story['change']})", indent="  ")
    yield f"  {site}{story['path']}"
    yield ""


def _timelines(message: Message) -> Iterator[str]:
    for timeline in message.timelines:
        yield f"{timeline.platform}, month by month:"
        yield f"  {'':14}{'worse':>7}{'better':>8}{'other':>7}"
        for month, worse, better, other in timeline.months:
            yield f"  {month:14}{worse:>7}{better:>8}{other:>7}"
        yield ""


def _wrapped(text: str, *, first: str = "", indent: str = "") -> list[str]:
    """Lines of at most WIDTH characters; a long address stays whole."""
    found: list[str] = []
    for line in text.splitlines() or [""]:
        found.extend(
            textwrap.wrap(line, WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
            or [first.rstrip()]
        )
    return found
