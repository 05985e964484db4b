"""`kill -9` in the middle of delivery, again and again, with a mail server and a webhook that fail as well: nothing is lost, no second id.

    python -m evaluation.deliveries [--kills 50] [--messages 150] [--seed 1]

A new atlas in a temporary folder has one subscriber with inbox, mail (a real SMTP server on loopback) and a webhook (on loopback, answering 200, 500,
429 or late). Workers are killed at random moments; two run at once now and then. At the end every message must have arrived on every channel, under
one id with the same bytes, mails at most twice and then with the same Message-ID, and the queue must be empty.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from tests.site.conftest import free_port
from tests.watching.receivers import LOOPBACK, Receiver, receiving

from clauseatlas.pipeline.workshop import start_atlas

WORKER = """
import sys
from datetime import timedelta
from clauseatlas.pipeline.workshop import open_atlas
workshop = open_atlas()
from clauseatlas.watching.delivering import send_due
from clauseatlas.watching.models import Delivery
Delivery.objects.filter(state="waiting").update(due=workshop.clock())
print("ready", flush=True)
send_due(workshop, lease=timedelta(seconds=1))
"""
SLOWEST = 1.2  # seconds after its start at which a worker is killed at the latest
MAILS_AT_MOST = 2


class Box:
    """A mail server that keeps what it took, and refuses for a while now and then."""

    def __init__(self, chance: random.Random) -> None:
        self.mails: list[bytes] = []
        self.chance = chance
        self.troubled = True

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the name aiosmtpd calls
        if self.troubled and self.chance.random() < 0.1:
            return "451 try again later"
        self.mails.append(envelope.content)
        return "250 taken"


def prepare(home: Path, messages: int, receiver: Receiver) -> list[str]:
    """An atlas with one subscriber, three channels and deliveries that wait; the keys."""
    workshop, _ = start_atlas(home)
    from clauseatlas.accounts.holding import Holder
    from clauseatlas.accounts.models import Person
    from clauseatlas.watching.bundling import delivery_to
    from clauseatlas.watching.models import Channel, Delivery
    from clauseatlas.watching.sealing import seal
    from clauseatlas.watching.signing import new_secret
    from clauseatlas.watching.subscribing import subscriber_of
    from clauseatlas.watching.words import MessageKind

    now = workshop.clock()
    subscriber = subscriber_of(Holder(person=Person.objects.create_user("ada@people.example", None)), now=now)
    sealed = seal({"url": f"{receiver.origin}/hook", "secret": new_secret()})
    Channel.objects.create(subscriber=subscriber, kind="webhook", name="Webhook", sealed=sealed, made=now, verified=now)
    rows = [delivery_to(channel, kind=MessageKind.TEST, now=now) for _ in range(messages) for channel in subscriber.channels.all()]
    Delivery.objects.bulk_create(rows)
    return [row.key for row in rows]


def killed(environment: dict[str, str], *, after: float, both: bool) -> int:
    """Start a worker or two, kill them after so many seconds of work; how many were still at it."""
    workers = [subprocess.Popen([sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE) for _ in range(2 if both else 1)]
    for worker in workers:
        assert worker.stdout is not None
        worker.stdout.readline()
    time.sleep(after)
    alive = sum(worker.poll() is None for worker in workers)
    for worker in workers:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert worker.stdout is not None
        worker.stdout.close()
    return alive


def judged(receiver: Receiver, box: Box) -> list[str]:
    """What is wrong at the end."""
    from clauseatlas.watching.models import Delivery, InboxEntry

    failures = [f"{each.key} is {each.state}: {each.error}" for each in Delivery.objects.exclude(state="sent")[:3]]
    keys = {kind: set(Delivery.objects.filter(channel__kind=kind).values_list("key", flat=True)) for kind in ("inbox", "mail", "webhook")}
    bodies: dict[str, set[bytes]] = defaultdict(set)
    for request in receiver.requests:
        bodies[request.headers["webhook-id"]].add(request.body)
    if set(bodies) != keys["webhook"]:
        failures.append(f"webhooks: {len(keys['webhook'] - set(bodies))} lost, {len(set(bodies) - keys['webhook'])} unknown ids")
    failures += [f"{key} came with different bytes" for key, kinds in bodies.items() if len(kinds) > 1]
    ids = Counter(str(BytesParser(policy=default).parsebytes(each)["Message-ID"]).strip("<>").partition("@")[0] for each in box.mails)
    if set(ids) != keys["mail"]:
        failures.append(f"mails: {len(keys['mail'] - set(ids))} lost, {len(set(ids) - keys['mail'])} unknown ids")
    failures += [f"mail {key} came {count} times" for key, count in ids.items() if count > MAILS_AT_MOST]
    lying = Counter(InboxEntry.objects.values_list("delivery__key", flat=True))
    if lying != Counter(keys["inbox"]):
        failures.append("the inbox lacks a message or shows one twice")
    print(f"webhook: {len(receiver.requests)} requests for {len(keys['webhook'])} messages; mail: {ids.total()} for {len(keys['mail'])}")
    return failures


def main() -> int:
    """Kill, drain, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--messages", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    box = Box(chance)
    mails = Controller(box, hostname=LOOPBACK, port=free_port())
    mails.start()
    with tempfile.TemporaryDirectory() as scratch, receiving() as receiver:
        home = Path(scratch) / "atlas"
        os.environ |= {
            "CLAUSEATLAS_HOME": str(home), "CLAUSEATLAS_SMTP_HOST": LOOPBACK, "CLAUSEATLAS_SMTP_PORT": str(mails.port),
            "CLAUSEATLAS_SMTP_SECURITY": "none", "CLAUSEATLAS_ALLOW_ORIGINS": f"{LOOPBACK}:{receiver.port}",
        }  # fmt: skip
        keys = prepare(home, given.messages, receiver)
        caught = 0
        for number in range(given.kills):
            receiver.statuses = [chance.choice((200, 200, 200, 500, 429)) for _ in range(20)]
            receiver.hang = chance.choice((0.0, 0.01, 0.05))
            caught += killed(dict(os.environ), after=chance.uniform(0.0, SLOWEST) / 4, both=number % 5 == 4)
            time.sleep(1.05)  # the lease of the dead is over
        receiver.statuses, receiver.hang, box.troubled = [], 0.0, False
        for _ in range(3):
            subprocess.run([sys.executable, "-c", WORKER], check=True, stdout=subprocess.DEVNULL)
        failures = judged(receiver, box)
    mails.stop()
    print(f"{given.kills} kills, {caught} workers died at work; {len(keys)} deliveries")
    print(*failures or ["nothing lost, no second id, no mail more than twice"], sep="\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
