"""Runs that are drawn again and not run again."""

from __future__ import annotations

from typing import Any

from app.web.kept_listings import KeptListings, Told
from app.web.question import RunQuestion


def done(whole: Any = "w0", around: dict[str, Any] | None = None, **other: Any) -> dict[str, Any]:
    return {"whole": whole, "around": around or {}, "refused": None, "refusal": None, "error": None} | other


def asked(episode: int | None = 0, near: int = 0, source: str = "a") -> RunQuestion:
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


def test_the_refused_pass_stands_behind_all_others_and_is_what_nobody_asked_for() -> None:
    kept = KeptListings()
    ended: dict[str, Any] = {"refused": {"index": 4}, "error": {"code": "listing.exception"}}
    kept.keep(asked(None), EPISODES, done("refused", **ended))
    assert kept.found(asked(0)) is None
    assert [(kept.found(asked(each)) or ((), {}))[1]["whole"] for each in (None, 4, 9)] == ["refused"] * 3
    kept.keep(asked(0), EPISODES, done("w0", **ended))
    assert (kept.found(asked(0)) or ((), {}))[1]["whole"] == "w0"


def test_what_time_stopped_is_run_again_and_the_oldest_runs_are_forgotten() -> None:
    kept = KeptListings(most=2_000)
    kept.keep(asked(), EPISODES, done(error={"code": "limit.listing_time"}))
    assert kept.found(asked()) is None
    for source in "abc":
        kept.keep(asked(source=source), [], done("w" * 800))
    assert kept.found(asked(source="a")) is None and kept.found(asked(source="c")) is not None
