"""Sealing: a signed checkpoint over the log as it stands, time from authorities outside, and a copy where the operator wants one."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_bytes

from clauseatlas.archive import checkpoints, timestamps
from clauseatlas.archive.checkpoints import Checkpoint
from clauseatlas.archive.ledger import verify_consistency
from clauseatlas.archive.notes import KEY_BYTES, SigningKey
from clauseatlas.archive.tiles import TILE_WIDTH, TiledLog, tile_root
from clauseatlas.errors import EvidenceError
from clauseatlas.pipeline import keyring
from clauseatlas.pipeline.outside import NETWORK_FAILURES, ask
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Timestamp
from clauseatlas.records.queries import log

ASK_SECONDS = 20.0  # an authority answers within one; a run must not hang on it
GIT_SECONDS = 60
OK = 200
PUBLISHED_FILE = "checkpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The newest checkpoint, whether it was signed now, how many timestamps came, and what did not work, one line each."""

    checkpoint: Checkpoint
    new: bool
    stamped: int = 0
    problems: tuple[str, ...] = ()


def tiled() -> TiledLog:
    """The log as it stands."""
    return TiledLog(log.size(), log.hashes)


def seal(workshop: Workshop, *, also: Sequence[SigningKey] = ()) -> Sealed:
    """A checkpoint over all leaves, with timestamps; what could not be got earlier is asked for again.

    Raises `EvidenceError` where the log is shorter than, or another than, what was signed before: that is a rollback, and nothing is signed over it.
    """
    key = keyring.signing_key(workshop)
    before = log.newest_checkpoint()
    held = _held(workshop)
    size = log.size()
    known = max((each for each in (before.size if before else 0, held.size if held else 0)), default=0)
    if size < known:
        raise EvidenceError("ledger", f"has {size} leaves, and {known} were signed before: it was rolled back")
    if before is not None and before.size == size:
        newest = checkpoints.read_checkpoint(before.note.encode())
        return _stamp(workshop, newest, new=False)
    log.fill(size, width=TILE_WIDTH, tile_root=tile_root)
    tree = TiledLog(size, log.hashes)
    made = checkpoints.make(keyring.name_of(workshop), size=size, root=tree.root(), keys=(key, *also))
    if held is not None and not continues(tree, held, made):
        raise EvidenceError("ledger", f"is not the log whose {held.size} leaves were signed before: it was rewritten")
    log.store_checkpoint(size=size, root=made.root.hex(), note=made.note.decode(), signed=workshop.clock())
    _hold(workshop, made)
    return _stamp(workshop, made, new=True)


def continues(tree: TiledLog, earlier: Checkpoint, later: Checkpoint) -> bool:
    """Whether the log of `later` begins with all of `earlier`."""
    if earlier.size > later.size or later.size > tree.size:
        return False
    proof = tree.consistency_proof(earlier.size, later.size)
    return verify_consistency(earlier.size, later.size, earlier_root=earlier.root, root=later.root, proof=proof)


def rotate(workshop: Workshop, *, lost: bool = False) -> Sealed:
    """A new key: its leaf, and that of the old one's end, under a checkpoint that both sign (the new one alone where the old one is lost)."""
    old = None if lost else keyring.signing_key(workshop)
    known = keyring.known_keys()
    retired = old.public if old is not None else (known[0] if known else None)
    keyring.introduce(workshop, SigningKey(name=keyring.name_of(workshop), seed=token_bytes(KEY_BYTES)), retired=retired, revoked=lost)
    return seal(workshop, also=() if old is None else (old,))


def _stamp(workshop: Workshop, checkpoint: Checkpoint, *, new: bool) -> Sealed:
    """Ask every authority about this checkpoint and about what is still waiting; publish a new one."""
    problems: list[str] = []
    stamped = 0
    row = log.newest_checkpoint()
    authorities = workshop.configuration.timestamp_authorities
    if authorities and row is not None:
        log.unstamped(row, authorities)
    waiting = [each for each in log.waiting() if each.authority in authorities]
    failed: set[str] = set()
    for each in waiting:
        if each.authority in failed:
            continue
        problem = _ask(workshop, each)
        if problem:
            failed.add(each.authority)
            problems.append(f"{each.authority}: {problem}")
        else:
            stamped += 1
    if new:
        problems += _publish(workshop, checkpoint)
    return Sealed(checkpoint=checkpoint, new=new, stamped=stamped, problems=tuple(problems))


def _ask(workshop: Workshop, row: Timestamp) -> str:
    """Get one timestamp; what went wrong, or nothing. The row remembers either."""
    note = row.checkpoint.note.encode()
    row.attempts += 1
    try:
        response = _post(workshop, row.authority, timestamps.request(note))
        stamp = timestamps.read(response, note)
    except (EvidenceError, *NETWORK_FAILURES) as error:
        row.problem = str(error)
        row.save(update_fields=["attempts", "problem"])
        return row.problem
    row.response, row.at, row.problem = response, stamp.at, ""
    row.save(update_fields=["attempts", "problem", "response", "at"])
    return ""


def _post(workshop: Workshop, address: str, content: bytes) -> bytes:
    """The answer of an authority."""
    headers = {"Content-Type": timestamps.REQUEST_TYPE, "Accept": timestamps.RESPONSE_TYPE}
    reply = ask(workshop, address, seconds=ASK_SECONDS, limit=timestamps.LARGEST_RESPONSE, content=content, headers=headers)
    if reply.status != OK:
        raise EvidenceError(address, f"answered with status {reply.status}")
    return reply.body


def _held(workshop: Workshop) -> Checkpoint | None:
    """The newest checkpoint as it is held outside the database, in the home."""
    path = workshop.configuration.home / PUBLISHED_FILE
    return checkpoints.read_checkpoint(path.read_bytes()) if path.exists() else None


def _hold(workshop: Workshop, checkpoint: Checkpoint) -> None:
    path = workshop.configuration.home / PUBLISHED_FILE
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.write_bytes(checkpoint.note)
    unfinished.replace(path)


def _publish(workshop: Workshop, checkpoint: Checkpoint) -> list[str]:
    """Commit the checkpoint in the configured clone and push it; what went wrong. No word of any visited page reaches the command."""
    clone = workshop.configuration.checkpoint_clone
    if clone is None:
        return []
    (clone / PUBLISHED_FILE).write_bytes(checkpoint.note)
    steps = (
        ("git", "-C", str(clone), "add", "--", PUBLISHED_FILE),
        ("git", "-C", str(clone), "commit", "--quiet", "--message", f"Checkpoint over {checkpoint.size} leaves", "--", PUBLISHED_FILE),
        ("git", "-C", str(clone), "push", "--quiet", workshop.configuration.checkpoint_remote, "HEAD"),
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, check=False, timeout=GIT_SECONDS)  # noqa: S603 - fixed words and operator's settings
        if done.returncode:
            return [f"{' '.join(step[3:5])}: {done.stderr.decode(errors='replace').strip()[:200]}"]
    return []
