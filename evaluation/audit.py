"""Every sentence of every analysis of the current English documents, held against quotes and attributes: `python -m evaluation.audit`.

    python -m evaluation.audit [--check] [--examples N] [--only PART_OF_NAME] [--every N]

The documents are the raw pages and, for each document of the archive, its latest version. Checked mechanically, from the finished provisions
alone: what retells the clause is grounded again; polarity words against the stance; figures against quotes and cited law; actions against those of
the type; regulations listed against regulations mentioned; language (capitals, placeholders, spaces, repeated sentences); answers given twice;
titles against the stance. Kinds in CONTRADICTIONS count as contradictions, the others as faults of wording. Prints counts with examples, then one
JSON line; `--check` ends with 1 outside the floors of section "audit". Without the shared data it says so and ends with 0.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Final

from clauseatlas.catalogue.kinds import Catalogue, ClauseType, Regulation
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.provision import Finding, Provision, Statements
from clauseatlas.model.words import Stance
from clauseatlas.provisions.analysing import analyse
from clauseatlas.provisions.cases import case, limit_of
from clauseatlas.provisions.grounding import Grounds
from clauseatlas.provisions.naming import speaker
from clauseatlas.provisions.quantities import number_words
from clauseatlas.provisions.sentences import fold
from clauseatlas.text.reading import read

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "var" / "data"
FLOORS = Path(__file__).with_name("floors.json")
PARTS: Final = tuple(each.name for each in fields(Statements) if each.name != "exposure")
RETELLING: Final = ("what_it_is", "for_you")
CONTRADICTIONS: Final = (
    "quote is not in the text", "not grounded", "denies what is permitted", "permits what is forbidden", "leaves the condition out",
    "figure without a source", "action of another type", "regulations differ from those mentioned", "title against the stance",
)  # fmt: skip
_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"'(\[a-z0-9])")
_PLACEHOLDER: Final = re.compile(r"[{}]|\[\]|\(\)")
_SPACES: Final = re.compile(r"  | [,.;:!?](?!\d)|\.\.(?!\.)|,\.|^\s|\s$")
_DENIES: Final = re.compile(
    r"\b(?:does not|do not|will not|never|may not|no) (?:\w+ )?(?:use|sell|share|collect|train|track|read|scan|send|disclose|keep)\b"
)
_ALLOWS: Final = re.compile(r"\b(?:may|can|reserves the right to) (?:\w+ )?(?:use|sell|share|collect|train|track|read|scan|send|disclose|keep)\b")
_SOFTENED: Final = re.compile(
    r"\b(?:only|unless|without|until|if|when|where|consent|permission|condition\w*|agree\w*|except|before|after|other|otherwise|says|not|whether|but)\b"
)
_FIGURES: Final = re.compile(r"\d[\d,.]*")
_SMALL: Final = frozenset({"0", "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One current document as read, with a name for reports."""

    name: str
    policy: PolicyText


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong: its kind, the clause type and the words."""

    kind: str
    clause_type: str
    words: str


def documents(folder: Path = DATA) -> Iterator[Document]:
    """The current English documents: every page, and the latest version of each archived document."""
    for line in (folder / "html" / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from _english(f"{row['service']} {row['terms_type']} (page)", folder / "html" / row["html"], "text/html")
    latest: dict[tuple[str, str, str], Mapping[str, str]] = {}
    for line in (folder / "ota" / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = (row["repo"], row["service"], row["terms_type"])
        if key not in latest or row["datetime"] > latest[key]["datetime"]:
            latest[key] = row
    for row in latest.values():
        yield from _english(f"{row['service']} {row['terms_type']}", folder / "ota" / row["path"], "text/markdown")


def _english(name: str, path: Path, media_type: str) -> Iterator[Document]:
    policy = read(path.read_bytes(), media_type=media_type)
    if policy.language == "en":
        yield Document(name=name, policy=policy)


def audited(document: Document, catalogue: Catalogue) -> tuple[Sequence[Provision], Sequence[Fault]]:
    """The provisions of a document and what is wrong with them."""
    provisions = analyse(document.policy, catalogue)
    platform = speaker(document.policy).name
    findings = [each.finding for each in provisions]
    faults = [
        fault
        for each in provisions
        for check in (_against_text, _against_quotes, _against_stance, _figures, _actions, _regulations, _wording, _answers, _title)
        for fault in check(_Audit(provision=each, catalogue=catalogue, policy=document.policy, platform=platform, findings=findings))
    ]
    return provisions, faults


@dataclass(frozen=True, slots=True, kw_only=True)
class _Audit:
    """One provision with what its checks need."""

    provision: Provision
    catalogue: Catalogue
    policy: PolicyText
    platform: str | None
    findings: Sequence[Finding]

    @property
    def clause(self) -> ClauseType:
        """The clause type."""
        return self.catalogue.clauses[self.provision.finding.clause_type]

    @property
    def limit(self) -> Finding | None:
        """The stricter finding that limits this one."""
        return limit_of(self.provision.finding, self.clause, self.findings)

    def fault(self, kind: str, words: str) -> Fault:
        """A fault of this provision."""
        return Fault(kind=kind, clause_type=self.clause.id, words=words)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text of the provision with the name of its part."""
        for part in PARTS:
            text = getattr(self.provision.statements, part)
            if text:
                yield part, text
        yield from (("answer", each.answer) for each in self.provision.questions)
        yield from (("action", each.how) for each in self.provision.actions)
        yield from (("factor", each.because) for each in self.provision.severity.factors)


def split(text: str) -> list[str]:
    """The sentences of a composed text; abbreviations of citations do not end one."""
    kept = re.sub(r"\b(Art|No|Sec|Inc|Ltd|Corp|U\.S|e\.g|i\.e|Cal|Stat|Civ|Bus|Rev|Ann|Gen|Com|Code)\. ", "\\1.\u2060", text)
    return [sentence.replace("\u2060", " ") for sentence in _SENTENCE.split(kept)]


def _against_text(of: _Audit) -> Iterator[Fault]:
    for quote in of.provision.finding.quotes:
        if of.policy.text[quote.start : quote.end] != quote.exact:
            yield of.fault("quote is not in the text", quote.exact[:80])


def _against_quotes(of: _Audit) -> Iterator[Fault]:
    grounds = Grounds(case(of.clause, of.provision.finding, limit=of.limit), platform=of.platform)
    for part, text in of.texts():
        if part in RETELLING or part == "answer":
            for sentence in split(text):
                failed = grounds.unsupported(sentence, is_reading=True)
                if failed:
                    yield of.fault("not grounded", f"{failed}: {sentence}")


def _against_stance(of: _Audit) -> Iterator[Fault]:
    stance, limited = of.provision.finding.stance, of.limit is not None
    for part, text in of.texts():
        if part != "what_it_is":
            continue
        for sentence in split(text):
            folded = fold(sentence)
            if not folded.startswith((fold(of.platform or "the platform"), "it ")):
                continue
            softened = bool(_SOFTENED.search(_DENIES.sub(" ", folded)))
            if stance is Stance.PERMITS and _DENIES.search(folded) and not softened and not limited:
                yield of.fault("denies what is permitted", sentence)
            if stance is Stance.FORBIDS and _ALLOWS.search(folded) and not softened:
                yield of.fault("permits what is forbidden", sentence)
            if stance is Stance.CONDITIONS and _ALLOWS.search(folded) and not softened:
                yield of.fault("leaves the condition out", sentence)


def _figures(of: _Audit) -> Iterator[Fault]:
    """Figures in the plain parts that stand neither in quotes nor in what was read from them; institutional parts name articles of law."""
    quotes = [*of.provision.finding.quotes, *(of.limit.quotes if of.limit else ())]
    known = number_words(fold(" ".join(quote.exact for quote in quotes))) | _SMALL | number_words(fold(of.platform or ""))
    for reading in of.provision.finding.readings:
        known |= number_words(fold(str(reading.value)))
    for part, text in of.texts():
        if part in (*RETELLING, "why_it_matters", "answer", "interpretive_note"):
            for figure in _FIGURES.findall(_without_law(text, of.catalogue)):
                if figure.rstrip(".,").replace(",", "") not in known:
                    yield of.fault("figure without a source", f"{figure} in {text}")


def _without_law(text: str, catalogue: Catalogue) -> str:
    for regulation in catalogue.regulations.values():
        text = text.replace(regulation.short, " ").replace(regulation.title, " ")
    return re.sub(r"\b(?:Art\.?|Articles?|[Ss]ections?|§+|Recitals?|Part) [\d().,a-z and§-]+", " ", text)


def _actions(of: _Audit) -> Iterator[Fault]:
    own = {(rule.kind, rule.label) for rule in of.clause.actions}
    for action in of.provision.actions:
        if (action.kind, action.label) not in own:
            yield of.fault("action of another type", action.label)


def _regulations(of: _Audit) -> Iterator[Fault]:
    """The regulations listed against those whose citation, short name or title the texts hold."""
    text = " ".join(words for part, words in of.texts() if part != "factor") + " " + of.provision.title
    given = {each.id for each in of.provision.regulations}
    unseen = set()
    for name in sorted(given, key=lambda name: -len(_cite(of.catalogue.regulations[name]))):
        text, times = _citation(_cite(of.catalogue.regulations[name])).subn(" ", text)
        unseen |= set() if times else {name}
    mentioned = {name for name, each in of.catalogue.regulations.items() if re.search(rf"(?<![\w-]){re.escape(each.short)}(?!\w)", text)}
    if unseen - mentioned or mentioned - given:
        yield of.fault(
            "regulations differ from those mentioned", f"listed only: {sorted(unseen - mentioned)}, mentioned only: {sorted(mentioned - given)}"
        )


def _cite(regulation: Regulation) -> str:
    return regulation.cite.replace("{short}", regulation.short).replace("{title}", regulation.title)


@lru_cache(maxsize=256)
def _citation(cite: str) -> re.Pattern[str]:
    """A pattern for any citation of articles in a way to cite."""
    words = re.escape(cite)
    words = words.replace(re.escape("{article}"), r"(?:[A-Za-z]+\.? )?\S{1,30}?(?:(?:,| and) (?:[A-Za-z]+\.? )?\S{1,30}?){0,8}?")
    for one, several in (("section", "sections?"), ("Section", "Sections?"), ("§", "§+"), ("Article", "Articles?")):
        words = re.sub(rf"^{one}", several, words)
    return re.compile(words + r"(?!\w)")


def _wording(of: _Audit) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for part, text in of.texts():
        sentences = split(text)
        seen.update(sentence for sentence in sentences if part in PARTS)
        for sentence in sentences:
            if sentence[:1].islower() and not (of.platform and sentence.startswith(of.platform)):
                yield of.fault("begins in lower case", sentence)
        if _PLACEHOLDER.search(text):
            yield of.fault("placeholder left", text)
        if _SPACES.search(text):
            yield of.fault("spaces or stops", text)
    yield from (of.fault("sentence repeated", sentence) for sentence, times in seen.items() if times > 1)


def _answers(of: _Audit) -> Iterator[Fault]:
    answers = Counter(each.answer for each in of.provision.questions)
    yield from (of.fault("answer given twice", answer) for answer, times in answers.items() if times > 1)
    if len(of.provision.questions) < 2:
        yield of.fault("fewer than two answers", of.provision.title)
    if not of.provision.statements.what_it_is:
        yield of.fault("nothing says what it is", f"{of.provision.finding.stance}: {of.provision.finding.quotes[0].exact[:120]}")


def _title(of: _Audit) -> Iterator[Fault]:
    title, stance = fold(of.provision.title), of.provision.finding.stance
    acts = r"(?:sold|shared|used|collected|tracked|read|scanned|trained|sent|shown|processed)"
    if stance is Stance.PERMITS and re.search(rf"\b(?:not|never) (?:be )?{acts}\b|^no (?:sale|sharing|training|tracking|use|ads)\b", title):
        yield of.fault("title against the stance", f"{stance}: {of.provision.title}")
    if stance is Stance.FORBIDS and re.search(rf"\b(?:may|can) be {acts}\b", title):
        yield of.fault("title against the stance", f"{stance}: {of.provision.title}")
    if stance is Stance.BANS and re.search(r"\byou (?:may|can)\b(?! (?:not|only))", title):
        yield of.fault("title against the stance", f"{stance}: {of.provision.title}")
    if stance is Stance.GRANTS and re.search(r"\byou (?:may not|cannot|must)\b", title):
        yield of.fault("title against the stance", f"{stance}: {of.provision.title}")


def report(faults: Sequence[Fault], *, examples: int) -> None:
    """Print counts per kind and type, with some examples each."""
    kinds: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        kinds[fault.kind].append(fault)
    for kind, found in sorted(kinds.items(), key=lambda row: -len(row[1])):
        types = Counter(fault.clause_type for fault in found)
        print(f"{len(found):5}  {kind}: {', '.join(f'{name} {times}' for name, times in types.most_common(8))}")
        for words in list(dict.fromkeys(f"{fault.clause_type}: {fault.words}" for fault in found))[:examples]:
            print(f"         {words[:260]}")


def failures(figures: Mapping[str, float]) -> list[str]:
    """The figures outside their floors."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["audit"]
    low = [f"{name} {figures[name]} is below {floor}" for name, floor in floors.get("at least", {}).items() if figures[name] < floor]
    return low + [f"{name} {figures[name]} is above {ceiling}" for name, ceiling in floors["at most"].items() if figures[name] > ceiling]


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="end with 1 where a figure is outside its floor")
    parser.add_argument("--examples", type=int, default=3, help="examples of each kind (default 3)")
    parser.add_argument("--every", type=int, default=1, help="only each Nth document, for a quick look")
    parser.add_argument("--only", default="", help="documents whose name holds this")
    chosen = parser.parse_args()
    if not (DATA / "html").exists():
        print("skipped: the shared data is not unpacked")
        return 0
    catalogue = load_catalogue()
    faults: list[Fault] = []
    counts: Counter[str] = Counter()
    for number, document in enumerate(documents()):
        if chosen.only not in document.name or number % chosen.every:
            continue
        provisions, found = audited(document, catalogue)
        faults.extend(found)
        counts.update(documents=1, provisions=len(provisions), withheld=sum(len(each.withheld) for each in provisions))
    report(faults, examples=chosen.examples)
    contradictions = sum(fault.kind in CONTRADICTIONS for fault in faults)
    figures = {**counts, "contradictions": contradictions, "wording": len(faults) - contradictions}
    print(json.dumps(figures))
    fallen = failures(figures) if chosen.check else []
    print(*fallen, sep="\n")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
