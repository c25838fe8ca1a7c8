"""Means and whitening over the tokens that count."""

import torch


def masked_mean(values: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Averages the entries that count.

    Args:
        values: Any shape.
        mask: The same shape, bool, True = counts.

    Returns:
        A scalar; 0 where nothing counts.
    """
    weights = mask.to(values.dtype)
    return (values * weights).sum() / weights.sum().clamp(min=1)


def masked_whiten(
    values: torch.Tensor, mask: torch.Tensor, *, center: bool, epsilon: float = 1e-8
) -> torch.Tensor:
    """Scales the entries that count to variance one.

    Args:
        values: Any shape.
        mask: The same shape, bool, True = counts.
        center: True also moves their mean to zero; False keeps the mean where it was.
        epsilon: Added to the variance.

    Returns:
        The same shape; zero where the mask is False. Variance is the population's (divided by n).
        Source: lm-human-preferences, `whiten` (Ziegler et al. 2019), where `shift_mean=False` is
        this `center=False`.
    """
    mean = masked_mean(values, mask)
    variance = masked_mean((values - mean) ** 2, mask)
    whitened = (values - mean) * torch.rsqrt(variance + epsilon)
    if not center:
        whitened = whitened + mean
    return whitened * mask.to(values.dtype)
