"""Every host gets its rest, whoever asks."""

import threading

from clauseatlas.capture.pacing import Pacer

from .conftest import Visits


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def ticks(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)

    def pacer(self, interval: float = 2.0) -> Pacer:
        return Pacer(interval, ticks=self.ticks, sleep=self.sleep)


def test_the_first_visit_waits_for_nothing_and_the_next_for_its_turn() -> None:
    clock = Clock()
    pacer = clock.pacer()
    assert [pacer.wait("a.example"), pacer.wait("a.example"), pacer.wait("a.example")] == [0.0, 2.0, 4.0]
    assert clock.slept == [2.0, 4.0]


def test_hosts_do_not_wait_for_each_other() -> None:
    pacer = Clock().pacer()
    assert pacer.wait("a.example") == pacer.wait("b.example") == 0.0


def test_time_that_passed_counts() -> None:
    clock = Clock()
    pacer = clock.pacer()
    pacer.wait("a.example")
    clock.now += 1.5
    assert pacer.wait("a.example") == 0.5
    clock.now += 100.0
    assert pacer.wait("a.example") == 0.0


def test_a_longer_crawl_delay_is_kept() -> None:
    pacer = Clock().pacer()
    pacer.wait("a.example", at_least=10.0)
    assert pacer.wait("a.example", at_least=1.0) == 10.0
    assert pacer.wait("a.example") == 12.0


def test_a_host_that_asks_for_rest_gets_it() -> None:
    pacer = Clock().pacer()
    pacer.postpone("a.example", 30.0)
    assert pacer.wait("a.example") == 30.0


def test_many_workers_get_turns_one_interval_apart() -> None:
    clock = Clock()
    pacer = clock.pacer(interval=1.0)
    workers = [threading.Thread(target=pacer.wait, args=("a.example",)) for _ in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(clock.slept) == [float(turn) for turn in range(1, 20)]


def test_the_pacer_forgets_hosts_whose_rest_is_over() -> None:
    clock = Clock()
    pacer = clock.pacer()
    for number in range(10_000):
        pacer.wait(f"{number}.example")
        clock.now += 3.0
    assert len(pacer) < 2000


def test_visits_to_allowed_origins_are_not_paced(visits: Visits) -> None:
    for _ in range(3):
        visits("/page")
    assert visits.slept == []
