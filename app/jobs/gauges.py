"""How this process stands at the moment somebody asks: what waits, what is behind, who watches."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from app.jobs.deliver import Deliverer
from app.jobs.heads import Head, Heads
from app.live.hub import Hub
from app.stream.writers import Writers


class Gauges(Collector):
    """Reads what the parts hold; asks the database nothing."""

    def __init__(self, heads: Heads, hub: Hub, writers: Writers, deliverer: Deliverer) -> None:
        self.heads, self.hub, self.writers, self.deliverer = heads, hub, writers, deliverer
        self.registry = CollectorRegistry()
        self.registry.register(self)

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing is looked at when it is registered."""
        return ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each gauge with its samples."""
        heads, watched = self.heads.known, self.hub.watched()
        yield by_stream(
            "surgeline_submissions_waiting",
            "Submissions that wait to be written",
            {code: len(writer.waiting) for code, writer in self.writers.open.items()},
        )
        yield by_stream(
            "surgeline_stream_seq", "The newest journal entry", {c: h.seq for c, h in heads.items()}
        )
        yield by_stream(
            "surgeline_timers_overdue_seconds",
            "How long the earliest timer has run out and was not looked at, in real time",
            {code: overdue(head) for code, head in heads.items()},
        )
        yield by_stream("surgeline_boards", "Boards connected here", watched)
        yield by_stream(
            "surgeline_boards_behind_entries",
            "Entries that the boards here were not offered yet",
            {code: max(0, heads[code].seq - (self.hub.head(code) or 0)) for code in watched if code in heads},
        )
        yield GaugeMetricFamily(
            "surgeline_fan_out_lag_seconds",
            "How long the slowest board here has had something waiting",
            self.hub.longest_wait(),
        )
        yield GaugeMetricFamily(
            "surgeline_heads_read_seconds_ago",
            "Seconds since the database last answered",
            self.heads.silent_for(),
        )
        yield GaugeMetricFamily(
            "surgeline_clock_ahead_seconds",
            "By how much this clock is ahead of the database's",
            self.heads.guard.off_by(),
        )
        yield GaugeMetricFamily("surgeline_tasks", "Tasks alive", len(asyncio.all_tasks()))
        yield GaugeMetricFamily("surgeline_pages_in_hand", "Pages being sent", len(self.deliverer.in_hand))


def by_stream(name: str, words: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    """One sample a stream."""
    family = GaugeMetricFamily(name, words, labels=["stream"])
    for stream, value in values.items():
        family.add_metric([stream], value)
    return family


def overdue(head: Head) -> float:
    """Seconds by which the stream's earliest timer is overdue, at the pace of its clock."""
    if head.first_due is None:
        return 0.0
    late = (head.now() - head.first_due) / timedelta(seconds=1)
    return max(0.0, late / max(float(head.clock.pace), 1.0))
