"""Next-token prediction on plain text: builds the demo's base, or adapts a base to a domain.

Rows of the corpus are joined by the stop token and cut into rows of equal length, so that no token
is padding. Notable: with `{"architecture": ...}` as its model the recipe trains the tokenizer too.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from training.engine.config.pretrain import NewModel, PretrainConfig
from training.engine.data.batching import TokenBatch
from training.engine.data.conversation import render_conversation, stop_token_id
from training.engine.data.files import Row, rows_read
from training.engine.errors import BadConfigError
from training.engine.learner import Learner, learner_start, snapshot_restore, snapshot_take
from training.engine.models.forward import CausalModel
from training.engine.models.language_loss import backward_in_parts, mean_loss
from training.engine.models.load import causal_load, tokenizer_load
from training.engine.models.save import model_save
from training.engine.models.tiny import llama_build, tokenizer_train
from training.engine.optimization import mean
from training.engine.session import Session

Tokens = npt.NDArray[np.int64]


def pretrain(config: PretrainConfig, session: Session) -> None:
    """Runs the recipe (docs/training.md, "Pretraining")."""
    # 1. The corpus, with some of its rows held out.
    rows, held_out = _corpus(config)
    # 2. Model and tokenizer: loaded, or both made from the corpus.
    tokenizer, net = _model(config, session, rows)
    model = CausalModel.wrap(net)
    total = min(config.steps, config.max_steps or config.steps)
    learner = learner_start(net, config, total)
    # 3. Rows of equal length, cut from one stream of tokens.
    train = pack_text(tokenizer, rows, config.sequence_length)
    validation = pack_text(tokenizer, held_out, config.sequence_length)
    # 4. Optimizer steps.
    final = _learn(config, session, model, learner, train, validation)
    # 5. The model.
    base = config.model if isinstance(config.model, str) else None
    model_save(session, learner.merged(), tokenizer, base=base)
    session.finish(model=True, metrics=final)


def pack_text(tokenizer: PreTrainedTokenizerBase, rows: Sequence[Row], length: int) -> Tokens:
    """Joins texts by the stop token and cuts the stream into rows; the rest is dropped.

    Returns:
        [N, length] token ids; N may be 0 where the texts are too short.
    """
    stop = stop_token_id(tokenizer)
    stream: list[int] = []
    for row in rows:
        if row.get("messages"):
            *before, last = row["messages"]
            stream += render_conversation(tokenizer, before, last["content"]).ids
        else:
            stream += [*tokenizer(row["text"], add_special_tokens=False)["input_ids"], stop]
    usable = len(stream) // length * length
    return np.asarray(stream[:usable], dtype=np.int64).reshape(-1, length)


def text_batch(packed: Tokens, batch_size: int, step: int, *, seed: int) -> TokenBatch:
    """Takes the rows of one step; each pass over the corpus has an order of its own.

    Args:
        packed: [N, T] token ids.
        batch_size: Rows per step; a corpus with fewer gives all it has.
        step: Optimizer step, from 0.
        seed: Seed of the order.
    """
    size = min(batch_size, len(packed))
    epoch, index = divmod(step, len(packed) // size)
    order = np.random.default_rng([seed, epoch]).permutation(len(packed))
    return _all_predicted(packed[order[index * size : (index + 1) * size]])


def _learn(
    config: PretrainConfig,
    session: Session,
    model: CausalModel,
    learner: Learner,
    train: Tokens,
    validation: Tokens,
) -> dict[str, float]:
    if not len(train):
        needed = f"a corpus of at least {config.sequence_length} tokens"
        raise BadConfigError("data.text", needed)
    total, learners = learner.optimizer.total_steps, {"model": learner}
    start = snapshot_restore(session.restore(), learners)
    metrics, losses = session.metrics(total), []
    for step in range(start, total):
        batch = text_batch(train, config.batch_size, step, seed=config.seed)
        losses.append(backward_in_parts(model, batch, config.micro_batch_size, session.runtime))
        figures = learner.optimizer.step(step)
        done = step + 1
        if done % config.log_every == 0 or done == total:
            metrics.write(
                done, "train", loss=mean(losses), tokens=done * batch.ids.numel(), **figures
            )
            losses.clear()
        if config.eval_every and done % config.eval_every == 0 and done < total:
            metrics.write(done, "validation", **_validate(config, session, model, validation))
        session.after_step(done, total, lambda step: snapshot_take(step, learners))
    final = _validate(config, session, model, validation)
    metrics.write(total, "validation", **final)
    return {f"validation_{name}": value for name, value in final.items()}


def _corpus(config: PretrainConfig) -> tuple[list[Row], list[Row]]:
    rows = rows_read(config.data.text, field="data.text", columns=())
    for number, row in enumerate(rows, start=1):
        if row.get("text") is None and not row.get("messages"):
            raise BadConfigError("data.text", f"`text` or `messages` in row {number}")
    order = np.random.default_rng(config.seed).permutation(len(rows))
    held = int(len(rows) * config.data.validation_fraction)
    return [rows[i] for i in order[held:]], [rows[i] for i in order[:held]]


def _model(
    config: PretrainConfig, session: Session, rows: Sequence[Row]
) -> tuple[PreTrainedTokenizerBase, PreTrainedModel]:
    if not isinstance(config.model, NewModel):
        tokenizer = tokenizer_load(config.model)
        net = causal_load(config.model, tokenizer, session.runtime, trainable=True, dropout=True)
        return tokenizer, net
    shape = config.model.architecture
    if shape.hidden % shape.heads:
        raise BadConfigError(
            "model.architecture.heads", f"a divisor of {shape.hidden}", shape.heads
        )
    tokenizer = tokenizer_train(_texts(rows), vocab=shape.vocab)
    net = llama_build(shape, tokenizer, seed=config.seed).to(session.runtime.device)
    return tokenizer, net.train()


def _texts(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        if row.get("messages"):
            yield from (turn["content"] for turn in row["messages"])
        else:
            yield row["text"]


def _all_predicted(rows: Tokens) -> TokenBatch:
    ids = torch.from_numpy(rows)
    targets = torch.ones_like(ids, dtype=torch.bool)
    targets[:, 0] = False
    return TokenBatch(ids, targets)


def _validate(
    config: PretrainConfig, session: Session, model: CausalModel, rows: Tokens
) -> dict[str, float]:
    if not len(rows):
        return {}
    size = config.micro_batch_size or config.batch_size
    parts = (_all_predicted(rows[i : i + size]) for i in range(0, len(rows), size))
    return {"loss": mean_loss(model, parts, session.runtime)}
