"""Furniture: what of a page is not the document. Decided by landmarks, names and the share of links, never by how good a passage looks."""

import re
from dataclasses import dataclass, field

from clauseatlas.text.dates import mentions_date
from clauseatlas.text.html.tree import Element, Tree

# An element with this share of the page's unlinked text is the document, whatever it is called: policies have been seen in <header>, in dialogs
# and in parts marked as hidden.
DOCUMENT_SHARE = 0.5
# The dialog of a consent product may be as long as a short policy; with this share the name is a coincidence, or the page is a wall for the gate.
PRODUCT_SHARE = 0.8
# A <main> with this share of it bounds the document: what lies outside are announcements and footers without a name.
MAIN_SHARE = 0.7
# A generic name ("cookie-notice", "sidebar") means furniture only while the element is small: documents carry such names too.
NAMED_FURNITURE_SHARE = 0.2
NAMED_FURNITURE_CHARACTERS = 2_500
# Above this share of link text a landmark beside the text is navigation.
NAVIGATION_LINK_SHARE = 0.4
# Hidden text of at least this length that is not mostly links is a collapsed part of the document; below, it is a label for a machine.
HIDDEN_PROSE_CHARACTERS = 200
# A part whose longest piece is shorter holds labels, no sentence.
LABEL_CHARACTERS = 60
# A button with this much unlinked text right after it opens a collapsed part; its words are the heading of that part.
COLLAPSED_PROSE_CHARACTERS = 60

# A part this small with a labelled date is about the document.
DATED_CHARACTERS = 240

_ALWAYS = frozenset({"nav", "search", "legend"})
_ROLES = frozenset(
    {
        "navigation", "search", "menu", "menubar", "toolbar", "tooltip", "listbox", "dialog", "alertdialog", "tablist", "scrollbar",
        "progressbar", "status", "log", "timer", "slider", "spinbutton", "switch", "menuitem", "option", "radiogroup",
    }
)  # fmt: skip
_CONSENT_PRODUCTS = re.compile(
    r"onetrust-(?:consent|banner|pc)|\bot-(?:pc|fltr|floating)|cybotcookiebotdialog|cookiebot-(?:dialog|banner)|usercentrics|\buc-(?:banner|"
    r"overlay)|didomi|truste(?!d)|trustarc|"
    r"osano-cm|iubenda-cs|\bcky-|termly-(?:code|banner|modal)|qc-cmp|cmplz-(?:cookie|soft|manage)|borlabs|\bklaro|axeptio|tarteaucitron|"
    r"\bcc[-_](?:window|banner|dialog|grower|revoke|nb)|"
    r"moove[-_]gdpr|cookie-law-info|\bcli-(?:modal|bar)|hs-eu-cookie|evidon|sp_message|\bfs-cc|cookieconsent|cookie-script|cookiefirst|cookiehub|"
    r"shopify-pc|\bketch-|transcend-consent|sourcepoint|quantcast|civic-?cookie|\bccc-|wt-cli|cookieyes|complianz|real-cookie-banner|consentmanager"
)  # fmt: skip
_CONSENT_SUBJECT = r"(?:^|[\s_-])(?:cookies?|consent|gdpr|ccpa|privacy|tracking)"
# Names of boxes count anywhere; names that sections of a policy bear as well ("cookie-settings") in a class only, for ids are made of headings.
_CONSENT_BOXES = re.compile(
    _CONSENT_SUBJECT
    + r"[-_]?(?:[a-z]+[-_])?(?:banner|bar|popup|pop-up|modal|alert|overlay|dialog|prompt|wall|toast|hint|layer|drawer|notification|disclaimer)"
)
_CONSENT_CLASSES = re.compile(
    _CONSENT_SUBJECT + r"[-_]?(?:[a-z]+[-_])?(?:preferences|settings|center|manager|message|consent|notice|info|container|widget|box)(?=$|[\s_-])"
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|skip(?:-?(?:links?|nav|navigation|to-\w+|button))?|skiplinks?|(?:social|share|sharing)(?:[-_]?(?:links?|"
    r"icons?|media|buttons?|bar|share|nav|list|tools))?|"
    r"related(?:[-_](?:posts?|articles?|content|links?|topics|stories|pages))|read[-_]more|newsletter(?:[-_]\w+)*|subscribe(?:[-_]\w+)*|"
    r"(?:language|lang|locale|region|country|currency)[-_]?(?:selector|switcher|switch|picker|dropdown|select|menu|chooser|list|nav)|"
    r"(?:site|page|global|main|app|primary|top|mobile|sub|side|off[-_]?canvas|mega|header|footer|drawer|user|utility)[-_]?(?:nav|navigation|"
    r"navbar|menu|header|footer|bar)|"
    r"nav|navbar|menu|footer|sidebar|side-?bar|pagination|pager|back[-_]?to[-_]?top|scroll[-_]?(?:to[-_]?)?top|"
    r"(?:article|page|doc)[-_]?(?:votes?|feedback|rating|helpful|meta-actions|tools)|feedback(?:[-_]\w+)?|was-this-helpful|"
    r"comments?(?:[-_](?:list|form|area|section))|"
    r"announcement(?:[-_]\w+)*|promo(?:[-_]?(?:bar|banner|box|strip))?|app[-_]?(?:banner|download)|download[-_]?app|chat[-_]?widget|"
    r"intercom|zendesk|toast|snackbar|popup(?:[-_]\w+)*|modal(?:[-_]\w+)*|lightbox)(?=$|[\s_-])"
)  # fmt: skip
_UNSEEN_NAMES = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|screenreader\w*|a11y-hidden|assistive-text|show-for-sr|"
    r"element-invisible)(?=$|[\s_-])"
)
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_POPUPS = re.compile(r"(?:^|[\s_-])(?:pop-?up|popover|modal|lightbox|overlay|dialog|drawer|toast|tooltip|snackbar|interstitial)(?=$|[\s_-])")
_EDITION = re.compile(r"\b(?:19|20)\d\d\b")
# What a consent product draws with; a row or an item that bears its name tells about the product.
_BOXES = frozenset({"div", "section", "aside", "form", "a", "span"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CAPTIONS = _HEADINGS | {"caption"}


@dataclass(slots=True)
class Furniture:
    """Says of every element of one page whether it is furniture."""

    total: int
    openers: set[int] = field(default_factory=set)

    def holds(self, element: Element) -> bool:
        """Whether an element is furniture: it, and all below it, is no part of the document."""
        if element.tag == "br" or element.size == 0:
            return False
        if element.tag in _BOXES and element.prose < PRODUCT_SHARE * self.total and _CONSENT_PRODUCTS.search(element.names):
            return True
        if self._is_document(element):
            return False
        if element.tag in _ALWAYS or self._by_tag(element):
            return True
        if not element.attrs:
            return False
        return (self._by_role(element) or self._is_unseen(element) or self._by_name(element)) and not self._is_dated(element)

    def _is_dated(self, element: Element) -> bool:
        """A small part that says when the document was changed is kept, even in what is called a footer."""
        return element.size <= DATED_CHARACTERS and element.link_share < NAVIGATION_LINK_SHARE and mentions_date(element.words())

    def _is_document(self, element: Element) -> bool:
        return element.prose >= DOCUMENT_SHARE * self.total > 0

    def _by_tag(self, element: Element) -> bool:
        match element.tag:
            case "dialog" | "noscript":
                return True
            case "button":
                return self._is_control(element)
            case "footer" | "aside":
                return self._is_beside(element)
            case "header":
                return self._is_masthead(element)
            case "form":
                return element.fields > 0 and element.prose < NAMED_FURNITURE_SHARE * self.total
        return element.tag == "label" and element.within_form

    def _is_beside(self, element: Element) -> bool:
        """A footer or a side column: furniture outside of the text, and within it where it is mostly links."""
        return (not element.within_text or element.link_share >= NAVIGATION_LINK_SHARE) and not self._is_dated(element)

    def _is_masthead(self, element: Element) -> bool:
        """A header of the page: furniture unless it stands in the text or holds the title."""
        return not element.within_text and not element.titles and not self._is_dated(element)

    def _is_control(self, element: Element) -> bool:
        """A button is furniture, unless it opens a collapsed part or says which edition is shown."""
        return id(element) not in self.openers and not _EDITION.search(element.words())

    def _by_role(self, element: Element) -> bool:
        role = element.attribute("role").strip().lower()
        match role:
            case "":
                return False
            case "button" | "combobox":
                return self._is_control(element)
            case "banner":
                return self._is_masthead(element)
            case "contentinfo" | "complementary":
                return self._is_beside(element)
            case "alert" | "form":
                return element.prose < min(NAMED_FURNITURE_CHARACTERS, NAMED_FURNITURE_SHARE * self.total)
        return role in _ROLES

    def _is_unseen(self, element: Element) -> bool:
        """Text that no reader sees, unless it is a collapsed part of the document."""
        named = bool(_UNSEEN_NAMES.search(element.names))
        hidden = "hidden" in element.attrs or element.attrs.get("aria-hidden") == "true" or bool(_UNSEEN_STYLE.search(element.attribute("style")))
        if not named and not hidden:
            return False
        if named and element.tag in _CAPTIONS:
            return False
        if hidden and _POPUPS.search(element.names):
            return True
        return element.prose < HIDDEN_PROSE_CHARACTERS or element.link_share >= NAVIGATION_LINK_SHARE

    def _by_name(self, element: Element) -> bool:
        if not element.names or element.tag in _HEADINGS:
            return False
        if element.titles or element.prose >= NAMED_FURNITURE_SHARE * self.total:
            return False
        if element.prose < NAMED_FURNITURE_CHARACTERS and (_CONSENT_BOXES.search(element.names) or _CONSENT_CLASSES.search(element.classes)):
            return True
        return bool(_NAMES.search(element.classes)) and self._is_marginal(element)

    def _is_marginal(self, element: Element) -> bool:
        """Whether a part that is called navigation or footer is it: mostly links, or outside of the text and without a sentence."""
        if element.link_share >= NAVIGATION_LINK_SHARE:
            return True
        return not element.within_text and (element.prose < HIDDEN_PROSE_CHARACTERS or element.longest < LABEL_CHARACTERS)


def survey(tree: Tree) -> Furniture:
    """Look over a page once: how much text there is, and which buttons open a collapsed part."""
    furniture = Furniture(total=sum(element.prose for element in tree.selected))
    for element in (tree.body, *tree.body.elements()):
        _find_opener(element, furniture.openers)
    return furniture


def _find_opener(parent: Element, openers: set[int]) -> None:
    before: Element | None = None
    for kid in parent.kids:
        if isinstance(kid, str):
            continue
        if before is not None and before.size and kid.prose >= COLLAPSED_PROSE_CHARACTERS and kid.link_share < NAVIGATION_LINK_SHARE:
            button = _only_button(before)
            if button is not None:
                openers.add(id(button))
        if kid.size:
            before = kid


def _only_button(element: Element) -> Element | None:
    """The button that holds all text of an element, or None."""
    if element.tag == "button" or element.attribute("role") == "button":
        return element
    for inner in element.elements():
        if inner.size == element.size and (inner.tag == "button" or inner.attribute("role") == "button"):
            return inner
    return None


def bounds(tree: Tree) -> tuple[Element, ...]:
    """The elements that bound the document: what was selected, or the <main> that holds nearly all text, or the body."""
    if tree.selected != (tree.body,):
        return tree.selected
    mains = [element for element in tree.body.elements() if element.tag == "main" or element.attribute("role") == "main"]
    outer = [main for main in mains if not any(main is not other and main.path.startswith(other.path + "/") for other in mains)]
    if outer and sum(main.prose for main in outer) >= MAIN_SHARE * tree.body.prose > 0:
        return tuple(outer)
    return (tree.body,)
