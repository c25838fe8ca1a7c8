"""Orders, padding and packing."""

import torch

from training.engine.data.batching import (
    collate,
    collate_packed,
    epoch_batches,
    pack,
    pad_left,
    pad_right,
)

EXAMPLES = [
    ([1, 2, 3], [False, True, True]),
    ([4, 5], [True, True]),
    ([6, 7, 8, 9], [False, False, True, True]),
]


def test_an_epoch_holds_every_example_once_and_differs_from_the_next() -> None:
    lengths = [n * 7 % 50 for n in range(200)]

    first = epoch_batches(lengths, 8, seed=1, epoch=0)
    again = epoch_batches(lengths, 8, seed=1, epoch=0)
    second = epoch_batches(lengths, 8, seed=1, epoch=1)

    assert sorted(i for batch in first for i in batch) == list(range(200))
    assert first == again != second


def test_batches_hold_examples_of_like_length() -> None:
    lengths = [n * 7 % 50 + 1 for n in range(256)]

    batches = epoch_batches(lengths, 16, seed=0, epoch=0)

    padded = sum(len(batch) * max(lengths[i] for i in batch) for batch in batches)
    assert sum(lengths) / padded > 0.9


def test_padding_goes_to_the_right_or_to_the_left() -> None:
    assert pad_right([[1, 2], [3]]).tolist() == [[1, 2], [3, 0]]
    ids, mask = pad_left([[1, 2], [3]])
    assert ids.tolist() == [[1, 2], [0, 3]]
    assert mask.tolist() == [[True, True], [False, True]]


def test_the_first_token_is_never_a_target() -> None:
    batch = collate(EXAMPLES)

    assert batch.ids.tolist() == [[1, 2, 3, 0], [4, 5, 0, 0], [6, 7, 8, 9]]
    assert batch.targets.tolist() == [
        [False, True, True, False],
        [False, True, False, False],
        [False, False, True, True],
    ]


def test_packing_fills_rows_and_loses_nothing() -> None:
    rows = pack(EXAMPLES, capacity=6, order=[0, 1, 2])

    assert rows == [[2, 1], [0]]


def test_packed_positions_restart_and_first_tokens_are_not_predicted() -> None:
    batch = collate_packed(EXAMPLES, [[2, 1], [0]])

    assert batch.ids.tolist() == [[6, 7, 8, 9, 4, 5], [1, 2, 3, 0, 0, 0]]
    assert batch.positions is not None
    assert batch.positions.tolist() == [[0, 1, 2, 3, 0, 1], [0, 1, 2, 0, 0, 0]]
    assert batch.targets.tolist() == [
        [False, False, True, True, False, True],
        [False, True, True, False, False, False],
    ]


def test_parts_of_a_batch_are_the_whole() -> None:
    batch = collate_packed(EXAMPLES, [[2, 1], [0]])

    parts = batch.split(1)

    assert torch.equal(torch.cat([part.ids for part in parts]), batch.ids)
    assert len(batch.split(0)) == 1
