"""An HTML page as a policy text."""

import re
from collections.abc import Sequence

from clauseatlas.model.policytext import PageSigns, PolicyText
from clauseatlas.text.assembling import absolute, assemble
from clauseatlas.text.canonical import clean
from clauseatlas.text.html.pruning import bounds, survey
from clauseatlas.text.html.tree import Element, Tree, parse
from clauseatlas.text.html.trimming import trim
from clauseatlas.text.html.walking import Walk

STAMP = "html/1"
# Characters of furniture kept for the gate: enough for a dialog or a log-in form, not for a catalogue of links.
PRUNED_CHARACTERS = 4_000

_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s]+)", re.IGNORECASE)


def read_html(html: str, *, url: str | None = None, select: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> PolicyText:
    """The policy text of an HTML page. Raises `BadInput` for nesting that no reader can follow."""
    tree = parse(html, select=select, remove=remove)
    walk = Walk(survey(tree).holds)
    for element in bounds(tree):
        walk.inside(element)
    walk.writer.close()
    drafts = trim(walk.writer.drafts)
    return assemble(drafts, reader=STAMP, media_type="text/html", page_title=page_title(tree), signs=_signs(tree, walk), base=_base(tree, url))


def page_title(tree: Tree) -> str:
    """The words of <title>, "" where there are none."""
    node = tree.parser.css_first("title")
    return clean(node.text()) if node is not None else ""


def _base(tree: Tree, url: str | None) -> str | None:
    """What relative links are relative to: <base> where the page has one."""
    node = tree.parser.css_first("base[href]")
    href = (node.attributes.get("href") or "") if node is not None else ""
    return absolute(href, url) if href else url


def _refresh_target(tree: Tree) -> str | None:
    node = tree.parser.css_first('meta[http-equiv="refresh" i]')
    match = _REFRESH.search((node.attributes.get("content") or "") if node is not None else "")
    return match.group(1) if match else None


def _signs(tree: Tree, walk: Walk) -> PageSigns:
    html = tree.parser.css_first("html")
    counts = tree.counts
    return PageSigns(
        page_title=page_title(tree),
        declared_language=html.attributes.get("lang") or html.attributes.get("xml:lang") if html is not None else None,
        visible_words=counts.visible_words,
        link_words=counts.link_words,
        password_fields=counts.password_fields,
        form_fields=counts.form_fields,
        scripts=counts.scripts,
        refresh_target=_refresh_target(tree),
        pruned_text=_pruned_text(walk.pruned),
    )


def _pruned_text(pruned: Sequence[Element]) -> str:
    parts: list[str] = []
    left = PRUNED_CHARACTERS
    for element in pruned:
        words = clean(element.words())[:left]
        parts.append(words)
        left -= len(words) + 1
        if left <= 0:
            break
    return "\n".join(parts)
