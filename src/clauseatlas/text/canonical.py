"""Canonical text: what stays of an author's characters, and how blocks are joined."""

import re
import unicodedata

from clauseatlas.model.policytext import BlockKind

LIST_JOINT = "\n"
BLOCK_JOINT = "\n\n"

# Soft hyphen, zero-width space, joiners of words, byte order marks, marks of direction and variation, lone surrogates and non-characters
# (a PDF writes U+FFFE for its hyphens): none of them can be seen, all of them would change a digest.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffe\uffff\ufff9-\ufffb\ud800-\udfff]"
)
# Joiners carry meaning in Persian and in Indic scripts, where they stand between two letters beyond the Latin ones; elsewhere they are noise.
_JOINERS = re.compile("[\u200c\u200d]")
_IDLE_JOINER = re.compile("(?<![\u0600-\u1fff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u1fff])")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def clean(text: str) -> str:
    """The canonical form of one block: NFC, one blank for every run of white space, nothing invisible, no blank at either end.

    Quotation marks, dashes and every other visible character stay as the author wrote them.
    """
    if text.isascii():
        if not text.isprintable():
            text = _CONTROL.sub("", text)
        return " ".join(text.split())
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    if _JOINERS.search(text):
        text = _IDLE_JOINER.sub("", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def joint(before: BlockKind, after: BlockKind, *, same_row: bool) -> str:
    """What stands between two blocks: one line break within a list or within a row of a table, else a blank line."""
    if before is after is BlockKind.LIST_ITEM:
        return LIST_JOINT
    if before is after is BlockKind.TABLE_CELL and same_row:
        return LIST_JOINT
    return BLOCK_JOINT
