"""Runs that are drawn again and not run again."""

from __future__ import annotations

from typing import Any

from app.web.kept_listings import KeptListings, Told
from app.web.question import RunQuestion


def done(whole: Any = "w0", around: dict[str, Any] | None = None, **other: Any) -> dict[str, Any]:
    return {"whole": whole, "around": around or {}, "refused": None, "refusal": None, "error": None} | other


def asked(episode: int = 0, near: int = 0, source: str = "a") -> RunQuestion:
    return RunQuestion(source=source, episode=episode, near=near)


EPISODES: Told = [("episode", {"index": index}) for index in range(4)]
TOLD: Told = [("console", {"text": "x"}), *EPISODES]


def test_an_episode_that_is_here_is_given_again_with_those_beside_it() -> None:
    kept = KeptListings()
    assert kept.found(asked()) is None
    kept.keep(asked(1, 1), TOLD, done("w1", {"0": "w0", "2": "w2"}))
    told, last = kept.found(asked(1, 1)) or ([], {})
    assert (told, last["whole"], last["around"]) == (TOLD, "w1", {0: "w0", 2: "w2"})
    assert (kept.found(asked(0)) or ((), {}))[1]["whole"] == "w0"
    assert kept.found(asked(9)) is None and kept.found(asked(2, 1)) is None
    assert kept.found(asked(source="b")) is None
    kept.keep(asked(9), EPISODES, done("w3"))
    assert (kept.found(asked(2, 2)) or ((), {}))[1]["around"] == {0: "w0", 1: "w1", 3: "w3"}


def test_what_a_backward_led_to_that_was_refused_is_the_same_for_all_episodes() -> None:
    kept = KeptListings()
    kept.keep(asked(), EPISODES, done("broken", broken=True, error={"code": "listing.exception"}))
    assert (kept.found(asked(3)) or ((), {}))[1]["whole"] == "broken"


def test_what_time_stopped_is_run_again_and_the_oldest_runs_are_forgotten() -> None:
    kept = KeptListings(most=2_000)
    kept.keep(asked(), EPISODES, done(error={"code": "limit.listing_time"}))
    assert kept.found(asked()) is None
    for source in "abc":
        kept.keep(asked(source=source), [], done("w" * 800))
    assert kept.found(asked(source="a")) is None and kept.found(asked(source="c")) is not None
