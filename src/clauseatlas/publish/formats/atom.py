"""Changes as an Atom feed, from the same cards that the pages show."""

from collections.abc import Sequence

from django.utils.feedgenerator import Atom1Feed

from clauseatlas.publish.pages.parts import ChangeCard, Head

MEDIA_TYPE = "application/atom+xml; charset=utf-8"


def atom(head: Head, cards: Sequence[ChangeCard], *, site: str) -> bytes:
    """The feed of these changes, newest first; `head.path` is the address of the feed. The same cards give the same bytes."""
    feed = Atom1Feed(title=head.title, link=f"{site}/changes/", description=head.description, feed_url=f"{site}{head.path}", language="en")
    for card in cards:
        feed.add_item(
            title=f"{card.platform.title}: {card.document.title}",
            link=f"{site}{card.path}",
            unique_id=f"{site}/changes/{card.record_id}/",
            description=f"{card.summary} {counted(card)}",
            updateddate=card.captured,
            pubdate=card.captured,
            categories=(card.significance.label, card.direction.label, card.document_type.label),
        )
    # An empty feed has no date of its own; Django would take the present, and the same feed would differ from visit to visit.
    text = str(feed.writeString("utf-8"))
    if not cards:
        start, end = text.index("<updated>"), text.index("</updated>")
        text = f"{text[:start]}<updated>1970-01-01T00:00:00Z{text[end:]}"
    return text.encode()


def counted(card: ChangeCard) -> str:
    """The counts of a change in one sentence, as its page has them."""
    return (
        f"Provisions: {card.added} added, {card.revised} revised, {card.ended} ended. Sentences: {card.sentences_added} added, "
        f"{card.sentences_removed} removed, {card.sentences_reworded} reworded; {card.blocks_moved} passages moved."
    )
