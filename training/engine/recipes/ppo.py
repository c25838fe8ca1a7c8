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
from training.engine.data.conversation import stop_token_id
from training.engine.learner import Learner, learner_start, snapshot_restore, snapshot_take
from training.engine.metrics import MetricsLog
from training.engine.models.language_loss import backward_in_parts
from training.engine.models.load import tokenizer_load
from training.engine.models.save import model_save
from training.engine.recipes.ppo_inputs import models_load, prompts_read, text_read
from training.engine.recipes.pretrain import Tokens, text_batch
from training.engine.rlhf.gae import gae
from training.engine.rlhf.kl import adaptive_coefficient
from training.engine.rlhf.losses import policy_loss, token_logprobs, value_loss
from training.engine.rlhf.masks import masked_whiten
from training.engine.rlhf.rewards import token_rewards
from training.engine.rollout.episodes import Part
from training.engine.rollout.experience import Experience, Models, Prompt, experience_make
from training.engine.rollout.noise import row_key
from training.engine.rollout.samples import samples_write
from training.engine.rollout.tally import Tally, explained_variance
from training.engine.session import Session


def ppo(config: PpoConfig, session: Session) -> None:
    """Runs the recipe (docs/training.md, "PPO")."""
    # 1. Prompts, and pretraining text where it is mixed in.
    tokenizer = tokenizer_load(config.model)
    train, validation = prompts_read(config, tokenizer)
    text = text_read(config, tokenizer)
    # 2. Four networks: policy and reference from SFT, reward model and its copy as value network.
    longest = max(len(prompt.ids) for prompt in train + validation)
    models = models_load(config, session, tokenizer, longest=longest)
    learners = _learners(config, models)
    # 3. Updates: sample, judge, learn.
    final = _Loop(config, session, tokenizer, models, learners, train, validation, text).run()
    # 4. The policy.
    net = learners["policy"].merged()
    facts = {"reward_model": config.reward_model}
    model_save(session, net, tokenizer, base=config.model, extra=facts)
    session.finish(model=True, metrics=final)


@dataclass(frozen=True)
class _Update:
    """Episodes and what is learned from them, fixed for a whole update.

    Attributes:
        experience: The episodes.
        advantages: [B, R], 0 beyond a response.
        returns: [B, R], 0 beyond a response.
        reward: Mean over the episodes of score minus price of KL.
    """

    experience: Experience
    advantages: torch.Tensor
    returns: torch.Tensor
    reward: float


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
        done = self._restore()
        metrics = self.session.metrics(total)
        if done == 0:
            self.first = self._evaluate(0, metrics)
        while done < total and not self.stopped:
            experience = self._sample(done)
            self.stopped = 0 < config.kl.max_kl < experience.mean_kl
            if self.stopped:
                metrics.write(done, "train", stopped_by_kl=1, **experience.figures())
                break
            figures = self._learn(done, experience)
            done += 1
            if done % config.log_every == 0 or done == total:
                metrics.write(done, "train", **figures)
            if config.eval_every and done % config.eval_every == 0 and done < total:
                self._evaluate(done, metrics)
            self.session.after_step(done, total, self._snapshot)
        last = self._evaluate(done, metrics)
        before = {f"validation_{name}_before": value for name, value in self.first.items()}
        after = {f"validation_{name}": value for name, value in last.items()}
        return {**before, **after, "updates": done, "stopped_by_kl": int(self.stopped)}

    def _sample(self, update: int) -> Experience:
        """Samples an update's episodes; every pass over the prompts has an order of its own."""
        config, count = self.config, len(self.train)
        numbers = range(update * config.rollout.episodes, (update + 1) * config.rollout.episodes)
        orders = {
            epoch: np.random.default_rng([config.seed, epoch]).permutation(count)
            for epoch in {number // count for number in numbers}
        }
        prompts = [self.train[orders[number // count][number % count]] for number in numbers]
        keys = [
            row_key(config.seed, prompt.prompt_id, number)
            for prompt, number in zip(prompts, numbers, strict=True)
        ]
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

    def _learn(self, number: int, experience: Experience) -> dict[str, float]:
        """Learns from one update's episodes and sets the price of KL for the next.

        Returns:
            Figures of the episodes and of the learning.
        """
        config, minibatches = self.config, experience.layout.minibatches
        update, tally = self._value(experience), Tally()
        for epoch in range(config.epochs):
            random = np.random.default_rng([config.seed, number, epoch])
            for index in random.permutation(len(minibatches)):
                step = number * len(minibatches) * config.epochs + tally.steps
                self._step(step, update, minibatches[index], tally)
        figures = {
            **experience.figures(),
            **tally.figures(),
            "reward": update.reward,
            "kl_coefficient": self.coefficient,
            "explained_variance": explained_variance(
                experience.values, update.returns, experience.layout.mask
            ),
        }
        if config.kl.controller == "adaptive":
            self.coefficient = adaptive_coefficient(
                self.coefficient,
                experience.mean_kl,
                target=config.kl.target,
                horizon=config.kl.horizon,
                episodes=len(experience.responses),
            )
        return figures

    def _value(self, experience: Experience) -> _Update:
        """Turns scores and KL into advantages and returns."""
        config, mask = self.config, experience.layout.mask
        rewards = token_rewards(
            experience.earned, experience.kl, mask, coefficient=self.coefficient
        )
        mean_reward = float(rewards.sum(-1).mean())
        if config.whiten_rewards:
            rewards = masked_whiten(rewards, mask, center=False)
        advantages, returns = gae(
            rewards, experience.values, mask, gamma=config.gamma, lam=config.gae_lambda
        )
        if config.whiten_advantages:
            advantages = masked_whiten(advantages, mask, center=True)
        return _Update(experience, advantages, returns, mean_reward)

    def _step(self, step: int, update: _Update, parts: list[Part], tally: Tally) -> None:
        """Takes one optimizer step of policy and value network on one minibatch."""
        tokens = sum(len(part.tokens) for part in parts)
        for part in parts:
            self._policy_backward(update, part, tokens, tally)
            self._value_backward(update, part, tokens, tally)
        if self.text is not None:
            rows = text_batch(self.text, self.config.ptx.batch_size, step, seed=self.config.seed)
            tally.ptx_loss += backward_in_parts(
                self.models.policy,
                rows,
                self.config.micro_batch_size,
                self.session.runtime,
                weight=self.config.ptx.coefficient,
            )
        policy = self.learners["policy"].optimizer.step(step)
        value = self.learners["value"].optimizer.step(step)
        tally.finish_step(policy, value)

    def _policy_backward(self, update: _Update, part: Part, tokens: int, tally: Tally) -> None:
        layout = update.experience.layout
        with self.session.runtime.autocast():
            logits = self.models.policy.logits_at(part.ids, part.where)
        logprobs = token_logprobs(logits, part.tokens, temperature=self.config.rollout.temperature)
        old = layout.flat(update.experience.logprobs, part)
        advantages = layout.flat(update.advantages, part)
        losses, clipped = policy_loss(logprobs, old, advantages, clip=self.config.clip)
        (losses.sum() / tokens).backward()  # type: ignore[no-untyped-call]
        tally.add_policy(losses, clipped, logprobs.detach() - old)

    def _value_backward(self, update: _Update, part: Part, tokens: int, tally: Tally) -> None:
        layout = update.experience.layout
        with self.session.runtime.autocast():
            values = self.models.value.values_at(part.ids, part.where)
        old = layout.flat(update.experience.values, part)
        returns = layout.flat(update.returns, part)
        losses, clipped = value_loss(values, old, returns, clip=self.config.value_clip)
        (losses.sum() / tokens).backward()  # type: ignore[no-untyped-call]
        tally.add_value(losses, clipped)

    def _evaluate(self, update: int, metrics: MetricsLog) -> dict[str, float]:
        """Looks at the policy on validation prompts, always with the same noise."""
        if not self.validation:
            return {}
        keys = [row_key(self.config.seed, f"eval {p.prompt_id}", 0) for p in self.validation]
        experience = self._experience(self.validation, keys, 0)
        figures = experience.figures()
        metrics.write(update, "validation", **figures)
        path = self.session.folder.root / "samples.jsonl"
        samples_write(path, update, self.tokenizer, self.validation, experience)
        return figures

    def _snapshot(self, update: int) -> Snapshot:
        extra = {"coefficient": self.coefficient, "first": self.first}
        return snapshot_take(update, self.learners, extra=extra)

    def _restore(self) -> int:
        snapshot = self.session.restore()
        self.coefficient = self.config.kl.coefficient
        if snapshot is not None:
            self.coefficient = snapshot.extra["coefficient"]
            self.first = snapshot.extra["first"]
        return snapshot_restore(snapshot, self.learners)


def _learners(config: PpoConfig, models: Models) -> dict[str, Learner]:
    minibatches = -(-config.rollout.episodes // config.minibatch_size)
    steps = config.updates * config.epochs * minibatches
    return {
        "policy": learner_start(models.policy.net, config, steps),
        "value": learner_start(models.value.net, config, steps, optimizer=config.value_optimizer),
    }
