"""Checking a pack, offline, with nothing but the pack and the keys one trusts: what was proved, what was not, what does not hold."""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clauseatlas.archive import packs, timestamps, warc
from clauseatlas.archive.blobs import digest_of
from clauseatlas.archive.checkpoints import Checkpoint, read_checkpoint
from clauseatlas.archive.ledger import leaf_hash, verify_inclusion
from clauseatlas.archive.notes import PublicKey, read_key, read_note
from clauseatlas.archive.zipping import read_zip
from clauseatlas.errors import BadInput, EvidenceError, PartMissing
from clauseatlas.text.reading import read as read_text
from clauseatlas.text.reading import reader_stamp

LARGEST_WARC = 256 * 1024 * 1024  # unpacked; ten times the largest body


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What came of a check, one plain line each. It holds when there are no problems, whatever could not be proved."""

    record: str = ""
    proved: list[str] = field(default_factory=list)
    not_proved: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing contradicts the pack."""
        return not self.problems

    def report(self) -> dict[str, Any]:
        """The result as `verify --format json` prints it."""
        return {"verified": self.holds, "record": self.record, "proved": self.proved, "not_proved": self.not_proved, "problems": self.problems}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pack:
    members: Mapping[str, bytes]
    record: Mapping[str, Any]
    leaves: Mapping[int, Mapping[str, Any]]
    checkpoint: Checkpoint

    def text(self, entry: Mapping[str, Any]) -> str:
        return self.members[f"evidence/{entry['prefix']}text.txt"].decode()


def verify_pack(content: bytes, *, keys: Sequence[PublicKey] = (), roots: Sequence[bytes] = (), against: Checkpoint | None = None) -> Verdict:
    """The verdict on a pack. `keys` are those one trusts, `roots` PEM files of timestamp authorities; never raises for what is in the pack."""
    verdict = Verdict()
    try:
        members = read_zip(content)
        verdict.proved.append("the file is one whole pack: no member or byte was added, doubled or hidden")
        _check_lists(members, verdict)
        pack = _open(members)
        verdict.record = str(pack.record["record"])
        for check in (_check_log, _check_texts, _check_quotes, _check_archive):
            check(pack, verdict)
        _check_signatures(pack, verdict, keys)
        _check_time(pack, verdict, roots)
        own = pack.checkpoint
        if against is not None and (against.origin, against.size, against.root) != (own.origin, own.size, own.root):
            verdict.not_proved.append("that the given checkpoint and the one in the pack are of one log: ask the archive for a consistency proof")
    except (EvidenceError, BadInput) as error:
        verdict.problems.append(str(error))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, zlib.error) as error:
        verdict.problems.append(f"the pack lacks what it must have, or holds something else ({type(error).__name__}: {error})")
    verdict.not_proved.append("that the platform sent the same page to everyone: a pack proves what this archive held")
    return verdict


def _check_lists(members: Mapping[str, bytes], verdict: Verdict) -> None:
    """Every member is listed, in both lists, with its digest."""
    if packs.sums(members) != members[packs.SUMS]:
        raise EvidenceError(packs.SUMS, "does not list exactly the files that are there with their digests")
    package = json.loads(members[packs.PACKAGE])
    listed = packs.package_resources(members)
    if package["resources"] != listed:
        raise EvidenceError(packs.PACKAGE, "does not list exactly the files that are there")
    verdict.proved.append(f"{len(members)} files have the digests that are listed for them")


def _open(members: Mapping[str, bytes]) -> _Pack:
    record = json.loads(members[packs.RECORD])
    if record["schema"] != packs.SCHEMA:
        raise EvidenceError("pack", f"is of another kind ({record['schema']}); a newer edition may know it")
    checkpoint = read_checkpoint(members[packs.CHECKPOINT])
    leaves = {}
    for entry in json.loads(members[packs.LOG]):
        proof = [bytes.fromhex(each) for each in entry["proof"]]
        leaf = leaf_hash(entry["manifest"])
        if not verify_inclusion(leaf, entry["leaf"], size=checkpoint.size, proof=proof, root=checkpoint.root):
            raise EvidenceError(f"log entry {entry['leaf']}", "is not in the log of this checkpoint")
        leaves[entry["leaf"]] = entry["manifest"]
    return _Pack(members=members, record=record, leaves=leaves, checkpoint=checkpoint)


def _check_log(pack: _Pack, verdict: Verdict) -> None:
    told = pack.record["checkpoint"]
    if (told["origin"], told["size"], told["root"]) != (pack.checkpoint.origin, pack.checkpoint.size, pack.checkpoint.root.hex()):
        raise EvidenceError("record.json", "names another checkpoint than the pack has")
    named = {leaf for entry in pack.record["texts"] for leaf in entry["leaves"].values()} | set(pack.record.get("leaves", ()))
    if named != set(pack.leaves):
        raise EvidenceError("log", "has other entries than the record names")
    if not pack.leaves:
        verdict.not_proved.append("that the log knows this record: it was made before the log, or elsewhere")
    verdict.proved.append(f"{len(pack.leaves)} log entries are among the {pack.checkpoint.size} of the checkpoint (RFC 6962 inclusion)")


def _check_texts(pack: _Pack, verdict: Verdict) -> None:
    for entry in pack.record["texts"]:
        name = f"version {entry['version']}"
        text = pack.text(entry)
        if digest_of(text.encode()) != entry["text_sha256"]:
            raise EvidenceError(name, "has another text than its digest says")
        _check_version_leaf(pack, entry, name, verdict)
        _check_bytes(pack, entry, name, verdict)
        _check_rereading(pack, entry, text, name=name, verdict=verdict)


def _check_version_leaf(pack: _Pack, entry: Mapping[str, Any], name: str, verdict: Verdict) -> None:
    leaf = entry["leaves"].get("version")
    if leaf is None:
        verdict.not_proved.append(f"that the log recorded {name}")
        return
    told = pack.leaves[leaf]
    expected = ("version", entry["version"], entry["text_sha256"], pack.record["document"])
    if (told["event"], told["number"], told["text_sha256"], told["document"]) != expected:
        raise EvidenceError(name, "is another than the log recorded")
    verdict.proved.append(f"the text of {name} is the one that the log recorded")


def _check_bytes(pack: _Pack, entry: Mapping[str, Any], name: str, verdict: Verdict) -> None:
    """Body and rendered page are those of the logged capture, and the text is said to come from them."""
    leaf = entry["leaves"].get("capture")
    if leaf is None:
        verdict.not_proved.append(f"where the text of {name} came from: its bytes were not captured here")
        return
    told = pack.leaves[leaf]
    body = pack.members[entry["body_file"]]
    dom = pack.members.get(f"evidence/{entry['prefix']}dom.html")
    found = (digest_of(body), digest_of(dom) if dom is not None else None)
    if found != (entry["body_sha256"], entry["dom_sha256"]) or found != (told["body_sha256"], told["dom_sha256"]):
        raise EvidenceError(name, "has other bytes than the log recorded")
    if (told["event"], told["document"], told["at"]) != ("capture", pack.record["document"], entry["captured"]):
        raise EvidenceError(name, "names another capture than the log recorded")
    verdict.proved.append(f"the bytes of {name} are those that the log recorded as received from {told['final_url']} at {told['at']} by our clock")


def _check_rereading(pack: _Pack, entry: Mapping[str, Any], text: str, *, name: str, verdict: Verdict) -> None:
    reading = entry["reading"]
    if entry["body_file"] is None:
        return
    if reader_stamp(reading["media_type"] or "") != entry["reader"]:
        verdict.not_proved.append(f"that {name} reads the same again: it was read by {entry['reader']}, which is another edition")
        return
    dom = pack.members.get(f"evidence/{entry['prefix']}dom.html")
    again = read_text(
        dom if dom is not None else pack.members[entry["body_file"]],
        media_type=reading["media_type"],
        charset=reading["charset"],
        url=entry["url"],
        select=tuple(reading["select"]),
        remove=tuple(reading["remove"]),
    )
    if again.text != text:
        raise EvidenceError(name, "reads differently from its bytes")
    verdict.proved.append(f"reading the bytes of {name} again gives the same text")


def _check_quotes(pack: _Pack, verdict: Verdict) -> None:
    quotes = pack.record["quotes"]
    if not quotes:
        return
    entry = pack.record["texts"][0]
    text = pack.text(entry)
    for quote in quotes:
        if not quote["exact"] or text[quote["start"] : quote["end"]] != quote["exact"]:
            raise EvidenceError("quotation", f"does not stand at {quote['start']}")
    if json.loads(pack.members[packs.SELECTORS]) != packs.selector_list(text, quotes):
        raise EvidenceError("selectors", "point elsewhere than the quotations stand")
    verdict.proved.append(f"{len(quotes)} quotations stand in the text, character by character")
    _check_revision(pack, entry, verdict)


def _check_revision(pack: _Pack, entry: Mapping[str, Any], verdict: Verdict) -> None:
    """The record is the one whose digest the log has among the provisions of its version."""
    revision = pack.members[packs.REVISION]
    if list(json.loads(revision)["quotes"]) != [each["exact"] for each in pack.record["quotes"]]:
        raise EvidenceError("record", "quotes something else than its revision")
    leaf = entry["leaves"].get("analysis")
    if leaf is None:
        verdict.not_proved.append("that the log recorded this analysis")
        return
    told = pack.leaves[leaf]
    listed = json.loads(pack.members[packs.PROVISIONS])["provisions"]
    expected = ("analysis", entry["text_sha256"], digest_of(pack.members[packs.PROVISIONS]))
    if (told["event"], told["text_sha256"], told["provisions_sha256"]) != expected:
        raise EvidenceError("analysis", "is another than the log recorded")
    number = int(str(pack.record["record"]).rpartition("-")[2])
    if {"provision": number, "revision_sha256": digest_of(revision)} not in listed:
        raise EvidenceError("record", "is not among those that the log recorded for this text")
    verdict.proved.append("the record says what the log recorded for this text")


def _check_archive(pack: _Pack, verdict: Verdict) -> None:
    for entry in pack.record["texts"]:
        content = _unpacked(pack.members[f"archive/{entry['prefix']}capture.warc.gz"])
        records = list(warc.read(content))
        broken = [problem for record in records for problem in warc.problems(record)]
        if broken:
            raise EvidenceError("WARC", broken[0])
        leaf = entry["leaves"].get("capture")
        logged = pack.leaves[leaf]["facts"].get("warc_sha256") if leaf is not None else None
        if logged is None:
            verdict.not_proved.append(f"request and headers of version {entry['version']}: this capture was made without them")
        elif logged != digest_of(content):
            raise EvidenceError("WARC", "is another than the log recorded")
        else:
            _check_payload(records, pack.members[entry["body_file"]])
            verdict.proved.append(f"the WARC of version {entry['version']} is the one that the log recorded, and its payload is the body")


def _check_payload(records: Sequence[warc.Record], body: bytes) -> None:
    """The last response carries the body, its content coding undone; a capture in a browser or of a file has it as a resource."""
    payloads = []
    for record in records:
        if record.header("WARC-Type") == "response":
            payloads.append(_decoded(record))
        elif record.header("WARC-Type") == "resource":
            payloads.append(record.payload)
        elif record.header("WARC-Type") == "revisit":
            return
    if body not in payloads:
        raise EvidenceError("WARC", "carries another body")


def _decoded(record: warc.Record) -> bytes:
    head, _, payload = record.block.partition(b"\r\n\r\n")
    fields = dict(line.decode("latin-1").lower().partition(":")[::2] for line in head.split(b"\r\n")[1:])
    for coding in reversed([each.strip().removeprefix("x-") for each in fields.get("content-encoding", "").split(",")]):
        if coding == "gzip":
            payload = _unpacked(payload)
        elif coding == "deflate":
            try:
                payload = zlib.decompress(payload)
            except zlib.error:
                payload = zlib.decompress(payload, -zlib.MAX_WBITS)
    return payload


def _unpacked(content: bytes) -> bytes:
    """The members of a gzip file one after the other, bounded; a rest behind the last one is left out, as browsers do."""
    out, rest = b"", content
    while rest[:2] == b"\x1f\x8b":
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        out += inflater.decompress(rest, LARGEST_WARC)
        if not inflater.eof or len(out) > LARGEST_WARC:
            raise EvidenceError("WARC", "is cut short or too large")
        rest = inflater.unused_data
    return out


def _check_signatures(pack: _Pack, verdict: Verdict, keys: Sequence[PublicKey]) -> None:
    own = read_key(pack.members[packs.KEY].decode())
    if pack.members[packs.KEY].decode() != f"{own.line}\n":
        raise EvidenceError("key.txt", "holds more than a key")
    note = read_note(pack.members[packs.SIGNATURE])
    if note.text != packs.signed_text(str(pack.record["record"]), pack.members[packs.SUMS]):
        raise EvidenceError(packs.SIGNATURE, "is over another list of files")
    trusted = tuple(keys) or (own,)
    both: tuple[tuple[str, Callable[[Sequence[PublicKey]], tuple[PublicKey, ...]]], ...] = (
        ("the pack", note.signers),
        ("the checkpoint", pack.checkpoint.signers),
    )
    for subject, signers in both:
        if not signers([*trusted, own]):
            raise EvidenceError("signature", f"of {subject} is by no key of the pack")
        if not signers(trusted):
            raise EvidenceError("signature", f"of {subject} is not by a key that was given")
    if keys:
        verdict.proved.append("pack and checkpoint are signed by a key that was given as trusted")
    else:
        verdict.not_proved.append(f"whose signature it is: by an unknown key that came with the pack ({own.line}); give the key you trust with --key")


def _check_time(pack: _Pack, verdict: Verdict, roots: Sequence[bytes]) -> None:
    stamped = pack.record["timestamps"]
    if not stamped:
        verdict.not_proved.append("when: no authority outside has stamped the checkpoint, the times are this archive's own")
        return
    carried = [pack.members[packs.ROOTS]] if packs.ROOTS in pack.members else []
    for each in stamped:
        response = pack.members[each["file"]]
        try:
            if roots or carried:
                stamp = timestamps.check(response, pack.checkpoint.note, roots=roots or carried)
                trust = "" if roots else " (its root certificate came with the pack: compare it with the authority's)"
                verdict.proved.append(f"the checkpoint existed by {stamp.at.isoformat()}, says {each['authority']}{trust}")
            else:
                stamp = timestamps.read(response, pack.checkpoint.note)
                verdict.not_proved.append(f"the signature of {each['authority']} at {stamp.at.isoformat()}: give its root certificate with --root")
            _check_clock(pack, verdict, stamp.at.isoformat())
        except PartMissing as error:
            verdict.not_proved.append(f"the timestamp: {error}")


def _check_clock(pack: _Pack, verdict: Verdict, stamped: str) -> None:
    """A capture that our clock put behind the timestamp over it: the clock was wrong."""
    for leaf, told in pack.leaves.items():
        if told["at"][:19] > stamped[:19]:
            verdict.problems.append(f"log entry {leaf} claims {told['at']}, after the authority saw it at {stamped}: our clock was wrong")


def is_pack(content: bytes) -> bool:
    """Whether bytes look like a zip file at all."""
    return content[:4] == b"PK\x03\x04"
