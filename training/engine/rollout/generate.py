"""The sampling loop: left-padded prompts, key-value cache, rows leave when they are done.

Own loop and not `generate()`, because noise must belong to the row (see noise.py) and because the
log-probability under which a token was drawn is wanted beside it. Measured alike in speed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from transformers import DynamicCache, PreTrainedModel

from training.engine.data.batching import pad_left
from training.engine.rollout.noise import gumbel_noise


@dataclass(frozen=True)
class SamplingSettings:
    """How tokens are drawn.

    Attributes:
        temperature: Divides the logits; 0 takes the likeliest token.
        top_p: Smallest set of tokens with this probability is drawn from.
        max_new_tokens: Longest response, the stop token included.
        stop_id: Token that ends a response.
    """

    temperature: float
    top_p: float
    max_new_tokens: int
    stop_id: int


@dataclass(frozen=True)
class Response:
    """One sampled response.

    Attributes:
        ids: Token ids, the stop token included where it was drawn.
        logprob: Log-probability of all of them under the distribution they were drawn from.
        finished: True if the stop token was drawn.
    """

    ids: list[int]
    logprob: float
    finished: bool


@torch.no_grad()
def generate(
    net: PreTrainedModel,
    prompts: Sequence[Sequence[int]],
    keys: Sequence[int],
    settings: SamplingSettings,
) -> list[Response]:
    """Samples one response per prompt.

    Args:
        net: A causal language model; its mode (training or not) is left as it is.
        prompts: Token ids of each prompt.
        keys: Noise key of each row (`row_key`).
        settings: How tokens are drawn.

    Returns:
        A response per prompt, in their order.
    """
    state = _State.begin(net, prompts, keys)
    drawn: list[list[int]] = [[] for _ in prompts]
    logprobs = torch.zeros(len(prompts), dtype=torch.float64)
    for position in range(settings.max_new_tokens):
        tokens, gained = draw(state.logits, state.keys, position, settings)
        logprobs[state.rows] += gained.double().cpu()
        for row, token in zip(state.rows.tolist(), tokens.tolist(), strict=True):
            drawn[row].append(token)
        alive = tokens != settings.stop_id
        if position + 1 == settings.max_new_tokens or not alive.any():
            break
        state.advance(tokens, alive)
    return [
        Response(ids, float(logprob), ids[-1] == settings.stop_id)
        for ids, logprob in zip(drawn, logprobs, strict=True)
    ]


def draw(
    logits: torch.Tensor, keys: torch.Tensor, position: int, settings: SamplingSettings
) -> tuple[torch.Tensor, torch.Tensor]:
    """Draws one token per row.

    Args:
        logits: [B, V] float32.
        keys: [B] int64 noise keys.
        position: Position in the response, from 0.
        settings: How tokens are drawn.

    Returns:
        [B] int64 tokens and [B] float32 log-probabilities under the drawing distribution (0 for
        the likeliest token at temperature 0).
    """
    if settings.temperature == 0:
        tokens = logits.argmax(-1)
        return tokens, torch.zeros_like(logits[:, 0])
    logprobs = torch.log_softmax(logits / settings.temperature, -1)
    if settings.top_p < 1:
        logprobs = _nucleus(logprobs, settings.top_p)
    tokens = (logprobs + gumbel_noise(keys, position, logits.shape[-1])).argmax(-1)
    return tokens, logprobs.gather(-1, tokens[:, None]).squeeze(-1)


def _nucleus(logprobs: torch.Tensor, top_p: float) -> torch.Tensor:
    """Keeps the smallest set of likeliest tokens that reaches `top_p`, renormalised."""
    ordered, indices = logprobs.sort(stable=True, dim=-1, descending=True)
    before = ordered.exp().cumsum(-1) - ordered.exp()
    ordered = ordered.masked_fill(before >= top_p, -torch.inf)
    kept = torch.full_like(logprobs, -torch.inf).scatter(-1, indices, ordered)
    return torch.log_softmax(kept, -1)


@dataclass
class _State:
    """Rows still being sampled: their cache, mask, positions and next logits."""

    net: PreTrainedModel
    cache: DynamicCache
    mask: torch.Tensor
    keys: torch.Tensor
    rows: torch.Tensor
    next_position: torch.Tensor
    logits: torch.Tensor

    @staticmethod
    def begin(
        net: PreTrainedModel, prompts: Sequence[Sequence[int]], keys: Sequence[int]
    ) -> "_State":
        # Completions of one prompt share its encoding.
        known = {prompt: number for number, prompt in enumerate(dict.fromkeys(map(tuple, prompts)))}
        owner = torch.tensor([known[tuple(prompt)] for prompt in prompts], device=net.device)
        ids, mask = (tensor.to(net.device) for tensor in pad_left(list(known)))
        positions = (mask.long().cumsum(-1) - 1).clamp(min=0)
        cache = DynamicCache(config=net.config)
        output = net(
            input_ids=ids,
            attention_mask=mask.long(),
            position_ids=positions,
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        )
        if len(known) < len(prompts):
            cache.batch_select_indices(owner)
        return _State(
            net=net,
            cache=cache,
            mask=mask.long()[owner],
            keys=torch.tensor(keys, dtype=torch.int64, device=net.device),
            rows=torch.arange(len(prompts)),
            next_position=positions[owner, -1] + 1,
            logits=output.logits[owner, -1].float(),
        )

    def advance(self, tokens: torch.Tensor, alive: torch.Tensor) -> None:
        """Drops finished rows and feeds the drawn tokens of the others."""
        if not alive.all():
            kept = alive.nonzero().squeeze(-1)
            self.cache.batch_select_indices(kept)
            self.mask, self.keys = self.mask[kept], self.keys[kept]
            self.rows, self.next_position = self.rows[kept.cpu()], self.next_position[kept]
            tokens = tokens[kept]
        self.mask = torch.cat([self.mask, torch.ones_like(self.mask[:, :1])], dim=1)
        output = self.net(
            input_ids=tokens[:, None],
            attention_mask=self.mask,
            position_ids=self.next_position[:, None],
            past_key_values=self.cache,
            use_cache=True,
        )
        self.next_position = self.next_position + 1
        self.logits = output.logits[:, -1].float()
