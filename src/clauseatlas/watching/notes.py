"""A message as a short note for chats and telephones: what happened, what it means, where to read on."""

from collections.abc import Iterator

from clauseatlas.watching import wording
from clauseatlas.watching.messages import Entry, Message

MOST_CHANGES = 5
LONGEST_NOTE = 1800  # characters; the shortest limit of the services is 2,000
LONGEST_SUMMARY = 320


def note(message: Message, *, longest: int = LONGEST_NOTE) -> str:
    """The body of a note in plain text, without its title; it always ends with the address of the message."""
    reasons = wording.because(message.entries)[:3]
    tail = f"\n\nWatched: {wording.listed(reasons)}\n{message.links.view}" if reasons else f"\n\n{message.links.view}"
    body = "\n\n".join(_parts(message))
    room = longest - len(tail)
    return (body if len(body) <= room else f"{body[: room - 2].rsplit(' ', 1)[0]} …") + tail


def _parts(message: Message) -> Iterator[str]:
    if message.lead:
        yield message.lead
    for entry in message.entries[:MOST_CHANGES]:
        yield _entry(entry, message.site)
    if len(message.entries) > MOST_CHANGES:
        yield f"and {wording.counted(len(message.entries) - MOST_CHANGES, 'more change', 'more changes')}"


def _entry(entry: Entry, site: str) -> str:
    story = entry.story
    lines = [f"{story['document']}: {', '.join(wording.tags(story))} ({story['change']})", _short(story["summary"])]
    lines.extend(f"To do: {wording.action_words(action)}" for provision in story["provisions"][:1] for action in provision["actions"][:1])
    return "\n".join((*lines, f"{site}{story['path']}"))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SUMMARY else f"{text[:LONGEST_SUMMARY].rsplit(' ', 1)[0]} …"
