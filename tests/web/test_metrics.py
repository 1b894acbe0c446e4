from __future__ import annotations

from app.web.metrics import Metrics


def test_requests_are_counted_and_timed_by_route_and_status() -> None:
    metrics = Metrics()
    for seconds in (0.0004, 0.02, 0.02, 30):
        metrics.observe("GET", "/graph.svg", 200, seconds)
    metrics.observe("BREW", "none", 405, 0.1)
    text = metrics.text().decode()
    assert 'http_requests_total{handler="/graph.svg",method="GET",status="200"} 4.0' in text
    assert 'http_requests_total{handler="none",method="other",status="405"} 1.0' in text
    assert 'http_request_duration_seconds_bucket{handler="/graph.svg",le="0.025",method="GET",status="200"} 3.0' in text
    assert 'http_request_duration_seconds_bucket{handler="/graph.svg",le="+Inf",method="GET",status="200"} 4.0' in text
    assert 'http_request_duration_seconds_sum{handler="/graph.svg",method="GET",status="200"} 30.0404' in text
