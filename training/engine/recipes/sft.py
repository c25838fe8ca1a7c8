"""Supervised fine-tuning: the policy learns to answer as the labelers' demonstrations do.

Loss on the assistant's tokens only, averaged over the tokens of a step. Absent on purpose: a
trainer class; docs/decisions/0002-own-sft-loop.md says what transformers.Trainer and TRL would
have given and cost.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from transformers import PreTrainedTokenizerBase

from training.engine.checkpoints import Snapshot, link_or_copy
from training.engine.config.sft import SftConfig
from training.engine.data.batching import (
    TokenBatch,
    collate,
    collate_packed,
    epoch_batches,
    pack,
)
from training.engine.data.conversation import render_conversation
from training.engine.data.files import Row, by_split, rows_read
from training.engine.errors import BadConfigError
from training.engine.learner import Learner, learner_start, snapshot_restore, snapshot_take
from training.engine.models.forward import CausalModel
from training.engine.models.language_loss import backward_in_parts, mean_loss
from training.engine.models.load import causal_load, context_check, tokenizer_load
from training.engine.models.save import model_save
from training.engine.optimization import mean, trainable, weights_put
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
    loop = _Loop(config, session, CausalModel.wrap(net), learner, train, validation)
    # 4. Optimizer steps, validation, the best weights kept.
    final = loop.run(plan)
    # 5. The model.
    model_save(session, learner.merged(), tokenizer, base=config.model)
    loop.best_file.unlink(missing_ok=True)
    skipped = len(rows_of_training(rows)) - len(train) - len(validation)
    session.finish(model=True, metrics={**final, "skipped_too_long": skipped})


def rows_of_training(rows: list[Row]) -> list[Row]:
    """Keeps what this recipe may look at: test prompts stay unseen."""
    return by_split(rows, "train", "validation")


def examples_render(
    config: SftConfig, tokenizer: PreTrainedTokenizerBase, rows: list[Row]
) -> list[Example]:
    """Renders demonstrations; those longer than `max_length` are left out, never truncated."""
    examples = []
    for row in rows:
        rendered = render_conversation(tokenizer, row["messages"], row["completion"])
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
    best_loss: float = float("inf")
    best_step: int = 0

    @property
    def best_file(self) -> Path:
        return self.session.folder.root / "best.safetensors"

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
                metrics.write(done, "validation", loss=self._validate(done))
            session.after_step(done, total, self._snapshot)
        return self._final(total)

    def _batch(self, rows: list[list[int]]) -> TokenBatch:
        if self.config.batching == "packed":
            return collate_packed(self.train, rows)
        return collate([self.train[row[0]] for row in rows])

    def _validate(self, step: int) -> float:
        size = self.config.micro_batch_size or self.config.batch_size
        near = sorted(self.validation, key=lambda example: len(example[0]))
        parts = (collate(near[i : i + size]) for i in range(0, len(near), size))
        loss = mean_loss(self.model, parts, self.session.runtime)
        if loss < self.best_loss:
            self.best_loss, self.best_step = loss, step
            if self.config.choose_best:
                self._keep_best()
        return loss

    def _keep_best(self) -> None:
        temporary = self.best_file.with_name(".tmp-best.safetensors")
        weights = {name: p.detach() for name, p in trainable(self.learner.net).items()}
        save_file(weights, temporary)
        temporary.rename(self.best_file)

    def _snapshot(self, step: int) -> Snapshot:
        best = self.best_file if self.best_file.exists() else None
        extra = {"best_loss": self.best_loss, "best_step": self.best_step}
        return snapshot_take(step, {"model": self.learner}, extra=extra, best=best)

    def _restore(self) -> int:
        snapshot = self.session.restore()
        self.best_file.unlink(missing_ok=True)
        if snapshot is not None:
            self.best_loss = snapshot.extra["best_loss"]
            self.best_step = snapshot.extra["best_step"]
            if snapshot.best is not None:
                link_or_copy(snapshot.best, self.best_file)
        return snapshot_restore(snapshot, {"model": self.learner})

    def _final(self, total: int) -> dict[str, float]:
        figures: dict[str, float] = {"steps": total, "examples": len(self.train)}
        if not self.validation:
            return figures
        if self.best_file.exists():
            with torch.no_grad():
                weights_put(self.learner.net, load_file(self.best_file))
        return {**figures, "validation_loss": self.best_loss, "best_step": self.best_step}
