"""Makes episodes and has them judged: by the reward model, the reference and the value network."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from training.engine.config.ppo import PpoConfig
from training.engine.models.forward import CausalModel, RewardModel
from training.engine.rlhf.kl import kl_terms
from training.engine.rlhf.losses import entropies, token_logprobs
from training.engine.rlhf.masks import masked_mean
from training.engine.rlhf.rewards import penalise_unfinished
from training.engine.rollout.episodes import Layout, layout_make
from training.engine.rollout.generate import Response, SamplingSettings, generate
from training.engine.runtime import Runtime


@dataclass(frozen=True)
class Prompt:
    """A prompt that episodes start from.

    Attributes:
        prompt_id: Its id; seeds the noise of its responses.
        ids: Its token ids.
    """

    prompt_id: str
    ids: list[int]


@dataclass(frozen=True)
class Models:
    """The four networks of PPO; the first two learn.

    Attributes:
        policy: Samples, and learns.
        value: Predicts what a response will earn; starts as a copy of the reward model.
        reference: The SFT policy, frozen.
        reward: The reward model, frozen.
    """

    policy: CausalModel
    value: RewardModel
    reference: CausalModel
    reward: RewardModel


@dataclass(frozen=True)
class Experience:
    """Episodes and what every network said of them.

    Attributes:
        responses: What was sampled.
        layout: How the episodes are spread over parts.
        scores: [B] raw scores of the reward model.
        earned: [B] scores after the penalty for responses that never stopped.
        logprobs: [B, R] of the sampled tokens under the policy that sampled them.
        kl: [B, R] log-ratio to the reference.
        values: [B, R] predictions of the value network.
        entropy: Mean entropy of the policy per token, in nats.
    """

    responses: list[Response]
    layout: Layout
    scores: torch.Tensor
    earned: torch.Tensor
    logprobs: torch.Tensor
    kl: torch.Tensor
    values: torch.Tensor
    entropy: float

    @property
    def mean_kl(self) -> float:
        """KL to the reference in nats per response, averaged over the episodes."""
        return float(self.kl.sum(-1).mean())

    def figures(self) -> dict[str, float]:
        """Describes the episodes; docs/metrics.md explains each figure."""
        lengths = [len(response.ids) for response in self.responses]
        return {
            "score": float(self.scores.mean()),
            "score_std": float(self.scores.std(unbiased=False)),
            "kl": self.mean_kl,
            "kl_per_token": float(masked_mean(self.kl, self.layout.mask)),
            "entropy": self.entropy,
            "response_tokens": sum(lengths) / len(lengths),
            "eos_rate": sum(r.finished for r in self.responses) / len(self.responses),
        }


@torch.no_grad()
def experience_make(
    config: PpoConfig,
    models: Models,
    runtime: Runtime,
    prompts: Sequence[Prompt],
    keys: Sequence[int],
    *,
    stop_id: int,
    seed: Sequence[int],
) -> Experience:
    """Samples a response per prompt and has it judged.

    Args:
        config: The run's settings.
        models: The four networks.
        runtime: Device and precision.
        prompts: Where the episodes start.
        keys: Noise key of each episode.
        stop_id: Token that ends a response.
        seed: Seeds the dealing into minibatches.
    """
    responses = _sample(config, models.policy, runtime, prompts, keys, stop_id)
    layout = layout_make(
        [prompt.ids for prompt in prompts],
        responses,
        minibatch_size=config.minibatch_size,
        micro_batch_size=config.micro_batch_size,
        seed=seed,
        device=runtime.device,
    )
    policy, reference, values, entropy = [], [], [], []
    scores = torch.zeros(len(prompts), device=runtime.device)
    temperature = config.rollout.temperature
    for part in layout.parts:
        with runtime.autocast():
            logits = models.policy.logits_at(part.ids, part.where)
            ref_logits = models.reference.logits_at(part.ids, part.where)
            values.append(models.value.values_at(part.ids, part.where))
            scores[part.rows] = models.reward.scores(part.ids, part.last)
        policy.append(token_logprobs(logits, part.tokens, temperature=temperature))
        reference.append(token_logprobs(ref_logits, part.tokens, temperature=temperature))
        entropy.append(entropies(logits, temperature=temperature))
    finished = torch.tensor([r.finished for r in responses], device=runtime.device)
    logprobs = layout.grid(policy)
    return Experience(
        responses=responses,
        layout=layout,
        scores=scores,
        earned=penalise_unfinished(
            scores, finished, cap=config.missing_eos_cap, penalty=config.missing_eos_penalty
        ),
        logprobs=logprobs,
        kl=kl_terms(logprobs, layout.grid(reference)),
        values=layout.grid(values),
        entropy=float(torch.cat(entropy).mean()),
    )


def _sample(
    config: PpoConfig,
    policy: CausalModel,
    runtime: Runtime,
    prompts: Sequence[Prompt],
    keys: Sequence[int],
    stop_id: int,
) -> list[Response]:
    rollout = config.rollout
    settings = SamplingSettings(rollout.temperature, 1.0, rollout.max_new_tokens, stop_id)
    # Near lengths together: the padding of a batch is read at every step of its sampling.
    order = sorted(range(len(prompts)), key=lambda row: len(prompts[row].ids))
    made: dict[int, Response] = {}
    # Checkpointed activations and a cache exclude each other.
    policy.net.eval()
    for start in range(0, len(order), rollout.batch_size):
        rows = order[start : start + rollout.batch_size]
        with runtime.autocast():
            responses = generate(
                policy.net,
                [prompts[row].ids for row in rows],
                [keys[row] for row in rows],
                settings,
            )
        made.update(zip(rows, responses, strict=True))
    policy.net.train()
    return [made[row] for row in range(len(prompts))]
