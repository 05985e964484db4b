"""What on a page is not the policy: its frame of menus and buttons, and what gets into a text when a page is read wrongly."""

import re
from typing import Final

_LABELS: Final = (
    r"menu|home(?:page)?|search|close|open|top|prev(?:ious)?(?: .{1,60})?|next(?: .{1,60})?|back(?: to (?:top|main|all|home).{0,20})?",
    r"skip to .{0,30}|(?:close|open) .{1,30} menu",
    r"sign (?:in|up|out|on)(?: .{0,20})?|log ?(?:in|out|on)(?: .{0,20})?|register|subscribe|get started|try (?:it )?(?:for )?free",
    r"download(?: (?:pdf|as pdf|app|the app|a copy).{0,20})?|print(?: (?:this page|version|pdf))?|share(?: .{0,20})?|copy(?: link)?",
    r"expand(?: all)?|collapse(?: all)?|(?:show|see) (?:more|less|all)(?: .{0,20})?|hide|(?:read|learn|load) more|view all",
    r"contact(?: us| sales)?|help(?: cent(?:er|re))?|support|about(?: us)?|blog|careers|press|newsroom|follow (?:us|@).{0,20}",
    r"(?:table of )?contents|on this page|in this (?:article|section)|jump to.{0,30}|overview|feedback",
    r"(?:was|did) this .{0,40}(?:help\w*|useful).{0,20}|related (?:articles|links|topics|questions|content|pages)",
    r"powered by .{1,30}",
    r"(?:select|choose|change) (?:your )?(?:language|country|region)s?.{0,15}|languages?|translate|(?:privacy|ad) choices|do not sell .{0,40}",
    r"(?:manage |your )?cookie (?:settings|preferences|choices)|all rights reserved.{0,10}|(?:copyright )?(?:©|\(c\)).{0,80}|loading\W*",
    r"opens? in (?:a )?new (?:tab|window)|external link|\d+ (?:min(?:ute)?s? read|views|comments|shares|likes)|see contributors|\d+ contributors?",
)
FRAME: Final = re.compile(rf"^\W*(?:{'|'.join(_LABELS)})\W*$", re.IGNORECASE)
# What menus and footers hold besides; in a policy these stand alone too, so only many of them make a menu.
BANK_LABEL: Final = re.compile(
    r"^\W*(?:products?|company|resources|developers?|communit(?:y|ies)|partners?|security|status|docs|documentation|pricing|enterprise|business|imprint"
    r"|investors?|jobs|events|news|media|legal|privacy|terms|cookies?|accessibility|site ?map|impressum|faqs?|shop|store|app|mobile|features|explore"
    r"|discover|learn|community guidelines|(?:terms|conditions) of (?:use|service)|privacy (?:policy|notice|statement)|cookie (?:policy|notice)"
    r"|facebook|twitter|x|instagram|linkedin|youtube|tiktok|github|discord|reddit|mastodon|threads|pinterest|donate|account|my account|profile)\W*$",
    re.IGNORECASE,
)
_CONSENT_WORD: Final = (
    r"(?:all|only|and|strictly|non-?essential|optional|necessary|essential|my|your|additional|cookies?|choices|preferences|settings|selection)"
)
_CONSENT_VERB: Final = r"(?:accept|allow|reject|decline|refuse|deny|manage|customi[sz]e|confirm|save)"
# Buttons may stand together without a blank between them.
CONSENT_BUTTON: Final = re.compile(
    rf"^\W*(?:(?:{_CONSENT_VERB}(?: ?{_CONSENT_WORD})+\W*)+|(?:accept|reject|decline)|only (?:necessary|essential)(?: cookies)?|got it!?"
    r"|cookie settings|i (?:agree|accept))\W*$",
    re.IGNORECASE,
)
_ARTEFACT: Final = re.compile(
    r"\[?email[\s\u00a0]+protected\]?|email-protection#|cdn-cgi/|javascript:|!\[[^\]]*\]\([^)]*\)|!\[|data:image/\S*|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>"
    r"|&(?:nbsp|amp|quot|lt|gt|#\d+);|\{\{.*?\}\}|\\u[0-9a-f]{4}|\]\((?:https?|mailto|/)[^)\s]*\)?|opens? in (?:a )?new (?:tab|window)(?: or tab)?"
    r"|\bundefined\b|\w+=\"[^\"<>]*\"?\s*/?>|\[object object\]|�",
    re.IGNORECASE,
)
# Without one of these there is no artefact; looking for them first is ten times cheaper.
_HINT: Final = re.compile(r"[\[\]<>{}&=\\�]|mail|javascript|cdn-cgi|undefined|new (?:tab|window)", re.IGNORECASE)
# A word that only a program says, alone in a passage.
PROGRAM_WORD: Final = re.compile(r"^\W*(?:true|false|null|nan|undefined|none|nil)\W*$", re.IGNORECASE)
# The number of a build or node.
BUILD: Final = re.compile(r"^\W*(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,}\W*$", re.IGNORECASE)
# A long string of letters and figures that is no word: tokens, digests, signed addresses.
TOKEN: Final = re.compile(r"(?=[^\s]*\d)(?=[^\s]*[a-zA-Z])[A-Za-z0-9_%=&?+/.-]{24,}")


def without_artefacts(text: str) -> str:
    """The text with what only a wrong reading puts into it cut out; the same text where there is none."""
    return _ARTEFACT.sub(" ", text) if _HINT.search(text) else text
