"""Links whose words stayed and whose target moved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from clauseatlas.changes.addresses import matters
from clauseatlas.changes.anchoring import anchor
from clauseatlas.changes.scene import Scene, View
from clauseatlas.changes.units import words
from clauseatlas.model.policytext import Link

_LOCALE: Final = re.compile(r"^(?:intl|[a-z]{2}(?:[-_][a-z]{2,4})?|[a-z]{2}[-_][a-z]{4}[-_][a-z]{2}|all|global|row)$", re.IGNORECASE)
# Addresses that only pass on to the one in their query.
_PASSING: Final = re.compile(
    r"(?:^|\.)(?:lm?\.facebook\.com|l\.instagram\.com|google\.[a-z.]+|bing\.com|t\.umblr\.com|safelinks\.protection\.outlook\.com|out\.reddit\.com"
    r"|slack-redir\.net)$",
    re.IGNORECASE,
)
_PASSED: Final = ("u", "url", "q", "z", "target", "to")
_BROKEN: Final = re.compile(r"^(?:$|#|javascript:|about:|data:|blob:|undefined|null)|cdn-cgi/|email-protection", re.IGNORECASE)
# Second-level names under which anybody may register.
_SHARED_SECOND: Final = frozenset({"co", "com", "org", "net", "ac", "gov", "gob", "gouv", "edu", "or", "ne"})


@dataclass(frozen=True, slots=True)
class Retarget:
    """A link that leads elsewhere while its words stayed, and whether that matters."""

    before: Link
    after: Link
    matters: bool


def normal_target(target: str) -> str:
    """Where a link leads, without what a site changes from visit to visit: scheme, "www", locale, query, fragment, redirects. Empty if broken."""
    target = target.strip()
    if _BROKEN.search(target):
        return ""
    if target.lower().startswith(("mailto:", "tel:")):
        return target.split("?")[0].lower().replace(" ", "")
    parts = urlsplit(target if "//" in target else f"//{target}" if re.match(r"^[\w-]+(?:\.[\w-]+)+(?:/|$)", target) else target)
    host = (parts.hostname or "").removeprefix("www.")
    if _PASSING.search(host):
        query = parse_qs(parts.query)
        passed = next((query[name][0] for name in _PASSED if name in query and "." in query[name][0]), None)
        if passed is not None:
            return normal_target(unquote(passed))
    steps = [step for step in parts.path.lower().split("/") if step and not _LOCALE.match(step)]
    return "/".join([host, *steps])


def retargets(scene: Scene) -> Iterator[Retarget]:
    """The links of both texts with the same words in the same order that now lead elsewhere."""
    if [link.target for link in scene.before.policy.links] == [link.target for link in scene.after.policy.links]:
        return
    left, right = scene.before.links, scene.after.links
    for index, other in anchor(_labels(scene.before, left), _labels(scene.after, right)):
        before, after = normal_target(left[index].target), normal_target(right[other].target)
        if before != after and before and after:
            yield Retarget(left[index], right[other], _matters(before, after, scene.after, right[other]))


def _labels(view: View, links: Sequence[Link]) -> list[tuple[str, ...]]:
    return [words(view.text[link.start : link.end]) for link in links]


def _matters(before: str, after: str, view: View, link: Link) -> bool:
    """Another holder's address, in a place that speaks of choices, complaints, disputes or notices."""
    if _holder(before) == _holder(after):
        return False
    block = view.block(link.start)
    return matters(" ".join((*block.path[-1:], view.text[block.start : block.end])))


def _holder(target: str) -> str:
    """The name somebody registered: "mail.example.co.uk/path" gives "example"; a mail address as a whole."""
    if target.startswith(("mailto:", "tel:")):
        return target
    labels = target.split("/", maxsplit=1)[0].split(".")
    if len(labels) >= 3 and labels[-2] in _SHARED_SECOND:
        return labels[-3]
    return labels[-2] if len(labels) >= 2 else labels[0]
