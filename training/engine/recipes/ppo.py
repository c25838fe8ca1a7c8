"""PPO: the policy learns what the reward model prefers, held by KL to the SFT policy.

InstructGPT's recipe (section 3.5 and appendix C.4): a separate value network that starts as a copy
of the reward model, KL charged at every token, the score paid at the last, GAE without discount,
clipped losses, optionally pretraining gradients (PPO-ptx). Notable: every number of an update is a
function of the seed, the update and the weights, so that a resumed run goes on bit for bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from transformers import PreTrainedTokenizerBase

from training.engine.checkpoints import Snapshot
from training.engine.config.ppo import PpoConfig
from training.engine.data.conversation import (
    render_prompt,
    stop_token_id,
    template_digest,
    tokenizer_digest,
)
from training.engine.data.files import Row, by_split, rows_read
from training.engine.errors import BadConfigError
from training.engine.learner import Learner, learner_start, snapshot_restore, snapshot_take
from training.engine.models.forward import CausalModel
from training.engine.models.language_loss import backward_in_parts
from training.engine.models.load import causal_load, reward_load, tokenizer_load
from training.engine.models.save import model_save
from training.engine.recipes.pretrain import Tokens, pack_text, text_batch
from training.engine.rlhf.gae import gae
from training.engine.rlhf.kl import adaptive_coefficient
from training.engine.rlhf.losses import policy_loss, token_logprobs, value_loss
from training.engine.rlhf.masks import masked_mean, masked_whiten
from training.engine.rlhf.rewards import token_rewards
from training.engine.rollout.episodes import Part
from training.engine.rollout.experience import Experience, Models, Prompt, experience_make
from training.engine.rollout.noise import row_key
from training.engine.session import Session


def ppo(config: PpoConfig, session: Session) -> None:
    """Runs the recipe (docs/training.md, "PPO")."""
    # 1. Prompts, and pretraining text where it is mixed in.
    tokenizer = tokenizer_load(config.model)
    train, validation = _prompts(config, tokenizer)
    text = _text(config, tokenizer)
    # 2. Four networks: policy and reference from SFT, reward model and its copy as value network.
    models = _models(config, session, tokenizer)
    learners = _learners(config, models)
    # 3. Updates: sample, judge, learn.
    loop = _Loop(config, session, tokenizer, models, learners, train, validation, text)
    final = loop.run()
    # 4. The policy.
    net = learners["policy"].merged()
    model_save(session, net, tokenizer, base=config.model, extra={"reward": config.reward_model})
    session.finish(model=True, metrics=final)


@dataclass
class _Loop:
    config: PpoConfig
    session: Session
    tokenizer: PreTrainedTokenizerBase
    models: Models
    learners: dict[str, Learner]
    train: list[Prompt]
    validation: list[Prompt]
    text: Tokens | None
    coefficient: float = 0.0
    stopped: bool = False
    first: dict[str, float] = field(default_factory=dict)

    def run(self) -> dict[str, float]:
        config = self.config
        total = min(config.updates, config.max_steps or config.updates)
        self.coefficient = config.kl.coefficient
        start = self._restore()
        metrics = self.session.metrics(total)
        if start == 0 and self.validation:
            self.first = self._evaluate()
            metrics.write(0, "validation", **self.first)
        done = start
        for update in range(start, total):
            experience = self._sample(update)
            self.stopped = 0 < config.kl.max_kl < experience.mean_kl
            if self.stopped:
                metrics.write(update, "train", stopped_by_kl=1, **experience.figures())
                break
            figures = self._learn(update, experience)
            done = update + 1
            if done % config.log_every == 0 or done == total:
                metrics.write(done, "train", **figures)
            if config.eval_every and done % config.eval_every == 0 and done < total:
                metrics.write(done, "validation", **self._evaluate())
            self.session.after_step(done, total, lambda done=done: self._snapshot(done))  # type: ignore[misc]
        last = self._evaluate() if self.validation else {}
        if last:
            metrics.write(done, "validation", **last)
        before = {f"validation_{name}_before": value for name, value in self.first.items()}
        after = {f"validation_{name}": value for name, value in last.items()}
        return {**before, **after, "stopped_by_kl": int(self.stopped)}

    def _sample(self, update: int) -> Experience:
        """Samples an update's episodes; every pass over the prompts has an order of its own."""
        prompts, keys = [], []
        for episode in range(self.config.rollout.episodes):
            number = update * self.config.rollout.episodes + episode
            epoch, index = divmod(number, len(self.train))
            order = np.random.default_rng([self.config.seed, epoch]).permutation(len(self.train))
            prompt = self.train[order[index]]
            prompts.append(prompt)
            keys.append(row_key(self.config.seed, prompt.prompt_id, number))
        return self._experience(prompts, keys, update)

    def _experience(self, prompts: list[Prompt], keys: Sequence[int], update: int) -> Experience:
        return experience_make(
            self.config,
            self.models,
            self.session.runtime,
            prompts,
            keys,
            stop_id=stop_token_id(self.tokenizer),
            seed=[self.config.seed, update],
        )

    def _learn(self, update: int, experience: Experience) -> dict[str, float]:
        """Learns from one update's episodes.

        Returns:
            Figures of the episodes and of the learning.
        """
        config, layout = self.config, experience.layout
        # 1. Rewards: KL at every token, the score at the last.
        rewards = token_rewards(
            experience.earned, experience.kl, layout.mask, coefficient=self.coefficient
        )
        total_reward = float(rewards.sum(-1).mean())
        if config.whiten_rewards:
            rewards = masked_whiten(rewards, layout.mask, center=False)
        # 2. Advantages and returns, fixed for the whole update.
        advantages, returns = gae(
            rewards, experience.values, layout.mask, gamma=config.gamma, lam=config.gae_lambda
        )
        if config.whiten_advantages:
            advantages = masked_whiten(advantages, layout.mask, center=True)
        # 3. Optimizer steps.
        tally = _Tally()
        steps = len(layout.minibatches) * config.epochs
        for epoch in range(config.epochs):
            random = np.random.default_rng([config.seed, update, epoch])
            order = range(steps // config.epochs) if epoch == 0 else None
            for index in random.permutation(len(layout.minibatches)) if order is None else order:
                batch = _Batch(experience, advantages, returns, layout.minibatches[index])
                self._step(update * steps + tally.steps, batch, tally)
        figures = {
            **experience.figures(),
            **tally.figures(),
            "reward": total_reward,
            "kl_coefficient": self.coefficient,
            "explained_variance": _explained(experience.values, returns, layout.mask),
        }
        # 4. The price of KL.
        if config.kl.controller == "adaptive":
            self.coefficient = adaptive_coefficient(
                self.coefficient,
                experience.mean_kl,
                target=config.kl.target,
                horizon=config.kl.horizon,
                episodes=len(experience.responses),
            )
        return figures

    def _step(self, step: int, batch: "_Batch", tally: "_Tally") -> None:
        """Takes one optimizer step of policy and value network on one minibatch."""
        tokens = sum(len(part.tokens) for part in batch.parts)
        for part in batch.parts:
            self._policy_backward(batch, part, tokens, tally)
            self._value_backward(batch, part, tokens, tally)
        if self.text is not None:
            ptx = self.config.ptx
            rows = text_batch(self.text, ptx.batch_size, step, seed=self.config.seed)
            tally.ptx_loss += backward_in_parts(
                self.models.policy,
                rows,
                self.config.micro_batch_size,
                self.session.runtime,
                weight=ptx.coefficient,
            )
        policy = self.learners["policy"].optimizer.step(step)
        value = self.learners["value"].optimizer.step(step)
        tally.finish_step(policy, value)

    def _policy_backward(self, batch: "_Batch", part: Part, tokens: int, tally: "_Tally") -> None:
        layout = batch.experience.layout
        with self.session.runtime.autocast():
            logits = self.models.policy.logits_at(part.ids, part.where)
        logprobs = token_logprobs(logits, part.tokens, temperature=self.config.rollout.temperature)
        old = layout.flat(batch.experience.logprobs, part)
        losses, clipped = policy_loss(
            logprobs, old, layout.flat(batch.advantages, part), clip=self.config.clip
        )
        (losses.sum() / tokens).backward()  # type: ignore[no-untyped-call]
        tally.add_policy(losses, clipped, logprobs.detach() - old)

    def _value_backward(self, batch: "_Batch", part: Part, tokens: int, tally: "_Tally") -> None:
        layout = batch.experience.layout
        with self.session.runtime.autocast():
            values = self.models.value.values_at(part.ids, part.where)
        losses, clipped = value_loss(
            values,
            layout.flat(batch.experience.values, part),
            layout.flat(batch.returns, part),
            clip=self.config.value_clip,
        )
        (losses.sum() / tokens).backward()  # type: ignore[no-untyped-call]
        tally.add_value(losses, clipped)

    def _evaluate(self) -> dict[str, float]:
        """Looks at the policy on validation prompts, always with the same noise."""
        keys = [row_key(self.config.seed, f"eval {p.prompt_id}", 0) for p in self.validation]
        return self._experience(self.validation, keys, 0).figures()

    def _snapshot(self, update: int) -> Snapshot:
        extra = {"coefficient": self.coefficient, "first": self.first}
        return snapshot_take(update, self.learners, extra=extra)

    def _restore(self) -> int:
        snapshot = self.session.restore()
        if snapshot is not None:
            self.coefficient = snapshot.extra["coefficient"]
            self.first = snapshot.extra["first"]
        return snapshot_restore(snapshot, self.learners)


@dataclass(frozen=True)
class _Batch:
    """One minibatch and the grids it reads."""

    experience: Experience
    advantages: torch.Tensor
    returns: torch.Tensor
    parts: list[Part]


@dataclass
class _Tally:
    """Sums over an update's optimizer steps."""

    steps: int = 0
    tokens: int = 0
    policy_loss: float = 0.0
    value_loss: float = 0.0
    clipped: int = 0
    value_clipped: int = 0
    moved: float = 0.0
    ptx_loss: float = 0.0
    first_deviation: float = 0.0
    last: dict[str, float] = field(default_factory=dict)

    def add_policy(
        self, losses: torch.Tensor, clipped: torch.Tensor, log_ratios: torch.Tensor
    ) -> None:
        self.tokens += len(losses)
        self.policy_loss += float(losses.detach().sum())
        self.clipped += int(clipped.sum())
        self.moved += float((torch.expm1(log_ratios) - log_ratios).sum())
        if self.steps == 0:
            deviation = float(torch.expm1(log_ratios).abs().max())
            self.first_deviation = max(self.first_deviation, deviation)

    def add_value(self, losses: torch.Tensor, clipped: torch.Tensor) -> None:
        self.value_loss += float(losses.detach().sum())
        self.value_clipped += int(clipped.sum())

    def finish_step(self, policy: dict[str, float], value: dict[str, float]) -> None:
        self.steps += 1
        self.last = {
            "lr": policy["lr"],
            "grad_norm": policy["grad_norm"],
            "value_lr": value["lr"],
            "value_grad_norm": value["grad_norm"],
        }

    def figures(self) -> dict[str, float]:
        figures = {
            "policy_loss": self.policy_loss / self.tokens,
            "value_loss": self.value_loss / self.tokens,
            "clip_fraction": self.clipped / self.tokens,
            "value_clip_fraction": self.value_clipped / self.tokens,
            "policy_moved": self.moved / self.tokens,
            "ratio_max_deviation": self.first_deviation,
            **self.last,
        }
        return figures | ({"ptx_loss": self.ptx_loss / self.steps} if self.ptx_loss else {})


def _explained(values: torch.Tensor, returns: torch.Tensor, mask: torch.Tensor) -> float:
    """Share of the returns' variance that the value network predicted; 0 for constant returns."""
    spread = masked_mean((returns - masked_mean(returns, mask)) ** 2, mask)
    missed = returns - values
    left = masked_mean((missed - masked_mean(missed, mask)) ** 2, mask)
    return float(1 - left / spread) if spread > 0 else 0.0


def _prompts(
    config: PpoConfig, tokenizer: PreTrainedTokenizerBase
) -> tuple[list[Prompt], list[Prompt]]:
    rows = rows_read(config.data.prompts, field="data.prompts", columns=("prompt_id", "messages"))
    train = _rendered(config, tokenizer, by_split(rows, "train"))
    validation = _rendered(config, tokenizer, by_split(rows, "validation"))
    if not train:
        raise BadConfigError("data.prompts", "a row of split `train` that fits `max_prompt_tokens`")
    return train, validation[: config.eval_prompts]


def _rendered(
    config: PpoConfig, tokenizer: PreTrainedTokenizerBase, rows: Sequence[Row]
) -> list[Prompt]:
    prompts = [
        Prompt(str(row["prompt_id"]), render_prompt(tokenizer, row["messages"])) for row in rows
    ]
    return [p for p in prompts if len(p.ids) <= config.rollout.max_prompt_tokens]


def _text(config: PpoConfig, tokenizer: PreTrainedTokenizerBase) -> Tokens | None:
    if not config.ptx.coefficient:
        return None
    if config.data.text is None:
        raise BadConfigError("data.text", "pretraining text, as `ptx.coefficient` is above 0")
    rows = rows_read(config.data.text, field="data.text", columns=())
    packed = pack_text(tokenizer, rows, config.ptx.sequence_length)
    if not len(packed):
        needed = f"a text of at least {config.ptx.sequence_length} tokens"
        raise BadConfigError("data.text", needed)
    return packed


def _models(config: PpoConfig, session: Session, tokenizer: PreTrainedTokenizerBase) -> Models:
    other = tokenizer_load(config.reward_model, field="reward_model")
    if tokenizer_digest(other) != tokenizer_digest(tokenizer):
        raise BadConfigError("reward_model", "the policy's own tokenizer", config.reward_model)
    if template_digest(other) != template_digest(tokenizer):
        raise BadConfigError("reward_model", "the policy's own template", config.reward_model)
    runtime, reference = session.runtime, config.reference or config.model
    policy = causal_load(config.model, tokenizer, runtime, trainable=True)
    frozen = causal_load(reference, tokenizer, runtime, trainable=False, field="reference")
    return Models(
        policy=CausalModel.wrap(policy),
        value=reward_load(config.reward_model, runtime, trainable=True, field="reward_model"),
        reference=CausalModel.wrap(frozen),
        reward=reward_load(config.reward_model, runtime, trainable=False, field="reward_model"),
    )


def _learners(config: PpoConfig, models: Models) -> dict[str, Learner]:
    minibatches = -(-config.rollout.episodes // config.minibatch_size)
    steps = config.updates * config.epochs * minibatches
    return {
        "policy": learner_start(models.policy.net, config, steps),
        "value": learner_start(models.value.net, config, steps, optimizer=config.value_optimizer),
    }
