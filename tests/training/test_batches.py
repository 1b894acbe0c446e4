from __future__ import annotations

import pytest

from app.training.batches import Batch, Batches


@pytest.mark.parametrize(("batch", "size", "in_epoch"), [("each", 1, 5), ("full", 5, 1), (2, 2, 3), (7, 5, 1)])
def test_an_epoch_goes_through_all_samples_once(batch: Batch, size: int, in_epoch: int) -> None:
    for shuffle in (False, True):
        batches = Batches(5, batch, shuffle, seed=4)
        assert (batches.size, batches.in_epoch) == (size, in_epoch)
        for epoch in range(3):
            seen = [sample for step in range(in_epoch) for sample in batches.at(epoch * in_epoch + step)]
            assert sorted(seen) == [0, 1, 2, 3, 4]


def test_a_shuffled_order_is_of_the_seed_and_the_epoch_alone() -> None:
    first, again, other = (Batches(50, 10, True, seed) for seed in (1, 1, 2))
    assert first.order(3).tolist() == again.order(3).tolist() != other.order(3).tolist()
    assert first.order(0).tolist() != first.order(1).tolist()


def test_a_full_batch_stays_in_order() -> None:
    assert Batches(5, "full", True, 1).order(9).tolist() == [0, 1, 2, 3, 4]
