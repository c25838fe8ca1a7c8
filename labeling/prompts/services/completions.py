"""What comes with a prompt: completions of outside models, and reference answers."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from labeling.prompts.domain.canonical import canonical_json, sha256_of, text_body, text_sha256
from labeling.prompts.domain.rows import PromptRow
from labeling.prompts.models import Completion, CompletionSource, Content, Import, Prompt
from touchstone.core.copying import rows_copy
from touchstone.projects.models import Project
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion
from touchstone.registry.services import model_version_register


class ReferenceUse(StrEnum):
    """What a reference answer is taken as."""

    DEMONSTRATIONS = "demonstrations"
    """An ideal answer: the policy learns from it."""
    REFERENCES = "references"
    """Something to compare with; nothing learns from it."""


_Identity = tuple[int, str, str, int | None, bool]


def completions_store(
    *,
    project: Project,
    rows: Sequence[tuple[Prompt, PromptRow]],
    references: ReferenceUse,
    source_import: Import | None,
) -> list[list[Completion]]:
    """Store the completions and references of rows, but for those that are there already.

    Must run under the intake lock, inside its transaction.

    Returns:
        For each row the stored completions, in the order in which the row gives them.
    """
    names = {c.model for _, row in rows for c in row.completions if c.model}
    models = _external_models(project, sorted(names))
    per_row = [_completions(project, prompt, row, models) for prompt, row in rows]
    answers = [_reference(project, prompt, row, references) for prompt, row in rows]
    wanted: dict[_Identity, Completion] = {}
    for made in (*per_row, *answers):
        for one in made:
            wanted.setdefault(_identity(one), one)
    stored = _known(rows, wanted)
    fresh = [one for identity, one in wanted.items() if identity not in stored]
    rows_copy([completion.content for completion in fresh])
    for completion in fresh:
        completion.content_id = completion.content.pk
        completion.source_import = source_import
        stored[_identity(completion)] = completion
    rows_copy(fresh)
    return [[stored[_identity(one)] for one in made] for made in per_row]


def _external_models(project: Project, names: Sequence[str]) -> dict[str, ModelVersion]:
    """The outside model of each name; a new name is registered, under the intake lock once."""
    of_names = ModelVersion.objects.filter(
        project=project, kind=ModelKind.EXTERNAL, role=ModelRole.POLICY, name__in=names
    )
    models = {model.name: model for model in of_names.order_by("-number")}
    for name in names:
        if name not in models:
            models[name] = model_version_register(
                project=project, role=ModelRole.POLICY, kind=ModelKind.EXTERNAL, name=name
            )
    return models


def _known(
    rows: Sequence[tuple[Prompt, PromptRow]], wanted: Mapping[_Identity, Completion]
) -> dict[_Identity, Completion]:
    there = Completion.objects.filter(prompt__in={prompt.pk for prompt, _ in rows}).order_by("-id")
    return {key: one for one in there.iterator() if (key := _identity(one)) in wanted}


def _identity(completion: Completion) -> _Identity:
    return (
        completion.prompt_id,
        completion.sha256,
        completion.source,
        completion.model_id,
        completion.is_demonstration,
    )


def _completions(
    project: Project, prompt: Prompt, row: PromptRow, models: Mapping[str, ModelVersion]
) -> list[Completion]:
    external = CompletionSource.EXTERNAL
    return [
        _completion(project, prompt, one.text, source=external, model=models.get(one.model))
        for one in row.completions
    ]


def _reference(
    project: Project, prompt: Prompt, row: PromptRow, references: ReferenceUse
) -> list[Completion]:
    if not row.reference.strip():
        return []
    reference = _completion(project, prompt, row.reference, source=CompletionSource.REFERENCE)
    reference.is_demonstration = references is ReferenceUse.DEMONSTRATIONS
    return [reference]


def _completion(
    project: Project,
    prompt: Prompt,
    text: str,
    *,
    source: CompletionSource,
    model: ModelVersion | None = None,
) -> Completion:
    body = text_body(text)
    content = Content(project=project, body=body, sha256=sha256_of(canonical_json(body)))
    return Completion(
        project=project,
        prompt=prompt,
        content=content,
        sha256=text_sha256(text),
        source=source,
        model=model,
    )
