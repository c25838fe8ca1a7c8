"""Content rows of what labelers write: notes and demonstrations."""

from collections.abc import Sequence

from labeling.prompts.domain.canonical import (
    Message,
    canonical_json,
    conversation_sha256,
    sha256_of,
    text_body,
    text_sha256,
    turns_body,
)
from labeling.prompts.models import Completion, CompletionSource, Content


def text_content(project_id: int, text: str) -> Content:
    """Store a text."""
    body = text_body(text)
    return Content.objects.create(
        project_id=project_id, body=body, sha256=sha256_of(canonical_json(body))
    )


def demonstration_completion(
    *, project_id: int, prompt_id: int, author_id: int, text: str
) -> Completion:
    """Store a written ideal answer as a completion of its author's."""
    return Completion.objects.create(
        project_id=project_id,
        prompt_id=prompt_id,
        content=text_content(project_id, text),
        sha256=text_sha256(text),
        source=CompletionSource.LABELER,
        author_id=author_id,
    )


def conversation_completion(
    *,
    project_id: int,
    prompt_id: int,
    author_id: int,
    messages: Sequence[Message],
    written: int,
) -> Completion:
    """Store a conversation of several written turns as a completion of its author's."""
    body = turns_body(messages, written=written)
    content = Content.objects.create(
        project_id=project_id, body=body, sha256=sha256_of(canonical_json(body))
    )
    return Completion.objects.create(
        project_id=project_id,
        prompt_id=prompt_id,
        content=content,
        sha256=conversation_sha256(messages),
        source=CompletionSource.LABELER,
        author_id=author_id,
    )
