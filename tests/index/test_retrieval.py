"""Rankings fused into one."""

import random

from index.retrieval import fuse


def test_what_both_rankings_have_comes_before_what_one_has() -> None:
    assert fuse([[1, 2, 3], [9, 2, 8]], [1.0, 1.0])[0] == 2


def test_one_ranking_keeps_its_order() -> None:
    assert fuse([[5, 3, 9], []], [1.0, 0.4]) == fuse([[5, 3, 9]], [1.0]) == [5, 3, 9]
    assert fuse([[], []], [1.0, 0.4]) == fuse([], []) == []


def test_the_ranking_that_weighs_more_goes_first() -> None:
    assert fuse([[1], [2]], [1.0, 0.4]) == [1, 2]
    assert fuse([[1], [2]], [0.4, 1.0]) == [2, 1]


def test_ties_are_in_the_order_of_keys() -> None:
    assert fuse([[7], [4]], [1.0, 1.0]) == [4, 7]


def test_every_key_comes_once() -> None:
    random_ = random.Random(1)
    for _ in range(50):
        rankings = [random_.sample(range(40), random_.randint(0, 40)) for _ in range(2)]
        fused = fuse(rankings, [1.0, 0.4])
        assert sorted(fused) == sorted({*rankings[0], *rankings[1]})
