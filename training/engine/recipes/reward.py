"""The reward model: learns from rankings which completion people prefer.

One element of a batch is one prompt with all its completions; each is encoded once, and all pairs
among them share those scores (InstructGPT, section 3.5). Notable: labelers who disagree give a
target between 0 and 1. Absent on purpose: a margin from strengths of preference (Llama 2's), which
datasets do carry.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from transformers import PreTrainedTokenizerBase

from training.engine.checkpoints import Snapshot
from training.engine.config.reward import RewardConfig
from training.engine.data.batching import epoch_batches
from training.engine.data.rankings import Element
from training.engine.errors import BadConfigError
from training.engine.evaluation.held_out import held_out_figures, observations
from training.engine.learner import Learner, learner_start, snapshot_restore, snapshot_take
from training.engine.models.forward import RewardModel
from training.engine.models.load import SHIFT, context_check, reward_new, tokenizer_load
from training.engine.models.reward_scores import grouped_scores
from training.engine.models.save import model_save
from training.engine.optimization import mean
from training.engine.recipes.reward_inputs import (
    Group,
    Thumb,
    demonstrations_read,
    elements_read,
    thumbs_read,
)
from training.engine.rlhf.preferences import (
    Pair,
    noise_ceiling,
    preference_loss,
    unpaired_loss,
)
from training.engine.session import Session


def reward(config: RewardConfig, session: Session) -> None:
    """Runs the recipe (docs/training.md, "Reward model")."""
    # 1. Rankings, one element per prompt.
    tokenizer = tokenizer_load(config.model)
    elements = elements_read(config, tokenizer)
    train = [element for element in elements["train"] if element.pairs]
    if not train:
        raise BadConfigError("data.rankings", "a row of split `train` with a decided pair")
    thumbs = thumbs_read(config, tokenizer)
    # 2. A scalar head on the policy's backbone.
    model = reward_new(config.model, tokenizer, session.runtime, seed=config.seed)
    everything = [element for split in elements.values() for element in split]
    context_check(model.net, max(element.longest for element in everything), "max_length")
    plan = _plan(config, train)
    learner = learner_start(model.net, config, len(plan))
    # 3. Optimizer steps.
    loop = _Loop(config, session, model, learner, train, elements["validation"], thumbs)
    loop.run(plan)
    # 4. Scores shifted so that demonstrations have mean zero.
    model = RewardModel(learner.merged())
    shift = _mean_score(config, session, tokenizer, model, train)
    setattr(model.net.config, SHIFT, shift)
    # 5. How often it agrees with labels it has not seen.
    figures = _held_out(config, session, model, elements, steps=len(plan))
    # 6. The model.
    model_save(session, model.net, tokenizer, base=config.model, extra={"reward_shift": shift})
    session.finish(model=True, metrics={**figures, "train_prompts": len(train), "shift": shift})


def score_elements(
    config: RewardConfig, session: Session, model: RewardModel, elements: Sequence[Element]
) -> list[list[float]]:
    """Scores all completions without learning, in batches of like length."""
    groups = [(element.prompt, element.completions) for element in elements]
    return score_groups(session, model, groups, config.batch_size, config.shared_prefix)


def score_groups(
    session: Session,
    model: RewardModel,
    groups: Sequence[Group],
    batch_size: int,
    shared_prefix: bool,
) -> list[list[float]]:
    """Scores groups of completions of one prompt each.

    Returns:
        For each group the scores of its completions, in order.
    """
    order = sorted(range(len(groups)), key=lambda i: sum(map(len, groups[i][1])))
    scores: list[list[float]] = [[] for _ in groups]
    model.net.eval()
    with torch.no_grad(), session.runtime.autocast():
        for start in range(0, len(order), batch_size):
            chosen = [i for i in order[start : start + batch_size] if groups[i][1]]
            if not chosen:
                continue
            flat = grouped_scores(
                model,
                [groups[i][0] for i in chosen],
                [groups[i][1] for i in chosen],
                shared_prefix=shared_prefix,
            )
            parts = torch.split(flat, [len(groups[i][1]) for i in chosen])
            for i, part in zip(chosen, parts, strict=True):
                scores[i] = part.tolist()
    model.net.train()
    return scores


@dataclass
class _Loop:
    config: RewardConfig
    session: Session
    model: RewardModel
    learner: Learner
    train: list[Element]
    validation: list[Element]
    thumbs: list[Thumb]

    def run(self, plan: list[list[int]]) -> None:
        config, session, total = self.config, self.session, len(plan)
        start = snapshot_restore(session.restore(), {"model": self.learner})
        metrics, losses = session.metrics(total), []
        for step in range(start, total):
            losses.append(self._accumulate([self.train[i] for i in plan[step]]))
            thumbs = self._accumulate_thumbs(step)
            figures = {**thumbs, **self.learner.optimizer.step(step)}
            done = step + 1
            if done % config.log_every == 0 or done == total:
                metrics.write(done, "train", loss=mean(losses), **figures)
                losses.clear()
            if config.eval_every and done % config.eval_every == 0 and done < total:
                metrics.write(done, "validation", **self._validate())
            session.after_step(done, total, self._snapshot)

    def _snapshot(self, step: int) -> Snapshot:
        return snapshot_take(step, {"model": self.learner})

    def _accumulate(self, batch: list[Element]) -> float:
        size = self.config.micro_batch_size or len(batch)
        total = 0.0
        for start in range(0, len(batch), size):
            part = batch[start : start + size]
            with self.session.runtime.autocast():
                scores = grouped_scores(
                    self.model,
                    [element.prompt for element in part],
                    [element.completions for element in part],
                    shared_prefix=_shares(self.config),
                )
            loss = preference_loss(scores, _numbered(part)) * len(part) / len(batch)
            loss.backward()  # type: ignore[no-untyped-call]
            total += loss.item()
        return total

    def _accumulate_thumbs(self, step: int) -> dict[str, float]:
        """Adds the gradients of some thumbs; every pass over them has an order of its own."""
        if not self.thumbs:
            return {}
        size = min(self.config.unpaired.batch_size, len(self.thumbs))
        epoch, index = divmod(step, len(self.thumbs) // size)
        order = np.random.default_rng([self.config.seed, epoch]).permutation(len(self.thumbs))
        chosen = [self.thumbs[i] for i in order[index * size : (index + 1) * size]]
        with self.session.runtime.autocast():
            scores = grouped_scores(
                self.model,
                [thumb.prompt for thumb in chosen],
                [[thumb.completion] for thumb in chosen],
                shared_prefix=False,
            )
        loss = unpaired_loss(scores, [thumb.up for thumb in chosen])
        (loss * self.config.unpaired.weight).backward()  # type: ignore[no-untyped-call]
        return {"unpaired_loss": loss.item()}

    def _validate(self) -> dict[str, float]:
        scores = score_elements(self.config, self.session, self.model, self.validation)
        return held_out_figures(observations(self.validation, scores))


def _shares(config: RewardConfig) -> bool:
    return config.shared_prefix and not config.gradient_checkpointing


def _numbered(elements: Sequence[Element]) -> list[list[Pair]]:
    """Renumbers pairs for the scores of several elements, one after the other."""
    numbered, offset = [], 0
    for element in elements:
        numbered.append(
            [Pair(p.first + offset, p.second + offset, p.target, p.labelers) for p in element.pairs]
        )
        offset += len(element.completions)
    return numbered


def _plan(config: RewardConfig, train: Sequence[Element]) -> list[list[int]]:
    lengths = [element.tokens for element in train]
    plan = [
        batch
        for epoch in range(config.epochs)
        for batch in epoch_batches(lengths, config.batch_size, seed=config.seed, epoch=epoch)
    ]
    return plan[: config.max_steps or len(plan)]


def _mean_score(
    config: RewardConfig,
    session: Session,
    tokenizer: PreTrainedTokenizerBase,
    model: RewardModel,
    train: Sequence[Element],
) -> float:
    groups = [(element.prompt, element.completions) for element in train]
    if config.data.demonstrations is not None:
        groups = demonstrations_read(config, config.data.demonstrations, tokenizer)
    scores = score_groups(session, model, groups, config.batch_size, config.shared_prefix)
    return mean(score for group in scores for score in group)


def _held_out(
    config: RewardConfig,
    session: Session,
    model: RewardModel,
    elements: dict[str, list[Element]],
    *,
    steps: int,
) -> dict[str, float]:
    """Figures of both held-out splits, and what they are to be compared with."""
    figures: dict[str, float] = {}
    metrics = session.metrics(steps)
    for split in ("validation", "test"):
        scores = score_elements(config, session, model, elements[split])
        found = held_out_figures(observations(elements[split], scores))
        if found:
            metrics.write(steps, split, **found)
            figures |= {f"{split}_{name}": value for name, value in found.items()}
    if config.measured_agreement is not None:
        figures["measured_agreement"] = config.measured_agreement
        figures["noise_ceiling"] = noise_ceiling(config.measured_agreement)
    return figures
