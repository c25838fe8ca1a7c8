"""What a reward model thinks of a policy's responses, always with the same prompts and noise."""

from collections.abc import Sequence

import torch
from transformers import PreTrainedModel

from training.engine.data.batching import pad_right
from training.engine.models.forward import RewardModel
from training.engine.rollout.generate import SamplingSettings, generate
from training.engine.runtime import Runtime


@torch.no_grad()
def policy_score(
    policy: PreTrainedModel,
    judge: RewardModel,
    runtime: Runtime,
    prompts: Sequence[Sequence[int]],
    keys: Sequence[int],
    settings: SamplingSettings,
) -> dict[str, float]:
    """Samples one response per prompt and scores it.

    Args:
        policy: A causal language model; left in training mode.
        judge: The reward model, of the same tokenizer.
        runtime: Device and precision.
        prompts: Token ids of each prompt; not empty.
        keys: Noise key of each prompt.
        settings: How tokens are drawn.

    Returns:
        `score` (mean), `response_tokens` and `eos_rate`.
    """
    policy.eval()
    with runtime.autocast():
        responses = generate(policy, prompts, keys, settings)
        rows = [[*p, *r.ids] for p, r in zip(prompts, responses, strict=True)]
        last = torch.tensor([len(row) - 1 for row in rows], device=runtime.device)
        scores = judge.scores(pad_right(rows).to(runtime.device), last)
    policy.train()
    return {
        "score": float(scores.mean()),
        "response_tokens": sum(len(r.ids) for r in responses) / len(responses),
        "eos_rate": sum(r.finished for r in responses) / len(responses),
    }
