"""Atom feeds (RFC 4287) from the same cards that the pages show: of changes, and of provisions that a search finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.utils.feedgenerator import Atom1Feed

from clauseatlas.publish.pages.parts import ChangeCard, Head, ProvisionCard

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
AUTHOR = "Clause Atlas"
NOTHING_YET = "1970-01-01T00:00:00Z"  # a feed must say when it was updated; one without entries never was


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry: `id` never changes, `path` leads to the page, `text` is plain."""

    id: str
    path: str
    title: str
    text: str
    published: datetime
    updated: datetime
    author: str
    categories: tuple[str, ...]


def atom(head: Head, entries: Sequence[Entry], *, site: str, page: str) -> bytes:
    """The feed, newest first; `head.path` is its own address and id, `page` the page it follows. The same entries give the same bytes."""
    feed = Atom1Feed(
        title=head.title,
        link=f"{site}{page}",
        description=head.description,
        subtitle=head.description,
        feed_url=f"{site}{head.path}",
        feed_guid=f"{site}{head.path}",
        author_name=AUTHOR,
        author_link=f"{site}/",
        language="en",
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=f"{site}{entry.path}",
            unique_id=f"{site}{entry.id}",
            description=escape(entry.text, quote=False),  # the summary is of type html: a "<" in it would be read as markup
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=entry.author,
            categories=entry.categories,
        )
    # An empty feed has no date of its own; Django would take the present, and the same feed would differ from visit to visit.
    text = str(feed.writeString("utf-8"))
    if not entries:
        start, end = text.index("<updated>"), text.index("</updated>")
        text = f"{text[:start]}<updated>{NOTHING_YET}{text[end:]}"
    return text.encode()


def change_entry(card: ChangeCard) -> Entry:
    """A change as an entry."""
    return Entry(
        id=f"/changes/{card.record_id}/",
        path=card.path,
        title=f"{card.platform.title}: {card.document.title}",
        text=f"{card.summary} {counted(card)}",
        published=card.captured,
        updated=card.captured,
        author=card.platform.title,
        categories=(card.significance.label, card.direction.label, card.document_type.label),
    )


def provision_entry(card: ProvisionCard, *, first: datetime, revised: datetime) -> Entry:
    """A provision as an entry: published when first seen, updated when it last read otherwise."""
    return Entry(
        id=f"/provisions/{card.record_id}/",
        path=card.path,
        title=f"{card.platform.title}: {card.title}",
        text=f"“{card.quote}” {card.stance.label}; {card.severity.label.lower()} severity. {card.document.title}, {card.record_id}.",
        published=first,
        updated=revised,
        author=card.platform.title,
        categories=(card.clause_type.label, card.severity.label, card.stance.label),
    )


def counted(card: ChangeCard) -> str:
    """The counts of a change in one sentence, as its page has them."""
    return (
        f"Provisions: {card.added} added, {card.revised} revised, {card.ended} ended. Sentences: {card.sentences_added} added, "
        f"{card.sentences_removed} removed, {card.sentences_reworded} reworded; {card.blocks_moved} passages moved."
    )
