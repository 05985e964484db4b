"""Trimming: lines of navigation that carry no mark, before the title and after the last sentence."""

import re
from collections.abc import Sequence

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.dates import mentions_date
from clauseatlas.text.drafting import Draft

# Unlinked text that a menu does not hold; an address or a signature is shorter, but stands before the menu, not behind it.
PROSE_CHARACTERS = 80
# So many links that lead away make a run of lines a menu.
MENU_LINKS = 4
# The title is looked for in this part of the text; a later first heading has a preamble before it, not a menu.
TITLE_REACH = 0.35
LINKED_SHARE = 0.6

_STAYING = ("#", "mailto:", "tel:", "sms:", "javascript:")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b|℗).{0,160}$|.{0,80}\ball rights reserved\.?$", re.IGNORECASE)
_SKIP_LINK = re.compile(
    r"(?:skip to|jump to|zum inhalt|zur navigation|aller au|passer au|saltar al?|ir al|vai al|pular para|naar de inhoud|przejdź do|hoppa till|"
    r"перейти к|跳转到|跳到)\b.{0,40}$",
    re.IGNORECASE,
)
_LEAD_IN_ENDS = (":", "：")
_IDENTIFYING = re.compile(r"\d{2,}|@")
_SENTENCE_END = re.compile(r"[.!?。！？:;)”\"»]\s*$")


def trim(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts without the menu before the title, without the menu after the last sentence, and without the closing copyright line."""
    return _without_tail(_without_lead(list(drafts)))


def _without_lead(drafts: list[Draft]) -> list[Draft]:
    title = _title(drafts)
    lead = [draft for draft in drafts[:title] if not _SKIP_LINK.match(draft.text)]
    if sum(_leading_away(draft) for draft in lead) < MENU_LINKS and not all(_leading_away(draft) for draft in lead):
        return [draft for draft in lead if not _leading_away(draft) or draft.kind is BlockKind.HEADING] + drafts[title:]
    menu_end = max((index + 1 for index, draft in enumerate(lead) if _leading_away(draft)), default=0)
    kept = [draft for draft in lead[:menu_end] if _is_prose(draft) or mentions_date(draft.text)]
    return kept + lead[menu_end:] + drafts[title:]


def _title(drafts: Sequence[Draft]) -> int:
    """Index of the heading that opens the document; 0 where there is none near the beginning."""
    reach = TITLE_REACH * sum(len(draft.text) for draft in drafts)
    passed, first = 0, 0
    for index, draft in enumerate(drafts):
        if passed > reach:
            break
        if draft.kind is BlockKind.HEADING:
            if draft.level == 1:
                return index
            first = first or index
        passed += len(draft.text) - draft.linked
    return first


def _without_tail(drafts: list[Draft]) -> list[Draft]:
    end = len(drafts)
    while end and not _closes_text(drafts[end - 1]):
        end -= 1
    while 0 < end < len(drafts) and _continues(drafts[end - 1], drafts[end]):
        end += 1
    tail = drafts[end:]
    if sum(_leading_away(draft) for draft in tail) >= MENU_LINKS:
        opening = next(index for index, draft in enumerate(tail) if _leading_away(draft))
        if opening and _is_label(tail[opening - 1]):
            opening -= 1
        tail = tail[:opening] + _statements(tail[opening:])
    kept = drafts[:end] + tail
    while kept and _COPYRIGHT.match(kept[-1].text) and len(kept[-1].text) < 2 * PROSE_CHARACTERS:
        kept.pop()
    return kept


def _continues(before: Draft, after: Draft) -> bool:
    """Whether a list of links belongs to what stands before it: announced by a colon, or beside it in one part of the page."""
    part = before.source.rpartition("/")[0]
    beside = "/" in part[1:] and after.source.startswith(f"{part}/")
    if after.kind is not BlockKind.LIST_ITEM:
        return beside and after.text.endswith(_LEAD_IN_ENDS)
    return beside or before.text.endswith(_LEAD_IN_ENDS)


def _statements(menu: Sequence[Draft]) -> list[Draft]:
    """What stands in a closing menu and is none of it: dates, and runs of lines with an address or a number (who runs the site)."""
    kept: list[Draft] = []
    run: list[Draft] = []
    for draft in [*menu, None]:
        if draft is not None and not _leading_away(draft):
            run.append(draft)
            continue
        words = " ".join(line.text for line in run)
        if len(words) >= PROSE_CHARACTERS // 2 and _IDENTIFYING.search(words):
            kept += run
        else:
            kept += [line for line in run if mentions_date(line.text)]
        run = []
    return kept


def _is_label(draft: Draft) -> bool:
    return (
        len(draft.text) < PROSE_CHARACTERS // 2 and not _SENTENCE_END.search(draft.text) and not any(character.isdigit() for character in draft.text)
    )


def _leading_away(draft: Draft) -> int:
    """Links that lead to other pages, in a draft that is little else."""
    if draft.linked < LINKED_SHARE * len(draft.text):
        return 0
    return sum(not link.target.lower().startswith(_STAYING) for link in draft.links)


def _is_prose(draft: Draft) -> bool:
    return len(draft.text) - draft.linked >= PROSE_CHARACTERS and bool(_SENTENCE_END.search(draft.text))


def _closes_text(draft: Draft) -> bool:
    """Whether a draft belongs to the document for sure, so that nothing before it is a closing menu."""
    if draft.kind is BlockKind.TABLE_CELL:
        return not _leading_away(draft)
    unlinked = len(draft.text) - draft.linked
    return unlinked >= PROSE_CHARACTERS // 2 and draft.linked < LINKED_SHARE * len(draft.text) and not _COPYRIGHT.match(draft.text)
