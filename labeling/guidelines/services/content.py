"""Content rows of what people write about the guidelines."""

from labeling.prompts.domain.canonical import canonical_json, sha256_of, text_body
from labeling.prompts.models import Content


def text_content(project_id: int, text: str) -> Content:
    """Store a text, apart from the row that points to it, so that it can be erased."""
    body = text_body(text)
    return Content.objects.create(
        project_id=project_id, body=body, sha256=sha256_of(canonical_json(body))
    )
