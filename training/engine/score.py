"""`score`: a reward model's scores of given completions, one line per row of the input."""

import torch

from training.engine.config.sampling import ScoreConfig
from training.engine.data.conversation import render_conversation
from training.engine.data.files import rows_read
from training.engine.errors import BadConfigError, CancelledError
from training.engine.models.load import context_check, reward_load, tokenizer_load
from training.engine.models.reward_scores import grouped_scores
from training.engine.optimization import mean
from training.engine.run_folder import write_lines
from training.engine.session import Session


def score(config: ScoreConfig, session: Session) -> None:
    """Runs the command; `scores.jsonl` appears whole, in the order of the rows."""
    tokenizer = tokenizer_load(config.model)
    rows = rows_read(
        config.data.completions, field="data.completions", columns=("messages", "completion")
    )
    rendered = [
        render_conversation(
            tokenizer,
            row["messages"],
            row["completion"],
            ended=row.get("finish_reason") != "length",
        )
        for row in rows
    ]
    for number, one in enumerate(rendered):
        if len(one.ids) > config.max_length:
            needed = f"rows of at most {config.max_length} tokens (`max_length`)"
            raise BadConfigError("data.completions", needed, f"{len(one.ids)} in row {number}")
    model = reward_load(config.model, session.runtime, trainable=False)
    context_check(model.net, max(len(one.ids) for one in rendered), "data.completions")
    metrics = session.metrics(len(rows))
    order = sorted(range(len(rows)), key=lambda i: len(rendered[i].ids))
    scores = [0.0] * len(rows)
    for start in range(0, len(order), config.batch_size):
        chosen = order[start : start + config.batch_size]
        with torch.no_grad(), session.runtime.autocast():
            found = grouped_scores(
                model,
                [rendered[i].ids[: rendered[i].prompt_length] for i in chosen],
                [[rendered[i].ids[rendered[i].prompt_length :]] for i in chosen],
                shared_prefix=False,
            )
        for i, value in zip(chosen, found.tolist(), strict=True):
            scores[i] = value
        metrics.write(start + len(chosen), "score")
        if session.stop and start + len(chosen) < len(rows):
            raise CancelledError(f"cancelled after {start + len(chosen)} of {len(rows)} rows")
    lines = ({"row": row, "score": round(value, 6)} for row, value in enumerate(scores))
    write_lines(session.folder.root / "scores.jsonl", lines)
    session.finish(model=False, metrics={"rows": len(rows), "mean_score": mean(scores)})
