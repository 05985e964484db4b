"""An HTML page as a policy text."""

from clauseatlas.model.policytext import BlockKind, PageSigns, PolicyText
from clauseatlas.text.assembling import assemble
from clauseatlas.text.html.pruning import bounds, survey
from clauseatlas.text.html.tree import Tree, parse
from clauseatlas.text.html.trimming import trim
from clauseatlas.text.html.walking import Walk

STAMP = "html/1"
# Characters of furniture kept for the gate: enough for a dialog or a log-in form, not for a catalogue of links.
PRUNED_CHARACTERS = 4_000


def read_html(html: str, *, url: str | None = None, select: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> PolicyText:
    """The policy text of an HTML page. Raises `BadInput` for nesting that no reader can follow."""
    tree = parse(html, select=select, remove=remove)
    walk = Walk(survey(tree).holds)
    for element in bounds(tree):
        walk.inside(element)
    walk.writer.close()
    drafts = trim(walk.writer.drafts)
    title = next((draft.text for draft in drafts if draft.kind is BlockKind.HEADING and draft.level == 1), page_title(tree))
    return assemble(drafts, reader=STAMP, media_type="text/html", title=title, signs=_signs(tree, walk), base=_base(tree, url))


def page_title(tree: Tree) -> str:
    node = tree.parser.css_first("title")
    return " ".join((node.text_content or "").split()) if node is not None else ""


def _base(tree: Tree, url: str | None) -> str | None:
    return url


def _signs(tree: Tree, walk: Walk) -> PageSigns:
    html = tree.parser.css_first("html")
    counts = tree.counts
    return PageSigns(
        page_title=page_title(tree),
        declared_language=html.attributes.get("lang") if html is not None else None,
        visible_words=counts.visible_words,
        link_words=counts.link_words,
        password_fields=counts.password_fields,
        form_fields=counts.form_fields,
        scripts=counts.scripts,
    )
