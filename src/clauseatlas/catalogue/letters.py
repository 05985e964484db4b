"""The letters a pattern needs: strings of which every text it matches holds at least one, as keys to look up among the words of a document.

A key is a part of a word, with "^" where the word begins with it and "$" where it ends with it ("^train", "^ai$", "arbitrat"). They are read from
the parsed pattern: a sequence needs each of its stretches; an alternation needs one of its branches.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

MAX_KEYS: Final = 64  # alternatives a pattern may need before looking for them excludes too little
MIN_LETTERS: Final = 3  # of a part of a word; shorter parts stand in nearly every sentence
MIN_ANCHORED: Final = 2  # letters of a part whose beginning and end in the word are known ("^ai$")
MAX_LEADS: Final = 80  # beginnings to look for before searching at once is cheaper
MAX_CLASS: Final = 4  # letters of a class that are written out; of more, most words hold one
BREAK, EDGE = "\0", "\1"  # something unknown; the beginning or end of a word
FLAGS: Final = re.IGNORECASE
METHOD: Final = "letters/1"  # raised with every edit of this module that reads other letters from a pattern: older files then say nothing
KEY_BYTES: Final = 8  # of the digest of a pattern; two of ten thousand patterns share one with a chance of one in 10^11
SHIPPED: Final = Path(__file__).with_name("letters.json")

Parsed = Sequence[tuple[Any, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """What a pattern needs of a text: of each of `groups` one key, and where `leads` are given, a word that begins with one of them at its match."""

    groups: tuple[tuple[str, ...], ...] = ()
    leads: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The group that tells most, empty where there is none."""
        best: tuple[str, ...] = ()
        for group in self.groups:
            best = group if not best or _tells(group) > _tells(best) else best
        return best


def letters_of(pattern: str) -> Letters:
    """The letters a pattern needs, sorted in each group; nothing is said of a malformed pattern. Looked up where they come with the package."""
    known = _shipped().get(key_of(pattern))
    if known is None:
        return worked_out(pattern)
    groups, leads = known
    return Letters(groups=tuple(tuple(group.split()) for group in groups), leads=tuple(leads.split()))


def key_of(pattern: str) -> str:
    """The name of a pattern among the letters that come with the package: its digest, so that an edited pattern finds none."""
    return blake2b(pattern.encode(), digest_size=KEY_BYTES).hexdigest()


@cache
def _shipped() -> Mapping[str, tuple[list[str], str]]:
    """Letters by key of pattern, as `python -m training.letters` wrote them: working out those of a whole catalogue takes most of a second."""
    said = json.loads(SHIPPED.read_text(encoding="utf-8")) if SHIPPED.exists() else {}
    return said.get(METHOD) or {}


def worked_out(pattern: str) -> Letters:
    """The letters of a pattern from its parts, not from what comes with the package."""
    try:
        parsed = list(_parser.parse(pattern, FLAGS))
    except re.error:
        return Letters()
    groups = dict.fromkeys(tuple(sorted(found)) for found in _stretches(parsed) if found)
    return Letters(groups=tuple(groups), leads=_beginnings(parsed))


def _of_sequence(items: Parsed) -> frozenset[str] | None:
    """The keys of the best stretch of a sequence; None where no stretch has any."""
    best: frozenset[str] | None = None
    for found in _stretches(items):
        best = _better(best, found)
    return best


def _stretches(items: Parsed) -> Iterator[frozenset[str] | None]:
    """The keys of each part of a sequence between things that are unknown."""
    strings = [""]
    for operation, argument, pieces in _elements(items):
        if pieces is not None and len(strings) * len(pieces) <= MAX_KEYS:
            strings = [before + piece for before in strings for piece in pieces]
            continue
        yield _of_strings(strings)
        begins = strings[0].endswith(EDGE)
        strings = [""]
        if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and argument[0] > 0:
            yield _of_sequence(list(argument[2]))
        elif pieces is not None and operation in (_constants.SUBPATTERN, _constants.BRANCH):
            yield _of_branches(_branches(operation, argument), begins=begins)
    yield _of_strings(strings)


def _branches(operation: Any, argument: Any) -> Sequence[Parsed]:
    """The branches of a group or alternation."""
    if operation is _constants.SUBPATTERN:
        inner = list(argument[3])
        return _branches(*inner[0]) if len(inner) == 1 and inner[0][0] is _constants.BRANCH else [inner]
    return [list(branch) for branch in argument[1]]


def _of_branches(branches: Sequence[Parsed], *, begins: bool) -> frozenset[str] | None:
    """The keys of an alternation too wide to be written out: those of each branch by itself."""
    edge: Parsed = [(_constants.AT, _constants.AT_BOUNDARY)] if begins else []
    found: set[str] = set()
    for branch in branches:
        keys = _of_sequence([*edge, *branch])
        if keys is None:
            return None
        found |= keys
    return frozenset(found) if len(found) <= MAX_KEYS else None


def _elements(items: Parsed) -> Iterator[tuple[Any, Any, list[str] | None]]:
    """The elements of a sequence with what each writes, letters that follow each other as one: most of a pattern is words."""
    word = ""
    for operation, argument in items:
        if operation is _constants.LITERAL:
            word += chr(argument)
            continue
        if word:
            yield _constants.LITERAL, None, [word.lower()]
            word = ""
        yield operation, argument, _pieces(operation, argument)
    if word:
        yield _constants.LITERAL, None, [word.lower()]


def _pieces(operation: Any, argument: Any) -> list[str] | None:
    """What an element writes, as alternatives; None where it is unknown."""
    if operation is _constants.IN:
        return _of_class(argument)
    if operation in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
        return [EDGE if argument in (_constants.AT_BOUNDARY, _constants.AT_BEGINNING, _constants.AT_END) else ""]
    if operation is _constants.SUBPATTERN:
        return _written(list(argument[3]))
    if operation is _constants.BRANCH:
        alternatives = [_written(list(branch)) for branch in argument[1]]
        return [piece for pieces in alternatives for piece in pieces]
    return None


def _of_class(members: Parsed) -> list[str] | None:
    """What a class of characters writes, as alternatives: each of a few letters, a space for anything that is no part of a word."""
    written: dict[str, None] = {}
    for kind, member in members:
        if kind is _constants.LITERAL:
            character = chr(member).lower()
            written[character if character.isalnum() or character == "_" else " "] = None
        elif kind is _constants.CATEGORY and member in (_constants.CATEGORY_SPACE, _constants.CATEGORY_NOT_WORD):
            written[" "] = None
        else:
            return None
    return list(written) if len(written) <= MAX_CLASS else None


def _written(items: Parsed) -> list[str]:
    """What a group writes, as alternatives; unknown parts as BREAK."""
    strings = [""]
    for _, _, known in _elements(items):
        pieces = known or [BREAK]
        if len(strings) * len(pieces) > MAX_KEYS:
            pieces = [BREAK]
        strings = [before + piece for before in strings for piece in pieces]
    return strings


def _of_strings(strings: Sequence[str]) -> frozenset[str] | None:
    """The best key of each string; None where one of them has none, or where there are too many."""
    found: set[str] = set()
    for string in strings:
        key = max(_keys_in(string), key=_worth, default="")
        if not key:
            return None
        found.add(key)
    return frozenset(found) if len(found) <= MAX_KEYS else None


def _keys_in(string: str) -> Iterator[str]:
    for match in re.finditer(r"[^\W_\0\1][\w]*", string):
        begins = match.start() > 0 and string[match.start() - 1] != BREAK
        ends = match.end() < len(string) and string[match.end()] != BREAK
        letters = len(match[0])
        if letters >= MIN_LETTERS or (letters >= MIN_ANCHORED and begins and ends):
            yield ("^" if begins else "") + match[0] + ("$" if ends else "")


def _worth(key: str) -> int:
    return len(key)


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=_tells)


def _tells(keys: Collection[str]) -> tuple[int, int]:
    """How much a group of keys excludes: the longer its shortest key and the fewer they are, the more."""
    return min(map(_worth, keys)), -len(keys)


def _beginnings(parsed: Parsed) -> tuple[str, ...]:
    """Strings one of which stands at a word's beginning wherever a match begins, sorted; empty where matches may begin otherwise.

    A pattern such as "\\b(?:share|sell)" need only be tried where a word begins with one of them.
    """
    found = _leads(parsed, at_edge=False)
    if found is None or len(found) > MAX_LEADS or min(map(len, found), default=0) < MIN_ANCHORED:
        return ()
    shortest = {lead for lead in found if not any(other != lead and lead.startswith(other) for other in found)}
    return tuple(sorted(shortest))


def _leads(items: Parsed, *, at_edge: bool) -> frozenset[str] | None:
    """The word letters with which a sequence begins, as alternatives; None where it may begin with something else, or not at a word's edge."""
    for number, (operation, argument) in enumerate(items):
        rest = items[number + 1 :]
        if operation is _constants.AT and argument is _constants.AT_BOUNDARY:
            at_edge = True
        elif operation in (_constants.ASSERT, _constants.ASSERT_NOT):
            continue
        elif operation is _constants.SUBPATTERN:
            return _leads([*argument[3], *rest], at_edge=at_edge)
        elif operation is _constants.BRANCH:
            return _united(_leads([*branch, *rest], at_edge=at_edge) for branch in argument[1])
        elif operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            once = _leads([*argument[2], *([] if argument[1] > 1 else rest)], at_edge=at_edge)
            return once if argument[0] > 0 else _united([once, _leads(rest, at_edge=at_edge)])
        else:
            return _words_at_start(items[number:]) if at_edge else None
    return None


def _words_at_start(items: Parsed) -> frozenset[str]:
    """The letters of one word that a sequence writes at its beginning for certain, as alternatives; "" where nothing is certain."""
    letters = ""
    for number, (operation, argument) in enumerate(items):
        if operation is _constants.LITERAL and (chr(argument).isalnum() or chr(argument) == "_"):
            letters += chr(argument).lower()
            continue
        rest = items[number + 1 :]
        if operation not in (_constants.SUBPATTERN, _constants.BRANCH):
            break
        branches = argument[1] if operation is _constants.BRANCH else [argument[3]]
        return frozenset(letters + word for branch in branches for word in _words_at_start([*branch, *rest]))
    return frozenset({letters})


def _united(each: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    united: set[str] = set()
    for found in each:
        if found is None:
            return None
        united |= found
    return frozenset(united)


def without_case(pattern: str) -> str:
    """The pattern in lower case, escapes and group names left alone, so that it can be matched on lower-case text without a flag."""
    return re.sub(r"\\.|\(\?P?[<=!:a-zA-Z]|[A-Z]+", lambda match: match[0] if match[0][0] in "\\(" else match[0].lower(), pattern, flags=re.DOTALL)
