"""Completions that a sampling run made, as rows of the project."""

from collections.abc import Sequence
from dataclasses import dataclass

from labeling.prompts.domain.canonical import canonical_json, sha256_of, text_body, text_sha256
from labeling.prompts.models import Completion, CompletionSource, Content, Prompt
from touchstone.registry.models import ModelRole
from training.runs.models import Run, RunSample

_SAMPLING = ("temperature", "top_p", "max_new_tokens")


@dataclass(frozen=True)
class SampleRow:
    """One line of completions.jsonl."""

    prompt_id: str
    index: int
    text: str
    finish_reason: str
    seed: int
    token_count: int
    logprob_sum: float


def samples_register(*, run: Run, rows: Sequence[SampleRow]) -> int:
    """Store the run's completions, each with its seed and sampling settings; return how many.

    Must run in the transaction that ends the run, so that it happens once.
    """
    model = run.inputs.get(role=ModelRole.POLICY)
    wanted = {row.prompt_id for row in rows}
    prompts = {
        str(prompt.public_id): prompt
        for prompt in Prompt.objects.filter(project=run.project, public_id__in=wanted)
    }
    settings = {key: run.config[key] for key in _SAMPLING if key in run.config}
    completions = []
    for row in rows:
        body = text_body(row.text)
        content = Content(project=run.project, body=body, sha256=sha256_of(canonical_json(body)))
        sampling = {
            **settings,
            "index": row.index,
            "token_count": row.token_count,
            "logprob_sum": row.logprob_sum,
            "tokenizer_digest": model.tokenizer_digest,
            "template_digest": model.template_digest,
        }
        completions.append(
            Completion(
                project=run.project,
                prompt=prompts[row.prompt_id],
                content=content,
                sha256=text_sha256(row.text),
                source=CompletionSource.POLICY,
                model=model,
                finish_reason=row.finish_reason,
                seed=row.seed,
                sampling=sampling,
            )
        )
    Content.objects.bulk_create([completion.content for completion in completions])
    Completion.objects.bulk_create(completions)
    RunSample.objects.bulk_create(
        RunSample(run=run, completion=completion, index=row.index)
        for completion, row in zip(completions, rows, strict=True)
    )
    return len(completions)
