"""What is owed to a host before any request: its robots.txt and its pace."""

from clauseatlas.capture.addresses import Target
from clauseatlas.capture.fetching import Equipment, Order
from clauseatlas.capture.outcomes import Failure
from clauseatlas.capture.robots import Ruling
from clauseatlas.capture.settings import LONGEST_CRAWL_DELAY_SECONDS
from clauseatlas.model.words import Outcome


def take_turn(equipment: Equipment, target: Target, order: Order, *, previous_host: str = "") -> Failure | None:
    """A failure where robots.txt forbids `target`; None once it is our turn at its host, after as long a wait as that takes.

    A redirect within one host follows at once, as in browsers. Allowed origins are not paced. Raises `FetchError` when the host cannot be reached.
    """
    ruling = equipment.robots.rule(target, order.deadline) if equipment.settings.robots else Ruling(allowed=True)
    if not ruling.allowed:
        return Failure(outcome=Outcome.ROBOTS, detail=ruling.reason, may_be_transient=ruling.may_be_transient)
    if target.host != previous_host and target.endpoint not in equipment.settings.allow_origins:
        delay = min(ruling.crawl_delay, LONGEST_CRAWL_DELAY_SECONDS)
        order.deadline.extend(equipment.pacer.wait(target.host, at_least=delay))
    return None
