"""Counts and durations of requests, for /metrics.

A request adds to one row of numbers; Prometheus' families are made from the rows when they are asked for. Recording
straight into client objects costs about as much as a whole small graph does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


class Metrics(Collector):
    """`http_requests_total` and `http_request_duration_seconds`, by method, route and status."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str, int], list[float]] = {}
        """(method, route, status) -> a count for each bucket and one above, then the sum of seconds"""
        self.registry = CollectorRegistry()
        self.registry.register(self)
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        key = (method if method in METHODS else "other", route, status)
        row = self.rows.get(key)
        if row is None:
            row = self.rows[key] = [0.0] * (len(BUCKETS) + 2)
        row[bisect_left(BUCKETS, seconds)] += 1
        row[-1] += seconds

    def collect(self) -> Iterator[Metric]:
        labels = ["method", "handler", "status"]
        total = CounterMetricFamily("http_requests", "Requests answered.", labels=labels)
        duration = HistogramMetricFamily(
            "http_request_duration_seconds", "Seconds until the answer was sent.", labels=labels
        )
        for (method, route, status), row in list(self.rows.items()):
            named = [method, route, str(status)]
            counts, so_far = [], 0.0
            for bound, count in zip([*map(str, BUCKETS), "+Inf"], row, strict=False):
                so_far += count
                counts.append((bound, so_far))
            total.add_metric(named, so_far)
            duration.add_metric(named, counts, row[-1])
        yield total
        yield duration

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self.registry)
