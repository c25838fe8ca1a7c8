"""Topics that a labeler may refuse: names for sensitive content, use cases and expertise tags.

A topic is one short string, so that the claim compares two arrays: ``sensitive``,
``use_case:NAME`` or ``tag:NAME``.
"""

SENSITIVE = "sensitive"
USE_CASE = "use_case:"
TAG = "tag:"
MAX_TOPICS = 100

PROMPT_TOPICS = f"""
    array_remove(ARRAY[
        CASE WHEN prompt.sensitive THEN '{SENSITIVE}' END,
        CASE WHEN prompt.use_case <> '' THEN '{USE_CASE}' || prompt.use_case END
    ]::varchar[], NULL)
    || ARRAY(SELECT '{TAG}' || tag FROM unnest(prompt.expertise) AS tag)::varchar[]
"""  # noqa: S608 - parts of our own
"""SQL: the topics of a row ``prompt``, as they are written on the places of its tasks."""

BRIEF_TOPICS = f"""
    array_remove(ARRAY[
        CASE WHEN brief.sensitive THEN '{SENSITIVE}' END,
        CASE WHEN brief.use_case <> '' THEN '{USE_CASE}' || brief.use_case END
    ]::varchar[], NULL)
"""
"""SQL: the same of a row ``brief``, for the places of prompts that are still to be written."""


def is_topic(text: str) -> bool:
    """Tell whether ``text`` names a topic."""
    return text == SENSITIVE or any(
        text.startswith(prefix) and len(text) > len(prefix) for prefix in (USE_CASE, TAG)
    )
