"""The gate: is this text the policy that was declared? Decided from content alone, before anything is published."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from clauseatlas.model.policytext import BlockKind, GateVerdict, PolicyText
from clauseatlas.model.words import GateReason, Verdict
from clauseatlas.text.cues import errors, policies, regions, walls
from clauseatlas.text.cues.rubbish import is_rubbish
from clauseatlas.text.languages import code
from clauseatlas.text.sketching import containment, size

# Words below which nothing is a policy, and below which only a text is one that bears a policy's name and uses its words (an imprint).
FEWEST_WORDS = 12
BRIEF_WORDS = 25
BRIEF_CUES = 2
# Words below which a text needs at least one sign of a policy, or a table.
SHORT_WORDS = 80
# Words up to which a page with the words of a wall or an error is one; real policies mention log-in, errors and captchas too, but go on.
WALL_WORDS = 350
REDIRECT_WORDS = 90
# Different policy words that outweigh the words of a wall on a short page, and that make a long page a policy without a question.
POLICY_CUES = 6
# Different words of a consent dialog that make one; a cookie policy mentions its button once.
CONSENT_HITS = 2
# A page whose text is links to this share, or that holds this many links to policies and hardly a sentence, leads to policies and is none.
INDEX_LINK_SHARE = 0.5
INDEX_POLICY_LINKS = 4
INDEX_POLICY_LINK_SHARE = 0.2
INDEX_SENTENCES = 12
INDEX_LINK_WORDS = 15
# Words up to which a page without policy words and without a policy's name is a landing page.
LANDING_WORDS = 1_500
LANDING_CUES = 3
# Against the last good text: shares of its words still there by number, and of its passages still there by content. Below a tenth of the passages
# stand broken captures, other documents and very few real rewritings.
SHRUNK_SHARE = 0.25
SHRINKING_SHARE = 0.5
UNLIKE_SHARE = 0.1
# Four fifths make the same policy; how passages are counted moves a page's share by a twentieth, which is added. Of 727 real steps from one text of
# a document to the next 94 keep less than four fifths and nine more less than this; two in three of those are broken captures and their mending.
SETTLED_SHARE = 0.85
# Characters of text for which a language is told reliably enough to refuse a page.
LANGUAGE_CHARACTERS = 200

_HEAD_CHARACTERS = 3_000
_EXPLAINING = frozenset(GateReason) - {
    GateReason.TOO_SHORT, GateReason.WRONG_LANGUAGE, GateReason.WRONG_REGION, GateReason.SHRUNK, GateReason.UNLIKE_BEFORE
}  # fmt: skip
_MARKS = re.compile(r"\w+")

COMPARED = frozenset({GateReason.SHRUNK, GateReason.UNLIKE_BEFORE})
"""Reasons that lie in the last good text, not in the page: a rewritten policy gives them too, so seeing it again can answer them."""

Weigh = Callable[["_Case"], Verdict | None]


@dataclass(frozen=True, slots=True)
class _Case:
    """What the weighing looks at."""

    policy: PolicyText
    words: int
    cues: int
    named: bool
    head: str
    declared_language: str | None
    declared_region: str | None
    url: str | None
    final_url: str | None
    previous: PolicyText | None

    @property
    def is_empty(self) -> bool:
        """Whether there is less text than the briefest policy has."""
        brief = self.named and self.cues >= BRIEF_CUES
        return self.words < (FEWEST_WORDS if brief else BRIEF_WORDS)

    @property
    def looks_like_policy(self) -> bool:
        return self.cues >= POLICY_CUES and self.words >= SHORT_WORDS


def judge(
    policy: PolicyText,
    *,
    declared_language: str | None = None,
    declared_region: str | None = None,
    url: str | None = None,
    final_url: str | None = None,
    previous: PolicyText | None = None,
) -> GateVerdict:
    """Whether a text is the declared policy: `policy`, `quarantined` (certainly not) or `unsure`, with every reason that spoke.

    `previous` is the last good text of the document; `url` is where it was asked for and `final_url` where it came from. Status codes and
    headers are the capture's business; the same text with the same declaration always gets the same verdict.
    """
    case = _Case(
        policy=policy,
        words=size(policy.text),
        cues=policies.different_cues(policy.text),
        named=policies.names_policy(f"{policy.title} {policy.signs.page_title}"),
        head=f"{policy.signs.page_title}\n{policy.title}\n{policy.text[:_HEAD_CHARACTERS]}\n{policy.signs.pruned_text[:_HEAD_CHARACTERS]}",
        declared_language=code(declared_language),
        declared_region=regions.code(declared_region),
        url=url,
        final_url=final_url,
        previous=previous,
    )
    found = [(reason, verdict) for reason, weigh in _WEIGHINGS for verdict in (weigh(case),) if verdict is not None]
    if any(verdict is Verdict.QUARANTINED for _, verdict in found):
        found = [(reason, verdict) for reason, verdict in found if verdict is Verdict.QUARANTINED]
    reasons = tuple(reason for reason, _ in found)
    if GateReason.TOO_SHORT in reasons and _EXPLAINING & set(reasons):
        # What a page is explains why it is short; "too short" is said only where nothing else explains it.
        reasons = tuple(reason for reason in reasons if reason is not GateReason.TOO_SHORT)
    return GateVerdict(verdict=found[0][1] if found else Verdict.POLICY, reasons=reasons)


def agree(one: PolicyText, other: PolicyText) -> bool:
    """Whether each of two texts holds so much of the other that one passes for the policy that the other is."""
    return min(containment(one.text, other.text), containment(other.text, one.text)) >= SETTLED_SHARE


def _not_prose(case: _Case) -> Verdict | None:
    if is_rubbish(case.policy.text):
        return Verdict.QUARANTINED
    return None


def _bot_check(case: _Case) -> Verdict | None:
    return _wall(case, walls.BOT_CHECK)


def _login_wall(case: _Case) -> Verdict | None:
    fields = case.policy.signs.password_fields > 0
    if not fields:
        return _wall(case, walls.LOGIN)
    if case.words <= WALL_WORDS and case.cues < POLICY_CUES:
        return Verdict.QUARANTINED
    return None


def _consent_wall(case: _Case) -> Verdict | None:
    if case.words > WALL_WORDS:
        return None
    hits = {match.group().lower() for match in walls.CONSENT.finditer(case.head)}
    if len(hits) < CONSENT_HITS:
        return None
    if case.named and case.words >= SHORT_WORDS and not walls.CONSENT.search(case.policy.text[:_HEAD_CHARACTERS]):
        return None
    return Verdict.QUARANTINED if case.words < SHORT_WORDS or not case.named else Verdict.UNSURE


def _soft_404(case: _Case) -> Verdict | None:
    return _wall(case, errors.SOFT_404)


def _maintenance(case: _Case) -> Verdict | None:
    return _wall(case, errors.MAINTENANCE)


def _redirect_notice(case: _Case) -> Verdict | None:
    if case.words > REDIRECT_WORDS or case.cues >= POLICY_CUES:
        return None
    if case.policy.signs.refresh_target or errors.REDIRECT.search(case.head):
        return Verdict.QUARANTINED
    return None


def _wall(case: _Case, words: re.Pattern[str]) -> Verdict | None:
    """A page that is short, says the words of a wall and hardly those of a policy."""
    if case.words > WALL_WORDS or case.looks_like_policy:
        return None
    opening = f"{case.policy.signs.page_title}\n{case.policy.title}\n{case.policy.text[:_HEAD_CHARACTERS]}"
    if words.search(opening):
        return Verdict.UNSURE if case.named and case.cues >= LANDING_CUES and case.words >= SHORT_WORDS else Verdict.QUARANTINED
    if case.is_empty and words.search(case.head):
        return Verdict.QUARANTINED
    return None


def _script_shell(case: _Case) -> Verdict | None:
    if case.words >= SHORT_WORDS or case.cues >= POLICY_CUES:
        return None
    signs = case.policy.signs
    if walls.SCRIPT_NEEDED.search(case.head):
        return Verdict.QUARANTINED
    if case.is_empty and signs.scripts and not signs.password_fields:
        return Verdict.QUARANTINED
    return None


def _too_short(case: _Case) -> Verdict | None:
    if case.is_empty:
        return Verdict.QUARANTINED
    table = any(block.kind is BlockKind.TABLE_CELL for block in case.policy.blocks)
    if case.words < SHORT_WORDS and not case.cues and not case.named and not table:
        return Verdict.QUARANTINED
    return None


def _index_page(case: _Case) -> Verdict | None:
    if case.policy.media_type != "text/html" or case.words > LANDING_WORDS:
        return None
    policy, signs = case.policy, case.policy.signs
    if case.words < SHORT_WORDS and case.named and signs.link_words >= max(INDEX_LINK_WORDS, INDEX_LINK_SHARE * signs.visible_words):
        # The reader took the list for a menu, and it is one: of documents.
        return Verdict.QUARANTINED if case.cues < POLICY_CUES else None
    if case.is_empty:
        return None
    linked = sum(link.end - link.start for link in policy.links if not link.target.startswith(("#", "mailto:", "tel:")))
    sentences = sum(1 for block in policy.blocks for span in block.sentences if span.end - span.start >= 40 and block.kind is not BlockKind.HEADING)
    named_links = sum(policies.names_policy(policy.text[link.start : link.end]) for link in policy.links)
    table = any(block.kind is BlockKind.TABLE_CELL for block in policy.blocks)
    mostly_links = linked >= INDEX_LINK_SHARE * len(policy.text)
    to_policies = named_links >= INDEX_POLICY_LINKS and linked >= INDEX_POLICY_LINK_SHARE * len(policy.text)
    if sentences < INDEX_SENTENCES and (mostly_links or to_policies):
        # A table of documents under a policy's own name may be how this platform writes its terms: a person decides.
        return Verdict.UNSURE if table and case.named else Verdict.QUARANTINED
    if case.cues < LANDING_CUES and not case.named and not table and policy.language:
        return Verdict.QUARANTINED if case.cues == 0 else Verdict.UNSURE
    return None


def _wrong_language(case: _Case) -> Verdict | None:
    declared, found = case.declared_language, case.policy.language
    if declared is None or found is None or declared == found or len(case.policy.text) < LANGUAGE_CHARACTERS:
        return None
    return Verdict.QUARANTINED


def _wrong_region(case: _Case) -> Verdict | None:
    declared = case.declared_region
    if declared is None:
        return None
    place = regions.of_address(case.final_url or case.url)
    if place is not None and not regions.agree(declared, place):
        return Verdict.QUARANTINED
    named = regions.of_title(case.policy.title)
    if named and not any(regions.agree(declared, region) for region in named):
        return Verdict.QUARANTINED
    return None


def _shrunk(case: _Case) -> Verdict | None:
    if case.previous is None:
        return None
    before = size(case.previous.text)
    if case.words < SHRUNK_SHARE * before:
        return Verdict.QUARANTINED
    return Verdict.UNSURE if case.words < SHRINKING_SHARE * before else None


def _unlike_before(case: _Case) -> Verdict | None:
    if case.previous is None or case.previous.sha256 == case.policy.sha256 or case.is_empty:
        return None
    still = containment(case.previous.text, case.policy.text)
    if still >= SETTLED_SHARE:
        return None
    if still < UNLIKE_SHARE and not _same_title(case.policy, case.previous):
        return Verdict.QUARANTINED
    return Verdict.UNSURE


def _same_title(policy: PolicyText, previous: PolicyText) -> bool:
    ours, theirs = (set(_MARKS.findall(text.title.lower())) for text in (policy, previous))
    return bool(ours) and bool(theirs) and len(ours & theirs) * 2 >= max(len(ours), len(theirs))


_WEIGHINGS: tuple[tuple[GateReason, Weigh], ...] = (
    (GateReason.NOT_PROSE, _not_prose),
    (GateReason.BOT_CHECK, _bot_check),
    (GateReason.LOGIN_WALL, _login_wall),
    (GateReason.CONSENT_WALL, _consent_wall),
    (GateReason.SOFT_404, _soft_404),
    (GateReason.MAINTENANCE, _maintenance),
    (GateReason.REDIRECT_NOTICE, _redirect_notice),
    (GateReason.SCRIPT_SHELL, _script_shell),
    (GateReason.INDEX_PAGE, _index_page),
    (GateReason.TOO_SHORT, _too_short),
    (GateReason.WRONG_LANGUAGE, _wrong_language),
    (GateReason.WRONG_REGION, _wrong_region),
    (GateReason.SHRUNK, _shrunk),
    (GateReason.UNLIKE_BEFORE, _unlike_before),
)
