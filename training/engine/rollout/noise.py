"""Noise that belongs to one completion, whatever batch it is sampled in.

A token is drawn as the arg max of log-probability plus Gumbel noise. The noise is a hash of (seed,
prompt, index, position, token), computed in integers: no generator whose state depends on who else
is in the batch, the same on every device. Two batches can differ only where two candidates lie
within float rounding of each other.
"""

import hashlib

import torch

_GOLDEN = -7046029254386353131  # 0x9E3779B97F4A7C15 as int64: splitmix64's increment
_MIX_1 = -49064778989728563  # 0xFF51AFD7ED558CCD, murmur3's finalizer
_MIX_2 = -4265267296055464877  # 0xC4CEB9FE1A85EC53


def row_key(seed: int, prompt_id: str, index: int) -> int:
    """Hashes what names a completion into a signed 64-bit key."""
    name = f"{seed}\0{prompt_id}\0{index}".encode()
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "big", signed=True)


def gumbel_noise(keys: torch.Tensor, position: int, vocab: int) -> torch.Tensor:
    """Draws standard Gumbel noise for every row and token.

    Args:
        keys: [B] int64, one per completion.
        position: Position of the token in its completion, from 0.
        vocab: Number of tokens V.

    Returns:
        [B, V] float32.
    """
    tokens = torch.arange(vocab, dtype=torch.int64, device=keys.device)
    rows = _mix(keys + (position + 1) * _wrapped(_GOLDEN))
    bits = _mix(rows[:, None] + tokens[None, :] * _wrapped(_GOLDEN))
    # 52 bits, centred in their cell: never 0 or 1, so that both logarithms are finite.
    uniform = (_shift(bits, 12).to(torch.float64) + 0.5) * 2.0**-52
    return -torch.log(-torch.log(uniform)).float()


def _wrapped(value: int) -> torch.Tensor:
    return torch.tensor(value, dtype=torch.int64)


def _shift(bits: torch.Tensor, by: int) -> torch.Tensor:
    """Shifts right without the sign (torch's own shift is arithmetic)."""
    return (bits >> by) & ((1 << (64 - by)) - 1)


def _mix(bits: torch.Tensor) -> torch.Tensor:
    """murmur3's 64-bit finalizer, elementwise; products wrap around."""
    bits = (bits ^ _shift(bits, 33)) * _MIX_1
    bits = (bits ^ _shift(bits, 33)) * _MIX_2
    return bits ^ _shift(bits, 33)
