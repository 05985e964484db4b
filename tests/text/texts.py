"""Own texts about fictional platforms, and short ways to read them."""

from clauseatlas.model.policytext import Block, BlockKind, PolicyText
from clauseatlas.text.reading import read

CLAUSES = (
    "These terms are an agreement between you and Fernlight Works, and you agree to them by opening an account.",
    "We collect personal data that you give us, such as your name and your address, to run the service.",
    "We share personal data with third parties only where this notice says so or the law obliges us.",
    "You must not use the service to violate any applicable law or the intellectual property of other people.",
    "We may terminate your account when you break these terms, and we tell you the reason within ten days.",
    "Our liability is limited to the fees that you paid in the twelve months before the claim.",
    "These terms are governed by the law of the country in which you live.",
)
BODY = "".join(f"<h2>{number}. Part {number}</h2><p>{clause}</p>" for number, clause in enumerate(CLAUSES, 1))


def page(content: str, *, title: str = "Terms of Service | Fernlight", head: str = "", lang: str = "en") -> bytes:
    """A page around content."""
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{content}</body></html>'.encode()


def html(content: str) -> PolicyText:
    """The text of a page around content."""
    return read(page(content), media_type="text/html")


def policy_page(*, before: str = "", after: str = "", within: str = "") -> PolicyText:
    """A whole policy with something around it."""
    return html(f"{before}<h1>Terms of Service</h1>{within}{BODY}{after}")


def words(policy: PolicyText, block: Block) -> str:
    """The words of a block."""
    return policy.text[block.start : block.end]


def shape(policy: PolicyText) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    return [(block.kind.value, words(policy, block)) for block in policy.blocks]


def of_kind(policy: PolicyText, kind: BlockKind) -> list[str]:
    """The words of all blocks of a kind."""
    return [words(policy, block) for block in policy.blocks if block.kind is kind]
