"""What is told of a listing whose process ends first."""

from __future__ import annotations

from app.listing.nursery import ended, undrawn


def test_a_listing_that_ran_keeps_what_it_printed_and_left_when_its_graph_takes_too_long() -> None:
    ran = {"event": "ran", "error": None, "plots": [1], "variables": [2], "episodes": [3]}
    done = undrawn(ran)
    assert (done["event"], done["plots"], done["variables"], done["episodes"]) == ("done", [1], [2], [3])
    assert done["refusal"]["code"] == "listing.undrawn" and done["whole"] is None and done["findings"] == []


def test_a_process_that_ends_before_its_listing_says_why() -> None:
    assert ended(11.0, 10.0)["error"]["code"] == "limit.listing_time"
    assert ended(1.0, 10.0)["error"]["code"] == "listing.ended"
