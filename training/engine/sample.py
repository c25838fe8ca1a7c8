"""`sample`: completions of prompts, for labeling tasks, suites and gates.

The text of a completion is a function of (model, seed, prompt_id, index) and the sampling settings;
batch size and order of the prompts do not enter (rollout/noise.py says how).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transformers import PreTrainedTokenizerBase

from training.engine.config.sampling import SampleConfig
from training.engine.data.conversation import render_prompt, stop_token_id
from training.engine.data.files import Row, by_split, rows_read
from training.engine.errors import BadConfigError, CancelledError
from training.engine.models.load import causal_load, context_check, tokenizer_load
from training.engine.rollout.generate import Response, SamplingSettings, generate
from training.engine.rollout.noise import row_key
from training.engine.run_folder import write_lines
from training.engine.session import Session


@dataclass(frozen=True)
class Job:
    """One completion to make."""

    order: int
    prompt_id: str
    index: int
    ids: list[int]


def sample(config: SampleConfig, session: Session) -> None:
    """Runs the command; `completions.jsonl` appears whole, in the order of the prompts."""
    tokenizer = tokenizer_load(config.model)
    rows = rows_read(config.data.prompts, field="data.prompts", columns=("prompt_id", "messages"))
    if config.data.splits:
        rows = by_split(rows, *config.data.splits)
    jobs, skipped = jobs_make(
        tokenizer,
        rows,
        num_completions=config.num_completions,
        max_prompt_tokens=config.max_prompt_tokens,
    )
    net = causal_load(config.model, tokenizer, session.runtime, trainable=False)
    longest = max((len(job.ids) for job in jobs), default=0) + config.max_new_tokens
    context_check(net, longest, "max_prompt_tokens + max_new_tokens")
    settings = SamplingSettings(
        config.temperature, config.top_p, config.max_new_tokens, stop_token_id(tokenizer)
    )
    metrics = session.metrics(len(jobs))
    responses: dict[int, Response] = {}
    for batch in _by_length(jobs, config.batch_size):
        with session.runtime.autocast():
            made = generate(
                net,
                [job.ids for job in batch],
                [row_key(config.seed, job.prompt_id, job.index) for job in batch],
                settings,
            )
        responses.update({job.order: one for job, one in zip(batch, made, strict=True)})
        metrics.write(len(responses), "sample")
        if session.stop and len(responses) < len(jobs):
            raise CancelledError(f"cancelled after {len(responses)} of {len(jobs)} completions")
    lines = (_line(config, tokenizer, job, responses[job.order]) for job in jobs)
    write_lines(session.folder.root / "completions.jsonl", lines)
    session.finish(model=False, metrics=_figures(list(responses.values()), skipped))


def jobs_make(
    tokenizer: PreTrainedTokenizerBase,
    rows: Sequence[Row],
    *,
    num_completions: int,
    max_prompt_tokens: int,
) -> tuple[list[Job], int]:
    """Lists the completions to make.

    Args:
        tokenizer: The policy's.
        rows: Prompts.
        num_completions: Completions per prompt.
        max_prompt_tokens: Longer prompts are skipped.

    Returns:
        The jobs in the order of the prompts, and how many prompts were skipped.

    Raises:
        BadConfigError: If a prompt stands there twice.
    """
    _refuse_doubles(rows)
    jobs: list[Job] = []
    skipped = 0
    for row in rows:
        ids = render_prompt(tokenizer, row["messages"])
        if len(ids) > max_prompt_tokens:
            skipped += 1
            continue
        for index in range(num_completions):
            jobs.append(Job(len(jobs), str(row["prompt_id"]), index, ids))
    return jobs, skipped


def _refuse_doubles(rows: Sequence[Row]) -> None:
    """The same prompt twice would get the same completions twice."""
    seen: set[str] = set()
    for row in rows:
        if str(row["prompt_id"]) in seen:
            raise BadConfigError("data.prompts", "each prompt_id once", row["prompt_id"])
        seen.add(str(row["prompt_id"]))


def _by_length(jobs: list[Job], size: int) -> Iterator[list[Job]]:
    near = sorted(jobs, key=lambda job: (len(job.ids), job.order))
    for start in range(0, len(near), size):
        yield near[start : start + size]


def _line(
    config: SampleConfig, tokenizer: PreTrainedTokenizerBase, job: Job, response: Response
) -> dict[str, object]:
    ids = response.ids[:-1] if response.finished else response.ids
    return {
        "prompt_id": job.prompt_id,
        "index": job.index,
        "text": _text(tokenizer, ids),
        "finish_reason": "stop" if response.finished else "length",
        "seed": config.seed,
        "token_count": len(response.ids),
        "logprob_sum": round(response.logprob, 6),
    }


def _text(tokenizer: PreTrainedTokenizerBase, ids: list[int]) -> str:
    """Decodes a response; databases cannot hold a zero byte, which a byte tokenizer can draw."""
    text: str = tokenizer.decode(ids, skip_special_tokens=True)
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _figures(responses: list[Response], skipped: int) -> dict[str, float]:
    count = max(1, len(responses))
    return {
        "completions": len(responses),
        "skipped_too_long": skipped,
        "mean_tokens": sum(len(r.ids) for r in responses) / count,
        "stop_rate": sum(r.finished for r in responses) / count,
    }
