"""Supervised fine-tuning: the policy learns to answer as the labelers' demonstrations do.

Loss on the assistant's tokens only, averaged over the tokens of a step. Absent on purpose: a
trainer class; docs/decisions/0002-own-sft-loop.md says what transformers.Trainer and TRL would
have given and cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from transformers import PreTrainedTokenizerBase

from training.engine.checkpoints import Snapshot
from training.engine.config.sft import SftConfig
from training.engine.data.batching import (
    TokenBatch,
    collate,
    collate_packed,
    epoch_batches,
    pack,
)
from training.engine.data.conversation import render_conversation, render_prompt, stop_token_id
from training.engine.data.files import Row, by_split, rows_read
from training.engine.errors import BadConfigError
from training.engine.evaluation.policy_score import policy_score
from training.engine.learner import Learner, learner_start, snapshot_restore, snapshot_take
from training.engine.models.forward import CausalModel, RewardModel
from training.engine.models.language_loss import backward_in_parts, mean_loss
from training.engine.models.load import (
    causal_load,
    context_check,
    reward_load,
    tokenizer_load,
    tokenizer_matches,
)
from training.engine.models.save import model_save
from training.engine.optimization import mean
from training.engine.recipes.best_weights import BestWeights
from training.engine.rollout.generate import SamplingSettings
from training.engine.rollout.noise import row_key
from training.engine.runtime import Runtime
from training.engine.session import Session

Example = tuple[list[int], list[bool]]


def sft(config: SftConfig, session: Session) -> None:
    """Runs the recipe (docs/training.md, "Supervised fine-tuning")."""
    # 1. Demonstrations, rendered as a server would render them.
    tokenizer = tokenizer_load(config.model)
    rows = rows_read(
        config.data.demonstrations,
        field="data.demonstrations",
        columns=("prompt_id", "messages", "completion"),
    )
    train = examples_render(config, tokenizer, by_split(rows, "train"))
    validation = examples_render(config, tokenizer, by_split(rows, "validation"))
    if not train:
        raise BadConfigError("data.demonstrations", "a row of split `train` that fits `max_length`")
    # 2. The whole run's batches, known beforehand: a resumed run needs only the step's number.
    plan = _plan(config, train)
    plan = plan[: config.max_steps or len(plan)]
    # 3. The base.
    net = causal_load(config.model, tokenizer, session.runtime, trainable=True, dropout=True)
    longest = max(len(ids) for ids, _ in train + validation)
    context_check(net, longest, "max_length")
    learner = learner_start(net, config, len(plan))
    best = BestWeights(session.folder.root / "best.safetensors")
    judge = _judge(config, session, tokenizer, by_split(rows, "validation"))
    loop = _Loop(config, session, CausalModel.wrap(net), learner, train, validation, best, judge)
    # 4. Optimizer steps, validation, the best weights kept.
    final = loop.run(plan)
    # 5. The model.
    model_save(session, learner.merged(), tokenizer, base=config.model)
    skipped = len(by_split(rows, "train", "validation")) - len(train) - len(validation)
    session.finish(model=True, metrics={**final, "skipped_too_long": skipped})


def examples_render(
    config: SftConfig, tokenizer: PreTrainedTokenizerBase, rows: list[Row]
) -> list[Example]:
    """Renders demonstrations; those longer than `max_length` are left out, never truncated."""
    examples = []
    for row in rows:
        ended = row.get("finish_reason") != "length"
        rendered = render_conversation(tokenizer, row["messages"], row["completion"], ended=ended)
        mask = rendered.assistant_mask
        if config.loss_on == "completion":
            mask = [i >= rendered.prompt_length for i in range(len(mask))]
        if len(rendered.ids) <= config.max_length:
            examples.append((rendered.ids, mask))
    return examples


def _plan(config: SftConfig, train: list[Example]) -> list[list[list[int]]]:
    """All steps of the run: for each its rows, for each row its examples."""
    lengths = [len(ids) for ids, _ in train]
    steps: list[list[list[int]]] = []
    for epoch in range(config.epochs):
        if config.batching == "sorted":
            batches = epoch_batches(lengths, config.batch_size, seed=config.seed, epoch=epoch)
            steps += [[[index] for index in batch] for batch in batches]
            continue
        random = np.random.default_rng([config.seed, epoch])
        rows = pack(train, config.max_length, random.permutation(len(train)).tolist())
        rows = [rows[i] for i in random.permutation(len(rows))]
        steps += [rows[i : i + config.batch_size] for i in range(0, len(rows), config.batch_size)]
    return steps


@dataclass
class _Loop:
    config: SftConfig
    session: Session
    model: CausalModel
    learner: Learner
    train: list[Example]
    validation: list[Example]
    best: BestWeights
    judge: "_Judge | None"

    def run(self, plan: list[list[list[int]]]) -> dict[str, float]:
        config, session, total = self.config, self.session, len(plan)
        start = self._restore()
        metrics, losses = session.metrics(total), []
        every = config.eval_every or max(1, -(-total // config.epochs))
        for step in range(start, total):
            batch = self._batch(plan[step])
            losses.append(
                backward_in_parts(self.model, batch, config.micro_batch_size, session.runtime)
            )
            figures = self.learner.optimizer.step(step)
            done = step + 1
            if done % config.log_every == 0 or done == total:
                metrics.write(done, "train", loss=mean(losses), **figures)
                losses = []
            if self.validation and (done % every == 0 or done == total):
                metrics.write(done, "validation", **self._validate(done))
            session.after_step(done, total, self._snapshot)
        return self._final(total)

    def _batch(self, rows: list[list[int]]) -> TokenBatch:
        if self.config.batching == "packed":
            return collate_packed(self.train, rows)
        return collate([self.train[row[0]] for row in rows])

    def _validate(self, step: int) -> dict[str, float]:
        size = self.config.micro_batch_size or self.config.batch_size
        near = sorted(self.validation, key=lambda example: len(example[0]))
        parts = (collate(near[i : i + size]) for i in range(0, len(near), size))
        figures = {"loss": mean_loss(self.model, parts, self.session.runtime)}
        worse = figures["loss"]
        if self.judge is not None:
            figures |= self.judge.figures(self.model, self.session.runtime)
            worse = -figures["score"]
        self.best.offer(worse, step, self.learner.net, keep=self.config.choose_best)
        return figures

    def _snapshot(self, step: int) -> Snapshot:
        learners = {"model": self.learner}
        return snapshot_take(step, learners, extra=self.best.extra(), best=self.best.file())

    def _restore(self) -> int:
        snapshot = self.session.restore()
        self.best.restore(snapshot)
        return snapshot_restore(snapshot, {"model": self.learner})

    def _final(self, total: int) -> dict[str, float]:
        figures: dict[str, float] = {"steps": total, "examples": len(self.train)}
        if not self.validation:
            return figures
        self.best.put(self.learner.net)
        self.best.forget()
        name, sign = ("validation_loss", 1) if self.judge is None else ("validation_score", -1)
        return {**figures, name: sign * self.best.figure, "best_step": self.best.step}


@dataclass(frozen=True)
class _Judge:
    """A reward model of an earlier cycle that chooses among this run's weights."""

    reward: RewardModel
    prompts: list[list[int]]
    keys: list[int]
    settings: SamplingSettings

    def figures(self, model: CausalModel, runtime: Runtime) -> dict[str, float]:
        return policy_score(model.net, self.reward, runtime, self.prompts, self.keys, self.settings)


def _judge(
    config: SftConfig, session: Session, tokenizer: PreTrainedTokenizerBase, rows: Sequence[Row]
) -> _Judge | None:
    choice = config.choice
    if choice.reward_model is None:
        return None
    if not rows:
        raise BadConfigError("choice.reward_model", "demonstrations of split `validation` to judge")
    tokenizer_matches(choice.reward_model, tokenizer, field="choice.reward_model")
    shown = rows[: choice.prompts]
    return _Judge(
        reward_load(
            choice.reward_model, session.runtime, trainable=False, field="choice.reward_model"
        ),
        [render_prompt(tokenizer, row["messages"]) for row in shown],
        [row_key(config.seed, f"eval {row['prompt_id']}", 0) for row in shown],
        SamplingSettings(1.0, 1.0, choice.max_new_tokens, stop_token_id(tokenizer)),
    )
